import type { DietRule, Person } from "@/domain/customers/safety/rules";
import type { DishCard, Slot, Target } from "@/domain/dishes/rules";
import type { MealStructure } from "@/domain/system/settings/rules";
import type { Day } from "@/lib/time";
import type { Weights } from "./schema";

/** A dish in a place, as far as scheduling looks at it; the week is the plan's own, null before and after it. */
export type Had = { date: Day; weekNumber: number | null; slotId: number; dishId: number; quantity: number };

/** A day with the targets that hold on it; shares of energy in percent. */
export type ScheduledDay = {
  date: Day;
  weekNumber: number;
  targets: Target[];
  shares: { fat: { min: number; max: number }; carb: { min: number; max: number } };
};

/** One plan to fill. Everything dated stays dated: the same person is judged for every day of the scope. */
export type ScheduledPlan = {
  planId: number;
  person: Person;
  /** The days of the scope, in order. */
  days: ScheduledDay[];
  /** "date/slot" of every place that may be filled. */
  open: readonly { date: Day; slotId: number }[];
  /** Stays as it is: locked, past the cut-off, or all there is when only gaps are filled. */
  fixed: readonly Had[];
  /** Stands in an open place now and may be replaced. */
  present: readonly Had[];
  /** Dishes on days around the scope, of this plan or an earlier one: they count as having been eaten. */
  around: readonly Had[];
  /** What she thinks of a dish: −1 leaves it, 0 nothing known, 1 loves it; with the words for it. */
  tastes: ReadonlyMap<number, { score: number; text: string }>;
};

export type Limits = {
  repeatDays: number;
  liverGramsWeek: number;
  /** Fen a person and day. */
  costCeiling: number;
  /** Different dishes the house cooks for one slot, and one station for one slot; null = no limit. */
  slotDishes: number | null;
  stationDishes: number | null;
};

/** All that decides a schedule: nothing is read from elsewhere, so equal input and seed give the equal answer. */
export type ScheduleInput = {
  plans: readonly ScheduledPlan[];
  slots: readonly Slot[];
  cards: readonly DishCard[];
  rules: readonly DietRule[];
  structure: MealStructure;
  limits: Limits;
  weights: Weights;
  seed: number;
  /** What the house cooks anyway, for people outside this input. */
  served: readonly { date: Day; slotId: number; dishId: number }[];
};
