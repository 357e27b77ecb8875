import type { MealPart } from "@/domain/system/settings/rules";
import { cellKey } from "../rules";
import { judgedOf } from "./candidates";
import type { Had, ScheduledPlan } from "./input";
import { codeOf, type Work } from "./work";

/**
 * What stays: the fixed dishes, and of the present ones those that no place of the meal could hold (a second vegetable that
 * somebody added on purpose), unless they have become unsafe or are no longer cooked.
 */
export function settled(work: Work, plan: ScheduledPlan, p: number, open: ReadonlySet<string>): Had[] {
  const kept = [...plan.fixed];
  for (const { date, slotId } of plan.open) {
    if (!open.has(cellKey(date, slotId))) continue;
    const parts = work.input.structure[codeOf(work, slotId)] ?? [];
    const fixed = plan.fixed.filter((h) => h.date === date && h.slotId === slotId);
    const here = plan.present.filter((h) => h.date === date && h.slotId === slotId);
    const { extra } = seat(work, parts, fixed, here);
    for (const had of extra) {
      const card = work.cards[work.cardAt.get(had.dishId) ?? -1];
      const refused = card ? judgedOf(work, plan, card, date).blockers[0]?.text : undefined;
      const text = refused ?? (card && !card.isAvailable ? `${card.name}已停用` : null);
      if (text === null) kept.push(had);
      else work.problem.removed.push({ plan: p, had, text });
    }
  }
  return kept;
}

type Seat = { part: MealPart; isRequired: boolean; present: number | null; taken: boolean };

/** Puts fixed dishes, then present ones, on the places of a meal, each on the first that suits it. */
export function seat(work: Work, parts: readonly MealPart[], fixed: readonly Had[], present: readonly Had[]) {
  const seats = parts.flatMap((part): Seat[] =>
    Array.from({ length: part.max }, (_, i) => ({ part, isRequired: i < part.min, present: null, taken: false })),
  );
  const categoryOf = (h: Had) => work.cards[work.cardAt.get(h.dishId) ?? -1]?.category ?? "";
  const free = (s: Seat) => !s.taken && s.present === null;
  const find = (h: Had) =>
    seats.find((s) => free(s) && s.part.categories.includes(categoryOf(h))) ??
    seats.find((s) => free(s) && s.part.fallback.includes(categoryOf(h)));
  for (const had of fixed) {
    const found = find(had);
    if (found) found.taken = true;
  }
  const extra: Had[] = [];
  for (const had of present) {
    const found = find(had);
    const at = work.cardAt.get(had.dishId);
    if (found && at !== undefined) found.present = at;
    else extra.push(had);
  }
  return { seats, extra };
}
