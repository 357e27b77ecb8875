import {
  type ChildbirthDeliveryMode,
  type ChildbirthFeeding,
  childbirthDeliveryModeLabels,
  childbirthFeedingLabels,
} from "@/db/enums/customers";
import { type DietRuleAppliesTo, type StageGuideStage, stageGuideStageLabels } from "@/db/enums/dishes";
import type { Day } from "@/lib/time";
import type { Target } from "../rules";

/** One version of a set of daily targets. A version is never changed: an edit makes the next one. */
export type Profile = {
  /** Without the version: "lactation_cn2023", "stage.expel", "condition.GDM". */
  name: string;
  version: number;
  /** The day on which this version was made; days before keep the version they had. */
  since: Day;
  targets: Target[];
};

/** As `profile` of the table holds it: the first version bears the bare name, later ones "name@2". */
export const profileKey = (name: string, version: number): string => (version === 1 ? name : `${name}@${version}`);

export function profileOf(key: string): { name: string; version: number } {
  const [name = key, version] = key.split("@");
  return { name, version: version === undefined ? 1 : Number(version) };
}

/** The profile by feeding; who has not said counts as breastfeeding, whose needs are the higher ones. */
export const BREASTFEEDING = "lactation_cn2023";
export const NOT_BREASTFEEDING = "adult_cn2023";

export type Circumstances = {
  stage?: StageGuideStage | null;
  feeding?: ChildbirthFeeding | null;
  /** Codes of health conditions in force. */
  conditions?: readonly string[];
};

/** Which profiles hold for a person, the later ones narrowing the earlier: by feeding, by stage, by condition. */
export function profileNames({ stage, feeding, conditions = [] }: Circumstances): {
  base: string;
  stage: string | null;
  conditions: string[];
} {
  const isNursing = feeding !== "formula" && feeding !== "weaned";
  return {
    base: isNursing ? BREASTFEEDING : NOT_BREASTFEEDING,
    stage: stage && isNursing ? `stage.${stage}` : null,
    conditions: conditions.map((code) => `condition.${code}`),
  };
}

/** The version of a profile that holds on a day: the last one made up to it, else the first; null for no such profile. */
export function versionOn(profiles: readonly Profile[], name: string, on: Day | null): Profile | null {
  const versions = profiles.filter((p) => p.name === name).sort((a, b) => a.version - b.version);
  return versions.findLast((p) => on === null || p.since <= on) ?? versions[0] ?? null;
}

const profileLabels: Record<string, string> = {
  [BREASTFEEDING]: "哺乳期（母乳、混合）",
  [NOT_BREASTFEEDING]: "不哺乳（配方奶、已回奶）",
  "stage.expel": "第 1 周（排）",
  "stage.recover": "第 2 周（调）",
  "stage.nourish": "第 3 周（补）",
  "stage.restore": "第 4 周起（养）",
};
/** A profile as people call it; conditions by the name they have on file. */
export const profileLabel = (name: string, conditions: ReadonlyMap<string, string> = new Map()): string =>
  profileLabels[name] ?? conditions.get(name.replace(/^condition\./, "")) ?? name;

/** Whom a rule concerns, as people say it. */
export function appliesLabel(to: DietRuleAppliesTo, value: string, conditions: ReadonlyMap<string, string>): string {
  switch (to) {
    case "stage":
      return `${stageGuideStageLabels[value as StageGuideStage] ?? value}期`;
    case "delivery_mode":
      return childbirthDeliveryModeLabels[value as ChildbirthDeliveryMode] ?? value;
    case "feeding":
      return childbirthFeedingLabels[value as ChildbirthFeeding] ?? value;
    case "condition":
      return conditions.get(value) ?? value;
  }
}

type Bounds = Pick<Target, "min" | "target" | "max">;

/** Bounds that a later source gives take the place of the earlier ones. A maximum below the minimum removes it: the ceiling wins. */
export const replaced = <T extends Bounds>(had: T, given: Bounds): T =>
  settled({ ...had, min: given.min ?? had.min, target: given.target ?? had.target, max: given.max ?? had.max });

/** Bounds of two sources that hold at once: the higher minimum and the lower maximum. */
export const narrowed = <T extends Bounds>(had: T, given: Bounds): T =>
  settled({
    ...had,
    min: most(had.min, given.min, Math.max),
    target: given.target ?? had.target,
    max: most(had.max, given.max, Math.min),
  });

const most = (a: number | null, b: number | null, pick: (a: number, b: number) => number): number | null =>
  a === null ? b : b === null ? a : pick(a, b);

function settled<T extends Bounds>(t: T): T {
  const min = t.min !== null && t.max !== null && t.min > t.max ? null : t.min;
  const low = t.target !== null && min !== null && t.target < min ? min : t.target;
  const target = low !== null && t.max !== null && low > t.max ? t.max : low;
  return { ...t, min, target };
}

/** The daily targets of someone in these circumstances on a day (null: now), each naming the profile that set it last. */
export function targetsOf(profiles: readonly Profile[], on: Day | null, circumstances: Circumstances): Target[] {
  const names = profileNames(circumstances);
  const found = (name: string) => versionOn(profiles, name, on)?.targets ?? [];
  const byCode = new Map(found(names.base).map((target) => [target.code, target]));
  const layer = (targets: readonly Target[], merge: typeof replaced) => {
    for (const given of targets) {
      const had = byCode.get(given.code);
      byCode.set(given.code, had ? { ...merge(had, given), ...origin(given) } : given);
    }
  };
  if (names.stage) layer(found(names.stage), replaced);
  for (const name of names.conditions) layer(found(name), narrowed);
  return [...byCode.values()];
}

const origin = ({ source, confidence, profile, version }: Target) => ({ source, confidence, profile, version });
