import "server-only";
import { and, asc, desc, eq, exists, getTableName, gte, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import {
  confinementDayPlans,
  confinementMealItems,
  confinementMealPlans,
  confinementWeekPlans,
} from "@/db/schema/planning";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache, readThroughCache, throughCache } from "@/domain/core/through-cache";
import { visibleCustomer, visibleCustomers } from "@/domain/customers/queries";
import { mealSlots } from "@/domain/dishes/queries";
import { userNames } from "@/domain/identity/queries";
import { COUNTED_AT_MOST, offsetOf, type Page, sortOf } from "@/lib/page";
import { dayOf } from "@/lib/time";
import type { PlanRecord } from "../items/queries";
import { named, planOut, planRows } from "../queries";
import type { ListPlans, PlanRowOut } from "../schema";

const plans = confinementMealPlans;

const sortable = {
  createdAt: plans.createdAt,
  startDate: plans.startDate,
  endDate: plans.endDate,
  planNumber: plans.planNumber,
} as const;

/** Plans the caller may see, with how full they are and how much stands against their dishes. `total` ends at COUNTED_AT_MOST. */
export async function listPlans(ctx: Ctx, input: ListPlans): Promise<Page<PlanRowOut>> {
  const read = reader(ctx, "plans:read");
  const where = await matching(read, input);
  const { key, dir } = sortOf<keyof typeof sortable>(input.sort);
  const by = dir === "asc" ? asc : desc;
  const [rows, total] = await Promise.all([
    planRows(read.db)
      .where(where)
      .orderBy(by(sortable[key]), by(plans.id)) // id breaks ties, so that pages never overlap
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countThroughCache(read, counted(read, input, where)),
  ]);
  return { rows: await filledRows(read, rows), total, page: input.page, pageSize: input.pageSize };
}

/** The plans of one customer, newest first, with how full they are: remembered until one changes. */
export async function plansOfCustomer(ctx: Ctx, input: { customerId: number; limit: number }) {
  const read = reader(ctx, "plans:read");
  await visibleCustomer(read, input.customerId);
  const { id, planNumber, startDate, endDate, totalDays, status, createdBy, approvedBy } = plans;
  const own = read.db
    .select({ id, planNumber, startDate, endDate, totalDays, status, createdBy, approvedBy })
    .from(plans)
    .where(eq(plans.customerId, input.customerId))
    .orderBy(desc(plans.createdAt), desc(plans.id))
    .limit(input.limit);
  return withCells(read, await readThroughCache(read, own));
}

/** Plans that wait for approval, newest first, by their customers' ids alone: remembered until a plan changes. */
export async function plansAwaiting(ctx: Ctx, input: { centreId: number; limit: number }) {
  const read = reader(ctx, "plans:read");
  const { id, planNumber, customerId, startDate, endDate } = plans;
  const waiting = read.db
    .select({ id, planNumber, customerId, startDate, endDate })
    .from(plans)
    .innerJoin(customers, eq(customers.id, plans.customerId))
    .where(and(visibleCustomers(read, plans.centreId), eq(plans.centreId, input.centreId), await awaiting(read)))
    .orderBy(desc(plans.createdAt), desc(plans.id))
    .limit(input.limit);
  return readThroughCache(read, waiting);
}

/** All plans of a filter, for export: read by id in pages of 1,000 up to a cap. */
export async function exportedPlans(ctx: Ctx, input: ListPlans, cap: number): Promise<PlanRowOut[]> {
  const read = reader(ctx, "plans:export");
  const where = await matching(read, input);
  const found: PlanRowOut[] = [];
  for (let after = 0; found.length < cap; ) {
    const rows = await planRows(read.db)
      .where(and(where, sql`${plans.id} > ${after}`))
      .orderBy(asc(plans.id))
      .limit(Math.min(1000, cap - found.length));
    const last = rows.at(-1);
    if (!last) break;
    found.push(...(await filledRows(read, rows)));
    after = last.plan.id;
  }
  return found;
}

/** The matching plans up to COUNTED_AT_MOST; customers are looked up only where something is asked of them. */
function counted({ db, grant }: Read, input: ListPlans, where: SQL | undefined) {
  const found = db.select({ one: sql`1` }).from(plans).$dynamic();
  const asksCustomer = input.search || grant.assigned || grant.own;
  const joined = asksCustomer ? found.innerJoin(customers, eq(customers.id, plans.customerId)) : found;
  return joined.where(where).limit(COUNTED_AT_MOST);
}

async function matching(read: Read, input: ListPlans): Promise<SQL | undefined> {
  return and(
    visibleCustomers(read, plans.centreId),
    input.centreId ? eq(plans.centreId, input.centreId) : undefined,
    input.customerId ? eq(plans.customerId, input.customerId) : undefined,
    input.status && eq(plans.status, input.status),
    input.startDate && gte(plans.endDate, input.startDate),
    input.endDate && lte(plans.startDate, input.endDate),
    input.search ? named(input.search) : undefined,
    input.pending ? await awaiting(read) : undefined,
  );
}

/**
 * A week that is filled from today on and that nobody approved: on the plan's first and last day one meal is enough, as in
 * rules.openCells.
 */
export async function awaiting(read: Read): Promise<SQL> {
  const slots = (await mealSlots(read)).length;
  const today = dayOf(read.ctx.now);
  const [week, day, item] = [confinementWeekPlans, confinementDayPlans, confinementMealItems];
  const coming = and(eq(day.weekPlanId, week.id), gte(day.date, today));
  const cells = read.db
    .select({ n: sql`count(distinct ${day.id}, ${item.categoryId})` })
    .from(day)
    .innerJoin(item, eq(item.dayPlanId, day.id))
    .where(coming);
  const days = read.db.select({ n: sql`count(*)` }).from(day).where(coming);
  const travel = read.db
    .select({ n: sql`count(*)` })
    .from(day)
    .where(and(coming, or(eq(day.date, plans.startDate), eq(day.date, plans.endDate))));
  const filled = read.db
    .select({ one: sql`1` })
    .from(week)
    .where(
      and(
        eq(week.mealPlanId, plans.id),
        isNull(week.approvedAt),
        sql`(${days}) > 0`,
        sql`(${cells}) + ${slots - 1} * (${travel}) >= ${slots} * (${days})`,
      ),
    );
  return and(inArray(plans.status, ["draft", "active"]), exists(filled)) ?? sql`true`;
}

async function filledRows(read: Read, rows: { plan: PlanRecord; customerName: string }[]): Promise<PlanRowOut[]> {
  return withCells(
    read,
    rows.map(({ plan, customerName }) => planOut(plan, customerName)),
  );
}

type Filled = { filledCells: number; totalCells: number; warnings: number };
type Made = { createdByName: string | null; approvedByName: string | null };

/** Plans with how many of their cells hold a dish, what stands against their dishes, and who made and approved them. */
async function withCells<Plan extends Pick<PlanRecord, "id" | "totalDays" | "createdBy" | "approvedBy">>(
  read: Read,
  rows: readonly Plan[],
): Promise<(Plan & Filled & Made)[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const [cells, slots, names] = await Promise.all([
    cellsOf(read, ids),
    mealSlots(read),
    userNames(rows.flatMap((plan) => [plan.createdBy, plan.approvedBy])),
  ]);
  const byPlan = new Map(cells.map((row) => [row.planId, row]));
  return rows.map((plan) => ({
    ...plan,
    createdByName: names.get(plan.createdBy ?? 0) ?? null,
    approvedByName: names.get(plan.approvedBy ?? 0) ?? null,
    filledCells: byPlan.get(plan.id)?.cells ?? 0,
    totalCells: plan.totalDays * slots.length,
    warnings: byPlan.get(plan.id)?.warnings ?? 0,
  }));
}

const cellsOf = (read: Read, planIds: readonly number[]) =>
  throughCache(read, `planning:cells:${planIds.join(",")}`, cellTables, (db) => loadCells(db, planIds));
const cellTables = [confinementDayPlans, confinementMealItems].map(getTableName);

/** How many cells of these plans hold a dish, and how many of their dishes have something against them. */
const loadCells = (db: Read["db"], planIds: readonly number[]) =>
  db
    .select({
      planId: confinementDayPlans.mealPlanId,
      cells: sql<number>`count(distinct ${confinementDayPlans.id}, ${confinementMealItems.categoryId})`.mapWith(Number),
      warnings: sql<number>`sum(${confinementMealItems.trace} is not null)`.mapWith(Number),
    })
    .from(confinementDayPlans)
    .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .where(inArray(confinementDayPlans.mealPlanId, [...planIds]))
    .groupBy(confinementDayPlans.mealPlanId);
