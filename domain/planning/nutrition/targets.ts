import "server-only";
import type { Person } from "@/domain/customers/safety/rules";
import { targetsFor } from "@/domain/customers/targets/rules";
import { profiles } from "@/domain/dishes/guidance/queries";
import { BREASTFEEDING, profileLabel, versionOn } from "@/domain/dishes/guidance/rules";
import type { Reading } from "@/domain/dishes/queries";
import type { Target } from "@/domain/dishes/rules";
import { notFound } from "@/lib/errors";
import type { Day } from "@/lib/time";

export type DayTargets = {
  /** The one asked for, else the one by feeding that most of hers come from. */
  profile: string;
  on: (date: Day) => readonly Target[];
  labelOf: (profile: string) => string;
};

/** What each day is measured against: a named profile for every day; without a name the targets of the person. */
export async function dayTargets(read: Reading, person: Person, name?: string): Promise<DayTargets> {
  const all = await profiles(read);
  const conditions = new Map(person.conditions.map((condition) => [condition.code, condition.name]));
  const labelOf = (profile: string) => (profile === "personal" ? "为她单独设的" : profileLabel(profile, conditions));
  if (name !== undefined) {
    const found = versionOn(all, name, null);
    if (!found) throw notFound(`营养目标“${name}”`);
    return { profile: name, on: () => found.targets, labelOf };
  }
  const known = new Map<Day, Target[]>();
  const on = (date: Day): Target[] => {
    const targets = known.get(date) ?? targetsFor(person, all, date);
    known.set(date, targets);
    return targets;
  };
  return { profile: BREASTFEEDING, on, labelOf };
}

export type TargetOrigin = {
  profile: string;
  label: string;
  version: number;
  source: string;
  confidence: string | null;
};

/** Where the targets of these days come from, each profile and version once. */
export function originsOf(targets: DayTargets, dates: readonly Day[]): TargetOrigin[] {
  const found = new Map<string, TargetOrigin>();
  for (const { profile = targets.profile, version = 1, source, confidence } of dates.flatMap((date) => [
    ...targets.on(date),
  ])) {
    const key = `${profile}@${version}`;
    if (!found.has(key)) found.set(key, { profile, label: targets.labelOf(profile), version, source, confidence });
  }
  return [...found.values()];
}
