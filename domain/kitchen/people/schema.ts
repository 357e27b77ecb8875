import type { RestrictionKind, RestrictionStrength } from "@/db/enums/customers";
import type { StageGuideStage } from "@/db/enums/dishes";
import type { Day } from "@/lib/time";

/** Somebody a recall has to reach. */
export type Contact = {
  customerId: number;
  restrictions: { kind: RestrictionKind; strength: RestrictionStrength; label: string; until: Day | null }[];
  stage: StageGuideStage | null;
  /** Days since delivery. */
  day: number | null;
  /** The last four digits, to look the whole up with; null when none was given. */
  phoneLast4: string | null;
};
