import { childbirthFeedingLabels } from "@/db/enums/customers";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { birthOn, postpartum } from "@/domain/customers/rules";
import type { Person } from "@/domain/customers/safety/rules";
import type { Day } from "@/lib/time";

/** What of her decides the targets on a day: stage, feeding, conditions; each in a word. */
export function basisOf(person: Person, on: Day): string[] {
  const birth = birthOn(person.births ?? [], on);
  const since = postpartum(birth, on);
  const conditions = person.conditions.filter((c) => c.fromDay <= on && (c.toDay === null || c.toDay >= on));
  return [
    ...(since ? [`${stageGuideStageLabels[since.stage]}期，产后第 ${since.day} 天`] : []),
    ...(birth?.feeding ? [feedingText(childbirthFeedingLabels[birth.feeding])] : []),
    ...conditions.map((condition) => condition.name),
  ];
}

const feedingText = (label: string): string => (label === "混合" ? "混合喂养" : label);
