import "server-only";
import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { confinementMealPlans } from "@/db/schema/planning";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import { type PersonHeader, personHeaders } from "@/domain/customers/headers/persons";
import { visibleCustomers } from "@/domain/customers/queries";
import type { Fen } from "@/lib/money";
import type { Page } from "@/lib/page";
import { dayOf } from "@/lib/time";
import { plannedCosts } from "../costing/queries";
import { marginOf } from "../costing/rules";
import type { ListPlans, PlanRowOut } from "../schema";
import { awaiting, listPlans } from "./queries";

export type PlanRow = Pick<
  PlanRowOut,
  | "id"
  | "planNumber"
  | "customerName"
  | "startDate"
  | "endDate"
  | "totalDays"
  | "mealPlanType"
  | "status"
  | "filledCells"
  | "totalCells"
  | "warnings"
  | "createdByName"
  | "approvedByName"
> & {
  who: Pick<PersonHeader, "room" | "isBooked" | "stage" | "day" | "restrictions"> | null;
  /** Ingredients of what is planned so far, at what they cost now; null while nothing is planned. */
  cost: { amount: Fen; isComplete: boolean } | null;
  /** Of its price, in thousandths; null without a price, a cost, or all its prices. */
  margin: number | null;
};

/** The list of the portal: plans with whom they feed, and how many run and wait in the same centre. */
export async function planPage(
  ctx: Ctx,
  input: ListPlans,
): Promise<{ page: Page<PlanRow>; running: number; pending: number }> {
  const read = reader(ctx, "plans:read");
  const page = await listPlans(ctx, input);
  const here = and(
    visibleCustomers(read),
    input.centreId ? eq(confinementMealPlans.centreId, input.centreId) : undefined,
  );
  const count = async (which: Parameters<typeof and>[0]) => {
    const rows = read.db
      .select({ id: confinementMealPlans.id })
      .from(confinementMealPlans)
      .innerJoin(customers, eq(customers.id, confinementMealPlans.customerId))
      .where(and(here, which));
    return countThroughCache(read, rows);
  };
  const [headers, running, pending, costs] = await Promise.all([
    personHeaders(
      read.db,
      page.rows.map((row) => row.customerId),
      dayOf(ctx.now),
    ),
    count(eq(confinementMealPlans.status, "active")),
    awaiting(read).then(count),
    plannedCosts(
      read,
      page.rows.map((row) => row.id),
    ),
  ]);
  const rows = page.rows.map((row): PlanRow => {
    const header = headers.get(row.customerId);
    const cost = costs.get(row.id);
    const planned = cost && cost.days.size > 0 ? cost.total : null;
    return {
      id: row.id,
      planNumber: row.planNumber,
      customerName: row.customerName,
      startDate: row.startDate,
      endDate: row.endDate,
      totalDays: row.totalDays,
      mealPlanType: row.mealPlanType,
      status: row.status,
      filledCells: row.filledCells,
      totalCells: row.totalCells,
      warnings: row.warnings,
      createdByName: row.createdByName,
      approvedByName: row.approvedByName,
      who: header
        ? {
            room: header.room,
            isBooked: header.isBooked,
            stage: header.stage,
            day: header.day,
            restrictions: header.restrictions,
          }
        : null,
      cost: planned,
      margin: planned?.isComplete ? marginOf(row.finalPrice, planned.amount).permille : null,
    };
  });
  return { page: { ...page, rows }, running, pending };
}
