import "server-only";
import { and, eq, getTableName, inArray, sql } from "drizzle-orm";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import type { Read } from "@/domain/core/access";
import { throughCache } from "@/domain/core/through-cache";
import { dishCards } from "@/domain/dishes/queries";
import { fen } from "@/lib/money";
import type { Day } from "@/lib/time";
import { type Cost, costByDay, costOfDays, type Portion } from "./rules";

export type PlannedCost = { planId: number; total: Cost; days: Map<Day, Cost> };

/** Planned ingredient cost of these plans by day, at what food costs now. One query, beside the dish cards. */
export async function plannedCosts(read: Read, planIds: readonly number[]): Promise<Map<number, PlannedCost>> {
  if (planIds.length === 0) return new Map();
  const [portions, cards] = await Promise.all([portionsOf(read, planIds), dishCards(read)]);
  return new Map(
    [...new Set(planIds)].map((planId) => {
      const own = portions.filter((portion) => portion.planId === planId);
      const days = costByDay(own, (dishId) => cards.get(dishId)?.cost ?? null);
      return [planId, { planId, total: own.length === 0 ? nothing : costOfDays(days.values()), days }];
    }),
  );
}

const nothing: Cost = { amount: fen(0), isComplete: true };

type PortionOfPlan = Portion & { planId: number };

const portionsOf = (read: Read, planIds: readonly number[]): Promise<PortionOfPlan[]> =>
  throughCache(read, `planning:portions:${planIds.join(",")}`, portionTables, (db) => loadPortions(db, planIds));
const portionTables = [confinementDayPlans, confinementMealItems].map(getTableName);

const loadPortions = async (db: Read["db"], planIds: readonly number[]): Promise<PortionOfPlan[]> =>
  db
    .select({
      planId: confinementDayPlans.mealPlanId,
      date: confinementDayPlans.date,
      dishId: confinementMealItems.dishId,
      quantity: sql<number>`sum(${confinementMealItems.quantity})`.mapWith(Number),
    })
    .from(confinementDayPlans)
    .innerJoin(confinementMealItems, and(eq(confinementMealItems.dayPlanId, confinementDayPlans.id)))
    .where(inArray(confinementDayPlans.mealPlanId, [...new Set(planIds)]))
    .groupBy(confinementDayPlans.mealPlanId, confinementDayPlans.date, confinementMealItems.dishId);
