import "server-only";
import { and, asc, between, eq, lte, ne, sql } from "drizzle-orm";
import { productionBatches } from "@/db/schema/kitchen";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { throughCache } from "@/domain/core/through-cache";
import { plannedCosts } from "@/domain/planning/costing/queries";
import { type Cost, costOfDays, marginOf } from "@/domain/planning/costing/rules";
import { visiblePlan } from "@/domain/planning/queries";
import { invalid } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/time";
import { daysAhead } from "../requirements/days";
import { costPerMother, productionOf } from "../rules";
import type { KitchenCostingInput, KitchenCostingOut, PlanCostingOut } from "./schema";

/**
 * A plan against its price: planned at what food costs now, and, for the dishes of closed batches, what the lots taken for them
 * really cost (a portion's share of its batch). Five queries.
 */
export async function planCosting(ctx: Ctx, { id }: { id: number }): Promise<PlanCostingOut> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan({ db: read.db, grant: read.grant, ctx }, id);
  const [costs, served] = await Promise.all([plannedCosts(read, [id]), servedCosts(read, id, dayOf(ctx.now))]);
  const days = costs.get(id)?.days ?? new Map<Day, Cost>();
  const planned = costOfDays(days.values());
  const actual = costOfDays(served.values());
  const plannedOfServed = costOfDays([...served.keys()].flatMap((day) => days.get(day) ?? []));
  const ahead = costOfDays([...days].filter(([day]) => !served.has(day)).map(([, cost]) => cost));
  const end = costOfDays([actual, ahead]);
  const price = plan.finalPrice;
  return {
    planId: id,
    price,
    planned,
    margin: marginOf(price, planned.amount),
    actual: { ...actual, days: served.size, planned: plannedOfServed.amount },
    forecast: { ...end, margin: marginOf(price, end.amount) },
    days: [...days]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([date, cost]) => ({
        date,
        planned: cost.amount,
        isComplete: cost.isComplete,
        actual: served.get(date)?.amount ?? null,
        isActualComplete: served.get(date)?.isComplete ?? false,
      })),
  };
}

/** Days of a plan of which every dish was cooked in a closed batch: what her portions cost. */
async function servedCosts({ db }: Read, planId: number, today: Day): Promise<Map<Day, Cost>> {
  const [item, day, batch] = [confinementMealItems, confinementDayPlans, productionBatches];
  const rows = await db
    .select({
      itemId: item.id,
      date: day.date,
      quantity: item.quantity,
      cost: sql<number | null>`sum(${batch.cost})`.mapWith(Number),
      portions: sql<number | null>`sum(coalesce(${batch.cookedPortions}, ${batch.plannedPortions}))`.mapWith(Number),
      open: sql<number>`coalesce(sum(${batch.isCostComplete} = 0), 0)`.mapWith(Number),
    })
    .from(day)
    .innerJoin(item, eq(item.dayPlanId, day.id))
    .leftJoin(
      batch,
      and(
        eq(batch.centreId, day.centreId),
        eq(batch.businessDay, day.date),
        eq(batch.categoryId, item.categoryId),
        eq(batch.dishId, item.dishId),
        eq(batch.status, "closed"),
      ),
    )
    .where(and(eq(day.mealPlanId, planId), lte(day.date, today)))
    .groupBy(item.id, day.date, item.quantity)
    .orderBy(asc(day.date));
  const days = new Map<Day, { amount: number; isComplete: boolean; isServed: boolean }>();
  for (const { date, quantity, cost, portions, open } of rows) {
    const had = days.get(date) ?? { amount: 0, isComplete: true, isServed: true };
    const share = cost === null || !portions ? null : (cost * quantity) / portions;
    days.set(date, {
      amount: had.amount + (share ?? 0),
      isComplete: had.isComplete && share !== null && open === 0,
      isServed: had.isServed && portions !== null,
    });
  }
  return new Map(
    [...days]
      .filter(([, cost]) => cost.isServed)
      .map(([date, { amount, isComplete }]) => [date, { amount: fen(Math.round(amount)), isComplete }]),
  );
}

const MAX_DAYS = 31;

/** What a kitchen's days cost: planned (meals and orders), and actual by the batches that are closed. */
export async function kitchenCosting(ctx: Ctx, input: KitchenCostingInput): Promise<KitchenCostingOut> {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const today = dayOf(ctx.now);
  const from = input.from ?? addDays(today, -6);
  const to = input.to ?? addDays(from, 6);
  if (to < from) throw invalid("to", "结束日期早于开始日期");
  if (daysBetween(from, to) >= MAX_DAYS) throw invalid("to", `一次最多看 ${MAX_DAYS} 天`);
  const [{ days, ordered }, batches] = await Promise.all([
    daysAhead(read, centreId, from, to),
    batchCosts(read, centreId, from, to),
  ]);
  return {
    centreId,
    from,
    to,
    days: days.map((day) => {
      const production = productionOf(day);
      const own = ordered.filter((dish) => dish.date === day.date);
      const portions = [
        ...production.slots.flatMap((sheet) => sheet.dishes.map(({ dishId, portions: n }) => ({ dishId, n }))),
        ...own.map(({ dishId, quantity }) => ({ dishId, n: quantity })),
      ];
      const costs = portions.map(({ dishId, n }) => ({ cost: day.cards.get(dishId)?.cost, n }));
      const actual = batches.get(day.date);
      return {
        date: day.date,
        planned:
          portions.length === 0
            ? null
            : fen(costs.reduce((sum, { cost, n }) => sum + Math.round((cost?.amount ?? 0) * n), 0)),
        isPlannedComplete: costs.every(({ cost }) => cost?.isComplete ?? false),
        actual: actual?.cost ?? null,
        isActualComplete: actual !== undefined && actual.closed > 0 && actual.incomplete === 0,
        batches: actual?.all ?? 0,
        closedBatches: actual?.closed ?? 0,
        mothers: Math.max(0, ...production.slots.map((sheet) => sheet.mothers)),
        plannedPerMother: costPerMother(production, day.cards).perPerson as Fen | null,
      };
    }),
  };
}

const batchCosts = (read: Read, centreId: number, from: Day, to: Day) =>
  throughCache(read, `kitchen:batch-costs:${centreId}:${from}:${to}`, ["production_batch"], (db) =>
    loadBatchCosts(db, centreId, from, to),
  );

async function loadBatchCosts(db: Read["db"], centreId: number, from: Day, to: Day) {
  const rows = await db
    .select({
      date: productionBatches.businessDay,
      all: sql<number>`count(*)`.mapWith(Number),
      closed: sql<number>`sum(${productionBatches.status} = 'closed')`.mapWith(Number),
      incomplete:
        sql<number>`sum(${productionBatches.status} = 'closed' and ${productionBatches.isCostComplete} = 0)`.mapWith(
          Number,
        ),
      cost: sql<
        number | null
      >`sum(case when ${productionBatches.status} = 'closed' then ${productionBatches.cost} end)`.mapWith(Number),
    })
    .from(productionBatches)
    .where(
      and(
        eq(productionBatches.centreId, centreId),
        between(productionBatches.businessDay, from, to),
        ne(productionBatches.status, "cancelled"),
      ),
    )
    .groupBy(productionBatches.businessDay);
  return new Map(rows.map(({ date, cost, ...row }) => [date, { ...row, cost: cost as Fen | null }]));
}
