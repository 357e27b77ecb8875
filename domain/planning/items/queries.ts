import "server-only";
import { and, asc, eq, getTableName, gte, inArray } from "drizzle-orm";
import { dishes, menuCategories } from "@/db/schema/dishes";
import {
  confinementDayPlans,
  confinementMealItems,
  type confinementMealPlans,
  confinementWeekPlans,
} from "@/db/schema/planning";
import type { Read } from "@/domain/core/access";
import { throughCache } from "@/domain/core/through-cache";
import type { Nutrition, Slot } from "@/domain/dishes/rules";
import type { Fen } from "@/lib/money";
import type { Day } from "@/lib/time";
import { type CellKey, cellKey, closedBecause, momentOf } from "../rules";
import type { Why } from "../scheduling/schema";
import type { CellItem, Goals } from "../schema";
import type { Frame, Grid } from "./rules";

type Db = Read["db"];
export type PlanRecord = typeof confinementMealPlans.$inferSelect;
export type WeekRecord = Omit<
  typeof confinementWeekPlans.$inferSelect,
  "nutritionGoals" | "avoidFoods" | "recommendedFoods"
> & {
  nutritionGoals: Goals | null;
  avoidFoods: string[] | null;
  recommendedFoods: string[] | null;
};
export type DayRecord = typeof confinementDayPlans.$inferSelect & { weekNumber: number };
export type ItemRecord = typeof confinementMealItems.$inferSelect & {
  date: Day;
  dishName: string;
  slotName: string;
  slotCode: string;
};

/**
 * What `trace` holds: how the dish was judged when it was placed, what was found against it since, and who asked to serve it in
 * spite of that. Null = nothing.
 */
export type Trace = {
  warnings?: Warning[];
  flag?: { at: string; reasons: Warning[] };
  override?: Override;
  /** What decided for it, of an item that automatic scheduling placed. */
  why?: Why;
  /** The dish stands in for another that was no longer safe. */
  substitute?: Substitute;
  /** How much of it was eaten, in percent of the plate; said by the kitchen after the meal. */
  eatenPct?: number;
};
/** Why a dish took the place of another, and which ones were looked at before it. */
export type Substitute = {
  at: string;
  fromDishId: number;
  fromDishName: string;
  /** Against the old dish, in words. */
  because: string[];
  /** In the order they were tried, with what spoke against them; the list of the dish first. */
  rejected: { dishId: number; dishName: string; because: string }[];
  /** From the list of the dish, or the next best of all dishes. */
  via: "list" | "next_best";
};
/** A release of hard restrictions (never of an allergy): one person asks, another confirms, until then it is not served. */
export type Override = {
  by: number;
  at: string;
  /** The refusals it covers (reasonKey): one that comes up later is not covered. */
  against: string[];
  confirmedBy?: number;
  confirmedAt?: string;
};
export type Warning = { kind: string; strength: string; label: string; text: string };

/** What `nutrition_summary` of a day holds, per person. */
export type DaySummary = { nutrition: Nutrition; isComplete: boolean; cost: Fen; isCostComplete: boolean };

/** How a dish is to be cooked differently for her, as `variant` holds it. */
export type Variant = { adjustments: string[] };

export const traceOf = (item: { trace: unknown }): Trace => (item.trace as Trace | null) ?? {};
export const summaryOf = (day: { nutritionSummary: unknown }): DaySummary | null =>
  day.nutritionSummary as DaySummary | null;

/** The refusals that two people have let through for this item; null while nobody confirmed. */
export const coveredBy = (item: { trace: unknown; overrideBy: number | null }): readonly string[] | null =>
  item.overrideBy === null ? null : (traceOf(item).override?.against ?? null);
/** Asked for, and waiting for the second person. */
export const isPending = (item: { overrideReason: string | null; overrideBy: number | null }): boolean =>
  item.overrideReason !== null && item.overrideBy === null;

/** Everything that stands against an item now: what was noted on placing it, and what came up later. */
export const warningsOf = (item: { trace: unknown }): Warning[] => {
  const { warnings = [], flag } = traceOf(item);
  return [...(flag?.reasons ?? []), ...warnings.filter((w) => !flag?.reasons.some((f) => f.text === w.text))];
};

/** Weeks, days and items of a plan, in order: two queries. */
export async function contentsOf(db: Db, planId: number) {
  const rows = await db
    .select({ week: confinementWeekPlans, day: confinementDayPlans })
    .from(confinementWeekPlans)
    .innerJoin(confinementDayPlans, eq(confinementDayPlans.weekPlanId, confinementWeekPlans.id))
    .where(eq(confinementWeekPlans.mealPlanId, planId))
    .orderBy(asc(confinementWeekPlans.weekNumber), asc(confinementDayPlans.date));
  const weeks = new Map(rows.map(({ week }) => [week.id, week as WeekRecord]));
  return {
    weeks: [...weeks.values()],
    days: rows.map(({ week, day }): DayRecord => ({ ...day, weekNumber: week.weekNumber })),
    items: await itemsOf(db, planId),
  };
}
export type Contents = Awaited<ReturnType<typeof contentsOf>>;

/** The same for who only reads, remembered until a plan changes. */
export const contentsThroughCache = (read: Pick<Read, "db">, planId: number): Promise<Contents> =>
  throughCache(read, `planning:contents:${planId}`, contentTables, (db) => contentsOf(db, planId));
const contentTables = [confinementWeekPlans, confinementDayPlans, confinementMealItems, menuCategories, dishes].map(
  getTableName,
);

/** The items of a plan by day, slot and place in the cell; one of them, from a day on, or of single days, when said. */
export async function itemsOf(
  db: Db,
  planId: number,
  only: { id?: number; from?: Day; dates?: readonly Day[] } = {},
): Promise<ItemRecord[]> {
  const rows = await db
    .select({
      item: confinementMealItems,
      date: confinementDayPlans.date,
      dishName: dishes.name,
      slotName: menuCategories.name,
      slotCode: menuCategories.code,
    })
    .from(confinementDayPlans)
    .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .innerJoin(menuCategories, eq(menuCategories.id, confinementMealItems.categoryId))
    .innerJoin(dishes, eq(dishes.id, confinementMealItems.dishId))
    .where(
      and(
        eq(confinementDayPlans.mealPlanId, planId),
        only.id === undefined ? undefined : eq(confinementMealItems.id, only.id),
        only.from && gte(confinementDayPlans.date, only.from),
        only.dates && inArray(confinementDayPlans.date, [...only.dates]),
      ),
    )
    .orderBy(
      asc(confinementDayPlans.date),
      asc(menuCategories.position),
      asc(confinementMealItems.position),
      asc(confinementMealItems.id),
    );
  return rows.map(({ item, ...names }) => ({ ...item, ...names }));
}

/** Stored items as the grid that operations work on. A serving time equal to the slot's own counts as none of its own. */
export function gridOf(items: readonly ItemRecord[], slots: readonly Pick<Slot, "id" | "servingTime">[]): Grid {
  const timeOf = new Map(slots.map((slot) => [slot.id, slot.servingTime]));
  const grid: Record<CellKey, CellItem[]> = {};
  for (const item of items) {
    const key = cellKey(item.date, item.categoryId);
    grid[key] ??= [];
    grid[key].push({
      dishId: item.dishId,
      quantity: item.quantity,
      servingTime: item.servingTime === timeOf.get(item.categoryId) ? null : item.servingTime,
      instructions: item.specialInstructions,
      isLocked: item.isLocked,
      overrideReason: item.overrideReason,
    });
  }
  return grid;
}

/** The plan around the cells: its weeks, the slots, and what is closed at an instant. */
export function frameOf(
  plan: Pick<PlanRecord, "status">,
  days: readonly Pick<DayRecord, "date" | "weekNumber">[],
  slots: readonly Slot[],
  now: Date,
): Frame {
  const weeks = new Map<number, Day[]>();
  for (const { weekNumber, date } of days) weeks.set(weekNumber, [...(weeks.get(weekNumber) ?? []), date]);
  const bySlot = new Map(slots.map((slot) => [slot.id, slot]));
  return {
    weeks,
    slots,
    closed: (date, slotId) => {
      const slot = bySlot.get(slotId);
      return slot ? closedBecause(plan.status, momentOf(date, slot, now), { date, slotName: slot.name }) : null;
    },
  };
}
