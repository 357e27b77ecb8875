import "server-only";
import { and, asc, desc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { confinementDayPlans, confinementMealItems, confinementMealPlans, planProposals } from "@/db/schema/planning";
import { jobs } from "@/db/schema/system";
import { type Read, reader } from "@/domain/core/access";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { type PersonHeader, personHeaders } from "@/domain/customers/headers/persons";
import { visibleCustomers } from "@/domain/customers/queries";
import { mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { job } from "@/domain/system/jobs/queries";
import { AppError } from "@/lib/errors";
import type { Day } from "@/lib/time";
import type { AutoMenusOut } from "./schema";

export type DayPlan = {
  planId: number;
  customerId: number;
  name: string;
  status: "draft" | "active";
  /** Meals of the day that hold a dish. */
  filled: number;
  who: Pick<PersonHeader, "room" | "isBooked" | "stage" | "day" | "restrictions"> | null;
};

/** Everybody of a centre whose plan can be changed on a date, by room; a running plan goes before a draft of the same person. */
export async function plansOfDay(
  ctx: Ctx,
  input: { date: Day; centreId: number },
): Promise<{ people: DayPlan[]; slots: Slot[] }> {
  const read = reader(ctx, "plans:edit");
  const rows = await read.db
    .select({
      planId: confinementMealPlans.id,
      customerId: customers.id,
      name: customers.name,
      patientId: confinementMealPlans.patientId,
      status: confinementMealPlans.status,
      filled: sql<number>`count(distinct ${confinementMealItems.categoryId})`.mapWith(Number),
    })
    .from(confinementMealPlans)
    .innerJoin(customers, eq(customers.id, confinementMealPlans.customerId))
    .leftJoin(
      confinementDayPlans,
      and(eq(confinementDayPlans.mealPlanId, confinementMealPlans.id), eq(confinementDayPlans.date, input.date)),
    )
    .leftJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .where(
      and(
        eq(confinementMealPlans.centreId, input.centreId),
        visibleCustomers(read),
        lte(confinementMealPlans.startDate, input.date),
        gte(confinementMealPlans.endDate, input.date),
        inArray(confinementMealPlans.status, ["draft", "active"]),
      ),
    )
    .groupBy(
      confinementMealPlans.id,
      customers.id,
      customers.name,
      confinementMealPlans.patientId,
      confinementMealPlans.status,
    )
    .orderBy(asc(confinementMealPlans.status), asc(confinementMealPlans.id));
  const running = new Set(rows.filter((row) => row.status === "active").map((row) => row.patientId));
  const seen = new Set<number>();
  const own = rows.filter((row) => {
    if (seen.has(row.patientId) || (row.status === "draft" && running.has(row.patientId))) return false;
    seen.add(row.patientId);
    return true;
  });
  const [headers, slots] = [await headersOf(read, own, input.date), await mealSlots(read)];
  const people = own
    .map(({ patientId, status, ...row }) => ({
      ...row,
      status: status === "active" ? ("active" as const) : ("draft" as const),
      who: headers.get(row.customerId) ?? null,
    }))
    .toSorted((a, b) => (a.who?.room ?? "~").localeCompare(b.who?.room ?? "~") || a.planId - b.planId);
  return { people, slots };
}

async function headersOf(read: Read, rows: readonly { customerId: number }[], on: Day) {
  const headers = await personHeaders(
    read.db,
    rows.map((row) => row.customerId),
    on,
  );
  return new Map(
    [...headers].map(([id, { room, isBooked, stage, day, restrictions }]) => [
      id,
      { room, isBooked, stage, day, restrictions },
    ]),
  );
}

export type DayOutcome = {
  date: Day;
  proposals: (Pick<DayPlan, "name" | "who" | "customerId" | "planId"> & {
    id: number;
    changes: number;
    infeasible: number;
    status: (typeof planProposals.$inferSelect)["status"];
  })[];
  /** Meals whose draft was written, and how many kinds of dishes and portions it holds. */
  menus: { type: string; kinds: number; portions: number }[];
  skipped: { type: string | null; reason: string }[];
};

/** How long after its start a run is still what its starter comes back for. */
const LAST_HOURS = 12;

/**
 * The caller's last run of a day in a centre, to come back to without its address: one that runs, or one whose proposals
 * still wait to be looked at. Null when there is none of the last hours.
 */
export async function lastDayJob(ctx: Ctx, input: { centreId: number }): Promise<number | null> {
  const { db } = reader(ctx, "plans:edit");
  const since = new Date(ctx.now.getTime() - LAST_HOURS * 3_600_000);
  const [last] = await db
    .select({ id: jobs.id, status: jobs.status })
    .from(jobs)
    .where(
      and(
        eq(jobs.kind, "menus.auto"),
        eq(jobs.createdBy, userIdOf(ctx) ?? 0),
        eq(jobs.centreId, input.centreId),
        gte(jobs.createdAt, since),
      ),
    )
    .orderBy(desc(jobs.id))
    .limit(1);
  if (!last) return null;
  if (last.status === "queued" || last.status === "running") return last.id;
  if (last.status !== "done") return null;
  const [waiting] = await db
    .select({ id: planProposals.id })
    .from(planProposals)
    .where(and(eq(planProposals.jobId, last.id), eq(planProposals.status, "open")))
    .limit(1);
  return waiting ? last.id : null;
}

/** What a finished job of a day came to, with whom each proposal is for; null while it runs, or when it is none of the caller's. */
export async function dayOutcome(ctx: Ctx, input: { job: number }): Promise<DayOutcome | null> {
  const found = await job(ctx, { id: input.job }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (found?.kind !== "menus.auto" || found.status !== "done") return null;
  const { date } = found.input as { date: Day };
  const { proposals, skipped, ...rest } = found.result as AutoMenusOut;
  const read = reader(ctx, "plans:edit");
  const rows =
    proposals.length === 0
      ? []
      : await read.db
          .select({
            id: planProposals.id,
            status: planProposals.status,
            name: customers.name,
            customerId: customers.id,
          })
          .from(planProposals)
          .innerJoin(confinementMealPlans, eq(confinementMealPlans.id, planProposals.mealPlanId))
          .innerJoin(customers, eq(customers.id, confinementMealPlans.customerId))
          .where(
            and(
              inArray(
                planProposals.id,
                proposals.map((one) => one.id),
              ),
              visibleCustomers(read),
            ),
          );
  const headers = await headersOf(read, rows, date);
  const kept = new Set(skipped.map(({ type }) => type));
  const menus = Object.values(rest).flatMap((menu) =>
    menu !== null && typeof menu === "object" && !kept.has(menu.type)
      ? [
          {
            type: menu.type,
            kinds: menu.dishes.length,
            portions: menu.dishes.reduce((sum, dish) => sum + dish.quantity, 0),
          },
        ]
      : [],
  );
  return {
    date,
    proposals: proposals
      .flatMap((one) => {
        const row = rows.find(({ id }) => id === one.id);
        return row ? [{ ...one, ...row, who: headers.get(row.customerId) ?? null }] : [];
      })
      .toSorted((a, b) => (a.who?.room ?? "~").localeCompare(b.who?.room ?? "~") || a.id - b.id),
    menus,
    skipped: skipped.map(({ type, reason }) => ({ type, reason })),
  };
}
