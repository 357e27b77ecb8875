import "server-only";
import { and, asc, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { dishes, menuCategories } from "@/db/schema/dishes";
import { confinementDayPlans, confinementMealItems, confinementMealPlans } from "@/db/schema/planning";
import { reader, within } from "@/domain/core/access";
import { type Ctx, may, userIdOf } from "@/domain/core/ctx";
import { personHeaders } from "@/domain/customers/headers/persons";
import { userNames } from "@/domain/identity/queries";
import { dayOf } from "@/lib/time";
import { itemsOf, traceOf } from "../items/queries";
import { visiblePlan } from "../queries";
import type { PendingRelease, PendingReleases, ReleaseAt } from "./schema";

const MOST = 100;

/** Releases that wait for a second person, those that the caller asked for left out; the next meals first. */
export async function pendingReleases(ctx: Ctx, input: PendingReleases): Promise<{ items: PendingRelease[] }> {
  const read = reader(ctx, "plans:approve");
  const [day, item, plan] = [confinementDayPlans, confinementMealItems, confinementMealPlans];
  const today = dayOf(ctx.now);
  const rows = await read.db
    .select({
      itemId: item.id,
      planId: plan.id,
      planNumber: plan.planNumber,
      customerId: plan.customerId,
      customerName: customers.name,
      date: day.date,
      slotId: item.categoryId,
      slot: menuCategories.name,
      dishId: item.dishId,
      dishName: dishes.name,
      reason: item.overrideReason,
      trace: item.trace,
      version: item.version,
    })
    .from(day)
    .innerJoin(plan, and(eq(plan.id, day.mealPlanId), inArray(plan.status, ["draft", "active"])))
    .innerJoin(item, eq(item.dayPlanId, day.id))
    .innerJoin(menuCategories, eq(menuCategories.id, item.categoryId))
    .innerJoin(dishes, eq(dishes.id, item.dishId))
    .innerJoin(customers, eq(customers.id, plan.customerId))
    .where(
      and(
        within(day.centreId, read.grant.centres),
        input.centreId === undefined ? undefined : eq(day.centreId, input.centreId),
        gte(day.date, today),
        isNotNull(item.overrideReason),
        isNull(item.overrideBy),
      ),
    )
    .orderBy(asc(day.date), asc(menuCategories.position), asc(item.id))
    .limit(MOST);
  const open = rows.flatMap((row) => {
    const asked = traceOf(row).override;
    return asked && asked.by !== userIdOf(ctx) ? [{ ...row, asked }] : [];
  });
  const [names, headers] = await Promise.all([
    userNames(open.map((row) => row.asked.by)),
    personHeaders(
      read.db,
      open.map((row) => row.customerId),
      today,
    ),
  ]);
  return {
    items: open.map(({ trace, asked, reason, ...row }) => ({
      ...row,
      reason: reason ?? "",
      room: headers.get(row.customerId)?.room ?? null,
      against: (traceOf({ trace }).warnings ?? []).map((w) => w.text),
      requestedBy: names.get(asked.by) ?? null,
      requestedAt: new Date(asked.at), // an instant that was stored, not the clock
    })),
  };
}

export type ReleaseState = {
  itemId: number;
  version: number;
  reason: string;
  state: "pending" | "confirmed";
  requestedBy: string | null;
  requestedAt: string;
  confirmedBy: string | null;
  confirmedAt: string | null;
  /** Whether the caller may be the second person. */
  mayDecide: boolean;
};

/** How the release of a dish in a cell stands; null when none was asked for (or it is not saved yet). */
export async function releaseAt(ctx: Ctx, input: ReleaseAt): Promise<ReleaseState | null> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const rows = await itemsOf(read.db, plan.id, { dates: [input.date] });
  const item = rows.find((row) => row.categoryId === input.slotId && row.dishId === input.dishId);
  const asked = item && traceOf(item).override;
  if (!item?.overrideReason || !asked) return null;
  const names = await userNames([asked.by, asked.confirmedBy]);
  const isConfirmed = item.overrideBy !== null;
  return {
    itemId: item.id,
    version: item.version,
    reason: item.overrideReason,
    state: isConfirmed ? "confirmed" : "pending",
    requestedBy: names.get(asked.by) ?? null,
    requestedAt: asked.at,
    confirmedBy: names.get(asked.confirmedBy ?? 0) ?? null,
    confirmedAt: asked.confirmedAt ?? null,
    mayDecide: !isConfirmed && may(ctx, "plans:approve") && asked.by !== userIdOf(ctx),
  };
}
