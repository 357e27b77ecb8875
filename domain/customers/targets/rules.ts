import { type Circumstances, narrowed, type Profile, replaced, targetsOf } from "@/domain/dishes/guidance/rules";
import type { Target } from "@/domain/dishes/rules";
import type { Day } from "@/lib/time";
import { birthOn, postpartum } from "../rules";
import { isInForce, type Person, type PersonalTarget } from "../safety/rules";

/** What of a person chooses her profile of daily targets on a day. */
export function circumstancesOn(person: Person, on: Day): Circumstances {
  const birth = birthOn(person.births ?? (person.childbirth ? [person.childbirth] : []), on);
  return {
    stage: postpartum(birth, on)?.stage ?? null,
    feeding: birth?.feeding ?? null,
    conditions: person.conditions
      .filter((c) => c.fromDay <= on && (c.toDay === null || c.toDay >= on))
      .map((c) => c.code),
  };
}

/** The daily targets of a person on a day: the profile by feeding, stage and condition, and her own bounds on top. */
export const targetsFor = (person: Person, profiles: readonly Profile[], on: Day): Target[] =>
  withPersonal(targetsOf(profiles, on, circumstancesOn(person, on)), person.targets ?? [], on);

/** Her own bounds take the place of the profile's; where several of hers hold at once, the narrower ones do. */
export function withPersonal(targets: readonly Target[], own: readonly PersonalTarget[], on: Day): Target[] {
  const mine = new Map<string, PersonalTarget>();
  for (const one of own.filter((t) => isInForce(t, on))) {
    const had = mine.get(one.code);
    mine.set(one.code, had ? narrowed(had, one) : one);
  }
  const known = targets.map((target) => {
    const one = mine.get(target.code);
    return one ? { ...replaced(target, one), ...personal(one) } : target;
  });
  const added = [...mine.values()]
    .filter((one) => !targets.some((target) => target.code === one.code))
    .map(
      ({ nutrientId, code, name, unit, min, target, max, ...one }): Target => ({
        nutrientId,
        code,
        name,
        unit,
        min,
        target,
        max,
        ...personal(one),
      }),
    );
  return [...known, ...added];
}

const personal = ({ source }: Pick<PersonalTarget, "source">) => ({
  source: source === "doctor_order" ? "医嘱" : "个人目标",
  confidence: "checked",
  profile: "personal",
  version: 1,
});
