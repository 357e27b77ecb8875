import type { StageGuideStage } from "@/db/enums/dishes";
import type { ConfinementMealPlanStatus } from "@/db/enums/planning";
import { addDays, type Clock, type Day, dayOf, daysBetween, instantOf } from "@/lib/time";
import type { Goal, Goals } from "./schema";

const states: Record<ConfinementMealPlanStatus, readonly ConfinementMealPlanStatus[]> = {
  draft: ["active", "cancelled"],
  active: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};
export const canBecome = (from: ConfinementMealPlanStatus, to: ConfinementMealPlanStatus): boolean =>
  states[from].includes(to);

/** Dishes are still changed in these states; the others are history. */
export const isEditable = (status: ConfinementMealPlanStatus): boolean => status === "draft" || status === "active";

/** Kinds of plan the portal offers; the API takes any word of up to 20 characters. */
export const planTypes: Record<string, string> = {
  standard: "标准月子餐",
  light: "清淡少盐",
  low_sugar: "控糖",
  vegetarian: "素食",
  custom: "私人定制",
};
export const planTypeLabel = (type: string): string => planTypes[type] ?? type;

export type Period = { startDate: Day; endDate: Day; totalDays: number; totalWeeks: number };

/** The outside counts the day of departure too: a span of 29 or 43 days means a plan of 28 or 42. */
const exclusive: Record<number, number> = { 29: 28, 43: 42 };
const DEFAULT_DAYS = 28;

/**
 * First and last day (both included), days and weeks of a plan. Without an end it runs 28 days. Answers the sentence that
 * says what is wrong, when the two ends do not fit.
 */
export function periodOf(input: { startDate: Day; endDate?: Day; totalDays?: number }): Period | { fault: string } {
  const { startDate, endDate, totalDays } = input;
  const span = endDate ? daysBetween(startDate, endDate) + 1 : (totalDays ?? DEFAULT_DAYS);
  if (span < 1) return { fault: `结束日期早于开始日期 ${startDate}` };
  const days = endDate ? (exclusive[span] ?? span) : span;
  if (endDate && totalDays && totalDays !== days)
    return { fault: `${startDate} 到 ${endDate} 是 ${days} 天，不是 ${totalDays} 天` };
  return { startDate, endDate: addDays(startDate, days - 1), totalDays: days, totalWeeks: Math.ceil(days / 7) };
}

export type PlanDay = { weekNumber: number; dayNumber: number; date: Day };

/** Every day of a plan with its week and its place in the week, both from 1. */
export const daysOf = (period: Pick<Period, "startDate" | "totalDays">): PlanDay[] =>
  Array.from({ length: period.totalDays }, (_, i) => ({
    weekNumber: Math.floor(i / 7) + 1,
    dayNumber: (i % 7) + 1,
    date: addDays(period.startDate, i),
  }));

export type SlotTimes = { id: number; servingTime: Clock; cutoffMinutes: number };

/** Where a meal stands: gone by, already served today, past the kitchen's cut-off, or free to change. */
export type MealMoment = "past" | "served" | "cut" | "open";

/** The state of a slot of a day at an instant, by the slot's own clock time and cut-off. */
export function momentOf(date: Day, slot: SlotTimes, now: Date): MealMoment {
  const today = dayOf(now);
  if (date < today) return "past";
  const serving = instantOf(date, slot.servingTime).getTime();
  if (date === today && serving <= now.getTime()) return "served";
  return serving - slot.cutoffMinutes * 60_000 <= now.getTime() ? "cut" : "open";
}

/**
 * Why a cell can no longer be changed, or null. Past days stay as they were; of a running plan also what has been served
 * today. A draft is not cooked from, so only its past days are closed.
 */
export function closedBecause(
  status: ConfinementMealPlanStatus,
  moment: MealMoment,
  where: { date: Day; slotName: string },
): string | null {
  if (!isEditable(status)) return status === "cancelled" ? "这份计划已取消，不能再改" : "这份计划已结束，不能再改";
  if (moment === "past") return `${where.date} 已经过去，不能再改`;
  if (moment === "served" && status === "active") return `${where.date} 的${where.slotName}已过供餐时间，不能再改`;
  return null;
}

/** A week of the plan as the approval sees it. `filled` holds "date/slotId" of every cell with a dish. */
export type WeekState = { weekNumber: number; days: readonly Day[]; approvedAt: Date | string | null };

/**
 * Cells of a week that still want a dish. Days gone by no longer do; on the plan's first and last day she arrives or
 * leaves, so that one meal is enough there.
 */
export function openCells(
  week: Pick<WeekState, "days">,
  slotIds: readonly number[],
  filled: ReadonlySet<string>,
  plan: { startDate: Day; endDate: Day; today: Day },
): { date: Day; slotId: number }[] {
  return week.days.flatMap((date) => {
    if (date < plan.today) return [];
    const empty = slotIds.filter((slotId) => !filled.has(cellKey(date, slotId)));
    const travels = date === plan.startDate || date === plan.endDate;
    return travels && empty.length < slotIds.length ? [] : empty.map((slotId) => ({ date, slotId }));
  });
}

export type CellKey = `${string}/${number}`;
export const cellKey = (date: string, slotId: number): CellKey => `${date}/${slotId}`;
export const cellOf = (key: CellKey): { date: Day; slotId: number } => ({
  date: key.slice(0, 10) as Day,
  slotId: Number(key.slice(11)),
});

type Guide = {
  weekNumber: number;
  stage: StageGuideStage;
  label: string;
  energyMin: number | null;
  energyMax: number | null;
};

type Bound = { code: string; min: number | null; target: number | null; max: number | null };

/** Seed a's key of a goal → the nutrient it is measured by. */
export const goalNutrients: Record<string, string> = {
  energy: "energy_kcal",
  protein: "protein_g",
  fat: "fat_g",
  carbs: "carb_g",
  fibre: "fibre_g",
  iron: "iron_mg",
  calcium: "calcium_mg",
  sodium: "sodium_mg",
};

type Level = "high" | "medium" | "low";
/** What each stage stresses: iron and little fat first, then protein and iron, calcium for the milk, fibre to recover. */
const emphasis: Record<StageGuideStage, Record<string, Level>> = {
  expel: { energy: "medium", protein: "medium", iron: "high", fat: "low", fibre: "medium" },
  recover: { energy: "medium", protein: "high", iron: "high", fibre: "medium" },
  nourish: { energy: "high", protein: "high", iron: "medium", calcium: "high" },
  restore: { energy: "medium", protein: "high", fibre: "high", calcium: "medium" },
};

/** A plan's own daily energy counts as met within 5 % of it. */
const energyBand = (kcal: number) => ({ min: Math.round(kcal * 0.95), max: Math.round(kcal * 1.05) });

/**
 * The goals a new week starts with: the stage's emphasis in words; the numbers behind them from the guide (energy, unless
 * the plan names its own) and from the targets.
 */
export function goalsOf(guide: Guide, targets: readonly Bound[], energyPerDay: number | null): Goals {
  const goals: Goals = {};
  for (const [key, label] of Object.entries(emphasis[guide.stage])) {
    const bound = targets.find((t) => t.code === goalNutrients[key]);
    const goal: Goal = { label };
    const min = key === "energy" ? guide.energyMin : label === "low" ? null : (bound?.min ?? bound?.target ?? null);
    const max = key === "energy" ? guide.energyMax : (bound?.max ?? null);
    if (min !== null) goal.min = min;
    if (max !== null) goal.max = max;
    goals[key] = goal;
  }
  return energyPerDay ? withEnergy(goals, energyPerDay) : goals;
}

/** The same goals with the plan's own daily energy. */
export const withEnergy = (goals: Goals, kcal: number): Goals => ({
  ...goals,
  energy: { label: goals.energy?.label ?? "medium", ...energyBand(kcal) },
});

/** Targets of a day: the profile's, narrowed by the numbers of the week's goals. */
export function targetsFor<T extends Bound>(targets: readonly T[], goals: Goals): T[] {
  const byCode = new Map(Object.entries(goals).map(([key, goal]) => [goalNutrients[key] ?? key, goal]));
  return targets.map((target) => {
    const goal = byCode.get(target.code);
    if (!goal) return target;
    return { ...target, min: goal.min ?? target.min, max: goal.max ?? target.max };
  });
}

/** Goals as seed a says them: the word under each key. */
export const goalWords = (goals: Goals | null): Record<string, string> =>
  Object.fromEntries(Object.entries(goals ?? {}).map(([key, goal]) => [key, goal.label]));
