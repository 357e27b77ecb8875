import type { DishCard } from "@/domain/dishes/rules";
import type { MealPart } from "@/domain/system/settings/rules";
import type { Day } from "@/lib/time";
import type { Band, Edges, Form } from "./bands";
import type { Had, ScheduleInput } from "./input";
import type { Conflict } from "./schema";

/** One reason for which a dish may not stand in a place. Members with one key fall together when it is lifted. */
export type Blocker = {
  key: string;
  kind: Conflict["kind"];
  text: string;
  restrictionId: number | null;
  ruleCode: string | null;
};

/** A dish that may stand in a place, with what speaks for or against it there whatever else is chosen. */
export type Candidate = {
  dish: number;
  /** Days that must lie between this and the same dish; how often a week of the plan may hold it in such places. */
  window: number;
  weekMax: number;
  /** Points of the objective that depend on nothing else. */
  points: number;
  taste: number;
  tasteText: string | null;
  isFallback: boolean;
  isChange: boolean;
  notes: string[];
};

/** A place for one dish. */
export type Need = {
  id: number;
  plan: number;
  day: number;
  week: number;
  slotId: number;
  cell: number;
  part: MealPart;
  isRequired: boolean;
  candidates: Candidate[];
  /** Dishes of its class that may not stand here, and why not. */
  out: { dish: number; blockers: Blocker[] }[];
  /** The dish that stands here now, or null. */
  present: number | null;
};

export type Dish = {
  card: DishCard;
  forms: Float64Array;
  cost: number;
  food: number;
  method: number;
  station: number;
  liver: number;
};

/** A day of a plan: bands to meet and what is fixed already. */
export type PlanDay = {
  plan: number;
  week: number;
  date: Day;
  /** Days since the first day of all, for distances. */
  ord: number;
  bands: (Band & { at: number })[];
  edges: Edges;
  fixed: Had[];
  needs: number[];
};

export type PlanWeek = {
  plan: number;
  weekNumber: number;
  days: number[];
  /** Days that count for the mean, those around the scope included. */
  length: number;
  bands: (Band & { at: number })[];
  edges: Edges;
  /** What days around the scope bring. */
  around: Had[];
};

/** Occurrence of a dish that is not to be decided. */
export type Placed = { ord: number; window: number; date: Day; slotId: number };

export type Cell = { date: Day; slotId: number; served: Set<number> };

export type Problem = {
  input: ScheduleInput;
  dishes: Dish[];
  forms: Form[];
  foods: string[];
  methods: string[];
  stations: string[];
  needs: Need[];
  days: PlanDay[];
  weeks: PlanWeek[];
  cells: Cell[];
  /** Cell → whether its number of dishes is weighed: one person alone makes no kitchen. */
  counts: boolean[];
  /** Per plan: days since the first → index of the day. */
  dayAt: Map<number, number>[];
  /** Per plan: dish → where it is already. */
  had: Map<number, Placed[]>[];
  /** Present dishes that nobody would place again: refused now and of no place; they are taken away. */
  removed: { plan: number; had: Had; text: string }[];
  firstOrd: Day;
};

/** A limit a week that nobody reaches: none. */
export const FAR = 99;
/** Places whose dishes must differ from each other within a day. */
export const variedRoles = new Set(["soup", "protein", "vegetable", "breakfast"]);

/** Days between two servings of a dish in a place, and how many a week. */
export const windowFor = ({ input }: Pick<Problem, "input">, { part }: Pick<Need, "part">) => ({
  window: Math.max(1, part.repeatDays ?? input.limits.repeatDays),
  weekMax: part.weekMax ?? FAR,
});

/** Points of the objective per unit of weight; see the objective's parts in score.ts. */
export const COST = 0.5;
export const LIKE = 0.05;
export const DISLIKE = 0.3;
export const FALLBACK = 0.5;
export const CHANGE = 0.1;
