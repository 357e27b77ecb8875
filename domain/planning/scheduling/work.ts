import type { DishCard } from "@/domain/dishes/rules";
import type { MealPart } from "@/domain/system/settings/rules";
import type { Day } from "@/lib/time";
import type { Form } from "./bands";
import type { ScheduleInput } from "./input";
import type { Blocker, Problem } from "./problem";

/** What is known while the input is turned into a problem. */
export type Work = {
  input: ScheduleInput;
  cards: DishCard[];
  cardAt: Map<number, number>;
  formAt: (key: string, form: Form) => number;
  cellAt: Map<string, number>;
  /** Verdicts by person, dish and what of the day matters, so that 28 days are not judged 28 times. */
  verdicts: Map<string, Judged>;
  firstOrd: Day;
  problem: Pick<Problem, "needs" | "days" | "weeks" | "cells" | "had" | "removed">;
};
/** What judge() says of a dish for a person on a day, as far as scheduling looks at it. */
export type Judged = { blockers: Blocker[]; notes: string[]; softText: string | null; isVariant: boolean };

export const codeOf = (work: Work, slotId: number): string => work.input.slots.find((s) => s.id === slotId)?.code ?? "";

/** The part of a meal that a dish plays in a slot. */
export function partFor(work: Work, slotId: number, card: DishCard): MealPart | undefined {
  const parts = work.input.structure[codeOf(work, slotId)] ?? [];
  const category = card.category ?? "";
  return parts.find((p) => p.categories.includes(category)) ?? parts.find((p) => p.fallback.includes(category));
}

/** Days between two servings of a dish that plays this part. */
export const windowOf = (work: Work, part: MealPart | undefined): number =>
  Math.max(1, part?.repeatDays ?? work.input.limits.repeatDays);
