import { type Birth, birthOn, type Postpartum, postpartum } from "@/domain/customers/rules";
import { judge, type Verdict } from "@/domain/customers/safety/rules";
import { targetsFor } from "@/domain/customers/targets/rules";
import type { Slot, Target } from "@/domain/dishes/rules";
import type { EditorCard, EditorData, EditorWeek } from "@/domain/planning/editor/rules";
import type { Frame } from "@/domain/planning/items/rules";
import { closedBecause, type MealMoment, momentOf, targetsFor as narrowedBy } from "@/domain/planning/rules";
import type { Day } from "@/lib/time";

/** What the editor opens with, made ready for looking things up. Nothing in it changes while one edits. */
export type Model = {
  data: EditorData;
  cards: ReadonlyMap<number, EditorCard>;
  slots: readonly Slot[];
  slotOf: ReadonlyMap<number, Slot>;
  weeks: ReadonlyMap<number, readonly Day[]>;
  weekOf: ReadonlyMap<Day, EditorWeek>;
  verdictOf: (dishId: number, date: Day) => Verdict;
  stageOf: (date: Day) => Postpartum | null;
  /** What she needs on a day: by her feeding, stage and conditions, with what was set for her, and the week's goals. */
  targetsOn: (date: Day) => readonly Target[];
};

const nothingKnown: Verdict = { verdict: "allowed", reasons: [] };

export function modelOf(data: EditorData): Model {
  const cards = new Map(data.cards.map((card) => [card.id, card]));
  const weeks = new Map<number, Day[]>();
  for (const { weekNumber, date } of data.days) weeks.set(weekNumber, [...(weeks.get(weekNumber) ?? []), date]);
  const byNumber = new Map(data.weeks.map((week) => [week.weekNumber, week]));
  const weekOf = new Map(
    data.days.flatMap(({ date, weekNumber }) => {
      const week = byNumber.get(weekNumber);
      return week ? [[date, week] as const] : [];
    }),
  );
  const known = new Map<string, Verdict>(); // judging all dishes for a day takes a moment, and the panel asks again and again
  const targets = new Map<Day, readonly Target[]>();
  const births: readonly Birth[] = data.person.births ?? [];
  return {
    data,
    cards,
    slots: data.slots,
    slotOf: new Map(data.slots.map((slot) => [slot.id, slot])),
    weeks,
    weekOf,
    verdictOf: (dishId, date) => {
      const key = `${date}:${dishId}`;
      const had = known.get(key);
      if (had) return had;
      const card = cards.get(dishId);
      const verdict = card ? judge(data.person, card, date, data.rules) : nothingKnown;
      known.set(key, verdict);
      return verdict;
    },
    stageOf: (date) => postpartum(birthOn(births, date), date),
    targetsOn: (date) => {
      const had = targets.get(date);
      if (had) return had;
      const found = narrowedBy(targetsFor(data.person, data.profiles, date), weekOf.get(date)?.goals ?? {});
      targets.set(date, found);
      return found;
    },
  };
}

export function momentIn(model: Model, date: Day, slotId: number, now: Date): MealMoment {
  const slot = model.slotOf.get(slotId);
  return slot ? momentOf(date, slot, now) : "open";
}

/** The plan around the cells at an instant, as the operations want it. */
export const frameAt = (model: Model, now: Date): Frame => ({
  weeks: model.weeks,
  slots: model.slots,
  closed: (date, slotId) =>
    closedBecause(model.data.plan.status, momentIn(model, date, slotId, now), {
      date,
      slotName: model.slotOf.get(slotId)?.name ?? "",
    }),
});

/** One character per food class, as it stands before each dish. */
const initialsOf: Record<string, string> = { 甜品点心: "点", 药膳: "药" };
export const initialOf = (category: string | null): string =>
  category ? (initialsOf[category] ?? category.slice(0, 1)) : "菜";

/** What a full meal is made of, by slot: a class that is missing is shown as still to choose. */
const wholeMeals: Record<string, readonly string[]> = {
  lunch: ["汤", "荤", "素", "主"],
  dinner: ["荤", "素", "主"],
};
const stands: Record<string, readonly string[]> = { 汤: ["汤", "药"], 荤: ["荤"], 素: ["素"], 主: ["主", "粥"] };

/** The classes that would do a cell good: all of a full meal while it is empty, else those that are missing. */
export const wanted = (slotCode: string, initials: readonly string[]): readonly string[] =>
  initials.length === 0 ? (wholeMeals[slotCode] ?? []) : lacking(slotCode, initials);

export const fills = (want: string, initial: string): boolean => (stands[want] ?? [want]).includes(initial);

/** Classes that a cell with dishes still lacks; an empty cell lacks everything and is said in one word. */
export function lacking(slotCode: string, initials: readonly string[]): string[] {
  if (initials.length === 0) return [];
  return (wholeMeals[slotCode] ?? []).filter((want) => !initials.some((have) => fills(want, have)));
}
