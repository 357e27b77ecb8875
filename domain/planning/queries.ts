import "server-only";
import {
  aliasedTable,
  and,
  asc,
  between,
  desc,
  eq,
  getTableName,
  gte,
  isNotNull,
  like,
  lte,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { menuCategories } from "@/db/schema/dishes";
import {
  confinementDayPlans,
  confinementMealItems,
  confinementMealPlans,
  confinementWeekPlans,
} from "@/db/schema/planning";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { oncePerPage, readThroughCache, throughCache } from "@/domain/core/through-cache";
import { type Scope, visibleCustomers } from "@/domain/customers/queries";
import type { Nutrition } from "@/domain/dishes/rules";
import { userNames } from "@/domain/identity/queries";
import { notFound } from "@/lib/errors";
import type { Clock, Day } from "@/lib/time";
import {
  contentsThroughCache,
  coveredBy,
  type DayRecord,
  type ItemRecord,
  isPending,
  itemsOf,
  type PlanRecord,
  summaryOf,
  type Variant,
  type WeekRecord,
  warningsOf,
} from "./items/queries";
import { goalWords } from "./rules";
import type { ItemOut, PlanDetailOut, PlanOut } from "./schema";

type Db = Read["db"];
const plans = confinementMealPlans;

/** Plans by number or customer, for the search box of the portal; running and newest first. */
export async function findPlans(ctx: Ctx, text: string, limit: number) {
  const read = reader(ctx, "plans:read");
  return read.db
    .select({
      id: plans.id,
      planNumber: plans.planNumber,
      startDate: plans.startDate,
      status: plans.status,
      customerName: customers.name,
    })
    .from(plans)
    .innerJoin(customers, eq(customers.id, plans.customerId))
    .where(and(visibleCustomers(read), named(text)))
    .orderBy(sql`${plans.status} <> 'active'`, desc(plans.startDate), desc(plans.id))
    .limit(limit);
}

/** Where-clause: plan number, customer's name or pinyin initials. */
export const named = (text: string) => {
  const part = `${text.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    like(plans.planNumber, part),
    like(customers.name, `%${part}`),
    like(customers.nameKey, part.toLowerCase()),
  );
};

/** Plans with their customer's name, to be narrowed by a where-clause. */
export const planRows = (db: Db) =>
  db
    .select({ plan: plans, customerName: customers.name })
    .from(plans)
    .innerJoin(customers, eq(customers.id, plans.customerId))
    .$dynamic();

export const planOut = (plan: PlanRecord, customerName: string): PlanOut => ({ ...plan, customerName });

/** The plan and its customer's name if the caller may see them; else not_found. */
export async function visiblePlan(read: Scope, planId: number): Promise<{ plan: PlanRecord; customerName: string }> {
  const [row] = await oncePerPage(read, `planning:visible:${planId}:${JSON.stringify(read.grant)}`, async () =>
    planRows(read.db).where(and(eq(plans.id, planId), visibleCustomers(read))),
  );
  if (!row) throw notFound("这份月子餐计划");
  return row;
}

/** A plan as seed a nests it: weeks, their days, their meals. */
export async function planDetail(ctx: Ctx, input: { id: number }): Promise<PlanDetailOut> {
  const read = reader(ctx, "plans:read");
  const { plan, customerName } = await visiblePlan(read, input.id);
  const [{ weeks, days, items }, users] = await Promise.all([
    contentsThroughCache(read, plan.id),
    userNames([plan.createdBy, plan.approvedBy]),
  ]);
  return {
    ...planOut(plan, customerName),
    createdByName: users.get(plan.createdBy ?? 0) ?? null,
    approvedByName: users.get(plan.approvedBy ?? 0) ?? null,
    weekPlans: weeks.map((week) => ({
      ...weekOut(week),
      dayPlans: days
        .filter((day) => day.weekPlanId === week.id)
        .map((day) => dayOut(day, items.filter((item) => item.dayPlanId === day.id).map(itemOut))),
    })),
  };
}

const weekOut = (week: WeekRecord) => ({
  ...week,
  nutritionGoals: goalWords(week.nutritionGoals),
  avoidFoods: week.avoidFoods ?? [],
  recommendedFoods: week.recommendedFoods ?? [],
});

const dayOut = (day: DayRecord, mealItems: ItemOut[]) => ({
  ...day,
  nutritionSummary: summaryOf(day)?.nutrition ?? null,
  mealItems,
});

/** An item as the API shows it. */
export const itemOut = (item: ItemRecord): ItemOut => ({
  ...item,
  slotId: item.categoryId,
  mealType: item.slotName,
  slot: item.slotCode,
  nutritionDetails: item.nutritionDetails as Nutrition | null,
  warnings: warningsOf(item),
  release: item.overrideReason === null ? null : isPending(item) ? "pending" : "confirmed",
});

/** One item of a plan as the API shows it. */
export async function planItem(ctx: Ctx, input: { id: number; itemId: number }): Promise<ItemOut> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const [item] = await itemsOf(read.db, plan.id, { id: input.itemId });
  if (!item) throw notFound("这道菜");
  return itemOut(item);
}

/** A dish that is to be served: of a running plan, in a week that has been approved. */
export type Meal = {
  itemId: number;
  planId: number;
  dayPlanId: number;
  date: Day;
  patientId: number;
  customerId: number;
  place: PlanRecord["place"];
  slotId: number;
  dishId: number;
  quantity: number;
  servingTime: Clock;
  specialInstructions: string | null;
  variant: Variant | null;
  isLocked: boolean;
  /** Why it is to be served in spite of a hard restriction; never an allergy. */
  overrideReason: string | null;
  /** The refusals that a second person has let through; null: none, or not confirmed yet, so it is not served. */
  released: readonly string[] | null;
};

/** What running plans of a centre serve on a day (in a slot): one query. Meals of weeks that nobody approved are not served. */
export async function mealsOn(read: Pick<Read, "db">, centreId: number, day: Day, slotId?: number): Promise<Meal[]> {
  const all = await mealsBetween(read, centreId, day, day);
  return slotId === undefined ? all : all.filter((meal) => meal.slotId === slotId);
}

/** The same over several days, both included: one query, remembered until a plan changes. Each meal says its `date`. */
export const mealsBetween = (read: Pick<Read, "db">, centreId: number, from: Day, to: Day): Promise<Meal[]> =>
  throughCache(read, `planning:meals:${centreId}:${from}:${to}`, mealTables, (db) =>
    meals(db, and(eq(confinementDayPlans.centreId, centreId), between(confinementDayPlans.date, from, to))),
  );

const mealTables = [
  confinementMealItems,
  confinementDayPlans,
  confinementWeekPlans,
  confinementMealPlans,
  menuCategories,
].map(getTableName);

/** What one person is served on a day. */
export const mealsOfPatient = (read: Pick<Read, "db">, patientId: number, day: Day): Promise<Meal[]> =>
  meals(read.db, and(eq(confinementDayPlans.patientId, patientId), eq(confinementDayPlans.date, day)));

async function meals(db: Db, where: SQL | undefined): Promise<Meal[]> {
  const [item, day, week] = [confinementMealItems, confinementDayPlans, confinementWeekPlans];
  const slot = aliasedTable(menuCategories, "slot");
  const rows = await db
    .select({
      itemId: item.id,
      planId: plans.id,
      dayPlanId: day.id,
      date: day.date,
      patientId: day.patientId,
      customerId: plans.customerId,
      place: plans.place,
      slotId: item.categoryId,
      dishId: item.dishId,
      quantity: item.quantity,
      servingTime: item.servingTime,
      specialInstructions: item.specialInstructions,
      variant: item.variant,
      isLocked: item.isLocked,
      overrideReason: item.overrideReason,
      overrideBy: item.overrideBy,
      trace: item.trace,
    })
    .from(day)
    .innerJoin(plans, and(eq(plans.id, day.mealPlanId), eq(plans.status, "active")))
    .innerJoin(week, and(eq(week.id, day.weekPlanId), isNotNull(week.approvedAt)))
    .innerJoin(item, eq(item.dayPlanId, day.id))
    .innerJoin(slot, eq(slot.id, item.categoryId))
    .where(where)
    .orderBy(asc(slot.position), asc(plans.id), asc(item.position), asc(item.id));
  return rows.map(({ trace, overrideBy, ...row }) => ({
    ...row,
    variant: row.variant as Variant | null,
    released: coveredBy({ trace, overrideBy }),
  }));
}

/** The running plan that covers a day of a person, or null. */
export async function planOf(read: Pick<Read, "db">, patientId: number, day: Day): Promise<PlanRecord | null> {
  const [plan] = await read.db
    .select()
    .from(plans)
    .where(
      and(
        eq(plans.patientId, patientId),
        eq(plans.status, "active"),
        lte(plans.startDate, day),
        gte(plans.endDate, day),
      ),
    )
    .limit(1);
  return plan ?? null;
}

/** How often the plans of a day have been changed, plus one: the version of what the kitchen prints of it. */
export async function versionOn(read: Pick<Read, "db">, centreId: number, day: Day): Promise<number> {
  const summing = read.db
    .select({ edits: sql<number>`coalesce(sum(${confinementDayPlans.version} - 1), 0)`.mapWith(Number) })
    .from(confinementDayPlans)
    .innerJoin(plans, and(eq(plans.id, confinementDayPlans.mealPlanId), eq(plans.status, "active")))
    .where(and(eq(confinementDayPlans.centreId, centreId), eq(confinementDayPlans.date, day)));
  const [sum] = await readThroughCache(read, summing);
  return 1 + (sum?.edits ?? 0);
}
