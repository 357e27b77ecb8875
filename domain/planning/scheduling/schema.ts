import { z } from "zod";
import { type MealRole, mealRoles } from "@/domain/system/settings/rules";
import { dayOut, idOut, moneyOut } from "@/lib/out";

/**
 * What automatic scheduling answers. Everything is plain data and carries its own Chinese words, so that the editor, the
 * API and a printed page show the same reasons. Money is fen; nutrient amounts are per person and day in the unit named.
 */

/** What a place in a meal is called. Which slots have which is the setting planning.meal_structure. */
export const mealRoleLabels: Record<MealRole, string> = {
  staple: "主食",
  soup: "汤",
  protein: "荤菜",
  vegetable: "素菜",
  breakfast: "早餐主食",
  side: "早餐配菜",
  snack: "点心",
  drink: "饮品",
};
/** One character before a dish, as the grid shows it. */
export const mealRoleMarks: Record<MealRole, string> = {
  staple: "主",
  soup: "汤",
  protein: "荤",
  vegetable: "素",
  breakfast: "粥",
  side: "配",
  snack: "点",
  drink: "饮",
};

/** What is weighed against each other, and how much it counts unless the request says otherwise. 0 leaves it out. */
export const weightDefaults = {
  /** Nutrient bands of every day. */
  nutrition: 10,
  /** Nutrient bands of the week's mean. */
  weekNutrition: 10,
  /** Likes, dislikes, what she left on the plate, soft restrictions. */
  preference: 4,
  /** Main ingredient and method change within a day; a dish comes back seldom within a week. */
  variety: 3,
  /** Ingredient cost, and every yuan above the ceiling of a day. */
  cost: 2,
  /** Few different dishes at one meal of the house. */
  kitchen: 3,
  /** What the dietitian has placed stays unless changing it brings something. */
  stability: 3,
} as const;
export type WeightName = keyof typeof weightDefaults;
export type Weights = Record<WeightName, number>;
export const weightLabels: Record<WeightName, string> = {
  nutrition: "每日营养",
  weekNutrition: "每周营养",
  preference: "口味与反馈",
  variety: "花样",
  cost: "成本",
  kitchen: "厨房少做几样",
  stability: "少改动",
};
const weight = z.number().min(0, "权重不能小于 0").max(100, "权重最多 100");
export const WeightsIn = z.strictObject({
  nutrition: weight.optional(),
  weekNutrition: weight.optional(),
  preference: weight.optional(),
  variety: weight.optional(),
  cost: weight.optional(),
  kitchen: weight.optional(),
  stability: weight.optional(),
});
export type WeightsIn = z.output<typeof WeightsIn>;

/** all: every open, unlocked place; empty: only what is missing; week: all of one week. */
export const scheduleScopes = ["all", "empty", "week"] as const;
export type ScheduleScope = (typeof scheduleScopes)[number];
export const scheduleScopeLabels: Record<ScheduleScope, string> = {
  all: "整份计划",
  empty: "只补空着的",
  week: "这一周",
};

/** One thing that spoke for a dish, the strongest first. `value` is in the objective's points; `amount` in `unit`. */
export const WhyPart = z.object({
  kind: z.enum([
    "only", // nothing else was left
    "nutrient",
    "preference",
    "variety",
    "cost",
    "kitchen",
    "stability",
    "tie", // as good as another; the seed decided
  ]),
  text: z.string(), // 铁 +5.2 mg，离目标还差 1.1
  value: z.number(),
  code: z.string().nullable(), // nutrient
  amount: z.number().nullable(),
  unit: z.string().nullable(),
});
export type WhyPart = z.output<typeof WhyPart>;

/** A candidate that was not taken. `by` says whether it may not stand here, or stands here less well. */
export const Loser = z.object({
  dishId: idOut,
  dishName: z.string(),
  by: z.enum(["refused", "stage", "repeat", "week_cap", "liver", "capacity", "present", "unavailable", "worse"]),
  text: z.string(), // 不能排：含花生，林知夏对花生过敏 · 周五午餐刚排过 · 铁少 4.8 mg，成本高 ¥12.30
  /** How much worse the plan would be with it, in the objective's points; null where it may not stand here. */
  penalty: z.number().nullable(),
  restrictionId: idOut.nullable(),
});
export type Loser = z.output<typeof Loser>;

export const Why = z.object({
  /** The whole in one sentence: 补钙 +224 mg；14 道里 9 道排不了，其余差在铁、成本。 */
  text: z.string(),
  decided: z.array(WhyPart),
  /** Best first; those that may not stand here last. At most 12 are kept, `others` counts the rest. */
  losers: z.array(Loser),
  candidates: z.number().int(),
  others: z.number().int(),
});
export type Why = z.output<typeof Why>;

/** What changes for the day when this dish stands there instead of `replaces`: 钙 +224. */
export const Effect = z.object({
  code: z.string(), // nutrient, or "cost"
  name: z.string(),
  unit: z.string(),
  amount: z.number(), // fen for cost
  isGood: z.boolean(),
});
export type Effect = z.output<typeof Effect>;

const dish = z.object({ dishId: idOut, dishName: z.string() });

export const ProposalItem = z.object({
  /** "2026-11-22/3/57": names the item when only some are accepted. */
  key: z.string(),
  date: dayOut,
  slotId: idOut,
  slot: z.string(), // code
  slotName: z.string(),
  role: z.enum(mealRoles),
  dishId: idOut,
  dishName: z.string(),
  /** kept: it stands there already; nothing is to be accepted. */
  change: z.enum(["added", "replaced", "kept"]),
  replaces: dish.nullable(),
  cost: moneyOut,
  effects: z.array(Effect),
  /** Soft reasons against it that were accepted, as the editor warns. */
  notes: z.array(z.string()),
  why: Why,
});
export type ProposalItem = z.output<typeof ProposalItem>;

/** A dish that is taken away without another in its place: the meal has more of its kind than it should. */
export const ProposalRemoval = z.object({
  key: z.string(),
  date: dayOut,
  slotId: idOut,
  slotName: z.string(),
  dishId: idOut,
  dishName: z.string(),
  text: z.string(),
});
export type ProposalRemoval = z.output<typeof ProposalRemoval>;

/** A member of a conflict: take any one of them away and a dish fits. */
export const Conflict = z.object({
  kind: z.enum(["restriction", "rule", "stage", "repeat", "week_cap", "liver", "capacity", "present", "offer", "need"]),
  restrictionId: idOut.nullable(),
  ruleCode: z.string().nullable(),
  text: z.string(), // 医嘱控糖（至 11-26）排除 9 道
  /** Dishes that this member keeps away. */
  dishes: z.array(dish),
  /** The other place that wants the same dishes. */
  at: z.object({ date: dayOut, slotId: idOut, role: z.enum(mealRoles) }).nullable(),
});
export type Conflict = z.output<typeof Conflict>;

/** What would open the cell. Only those that truly do are listed, the mildest first. */
export const Help = z.object({
  kind: z.enum(["repeat", "week_cap", "liver", "capacity", "stage", "unlock", "dish", "restriction", "rule"]),
  text: z.string(), // 允许时令水果第 5 次 · 请厨房加一道低糖点心
  /** The dish that could then stand there, where it is one of ours. */
  dish: dish.nullable(),
  restrictionId: idOut.nullable(),
  ruleCode: z.string().nullable(),
});
export type Help = z.output<typeof Help>;

export const Infeasible = z.object({
  date: dayOut,
  slotId: idOut,
  slot: z.string(),
  slotName: z.string(),
  role: z.enum(mealRoles),
  /** 周二午点的点心，没有菜能同时满足 */
  title: z.string(),
  conflict: z.array(Conflict),
  wouldHelp: z.array(Help),
});
export type Infeasible = z.output<typeof Infeasible>;

/** low, high, within: against the band; unknown: no dish of the day says. */
export const bandStates = ["low", "within", "high", "unknown"] as const;
export const NutrientChange = z.object({
  code: z.string(), // energy_kcal …, fat_pct, carb_pct
  name: z.string(),
  unit: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  stateBefore: z.enum(bandStates),
  stateAfter: z.enum(bandStates),
});
export type NutrientChange = z.output<typeof NutrientChange>;

export const PeriodChange = z.object({
  nutrients: z.array(NutrientChange),
  costBefore: moneyOut,
  costAfter: moneyOut,
  /** Bands met, of how many. */
  metBefore: z.number().int(),
  metAfter: z.number().int(),
  bands: z.number().int(),
});
export const DayChange = PeriodChange.extend({
  date: dayOut,
  weekNumber: z.number().int(),
  /** Items of this day that are added, replaced or taken away. */
  changes: z.number().int(),
});
export type DayChange = z.output<typeof DayChange>;
/** Means of the week's days that hold dishes. */
export const WeekChange = PeriodChange.extend({ weekNumber: z.number().int(), from: dayOut, to: dayOut });
export type WeekChange = z.output<typeof WeekChange>;

/** The objective's parts in points, so that the sum can be seen. */
export const ObjectivePart = z.object({ name: z.string(), label: z.string(), points: z.number() });

export const ScheduleResult = z.object({
  items: z.array(ProposalItem),
  removals: z.array(ProposalRemoval),
  infeasible: z.array(Infeasible),
  days: z.array(DayChange),
  weeks: z.array(WeekChange),
  /** Points, less is better; nothing can be better than `bound`. `gap` = (objective − bound) / objective, 0 to 1. */
  objective: z.number(),
  bound: z.number(),
  gap: z.number(),
  parts: z.array(ObjectivePart),
  seed: z.number().int(),
  weights: z.record(z.string(), z.number()),
  costCeiling: moneyOut,
  /** What the solver left alone: locked, and past the cut-off or closed. */
  lockedCells: z.number().int(),
  closedCells: z.number().int(),
  changes: z.number().int(),
  elapsedMs: z.number().int(),
  method: z.string(), // how it was solved, in one line
});
export type ScheduleResult = z.output<typeof ScheduleResult>;
