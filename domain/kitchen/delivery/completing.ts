import "server-only";
import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { kitchenTickets } from "@/db/schema/kitchen";
import { customerOrders } from "@/db/schema/orders";
import { command, within } from "@/domain/core/access";
import { unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { moveOrder } from "@/domain/orders/commands";
import { dayOf } from "@/lib/time";

const AT_ONCE = 500;

/**
 * Job: orders of days gone by whose tray was handed over are completed, also where the hand-over did not say so (trays of before,
 * imported ones). What was never carried stays open for somebody to look at. Answers how many.
 */
export function completeDeliveredOrders(ctx: Ctx): Promise<number> {
  return command(ctx, "kitchen:work", async (tx) => {
    const over = await tx.db
      .select({ id: customerOrders.id })
      .from(customerOrders)
      .innerJoin(
        kitchenTickets,
        and(
          eq(kitchenTickets.sourceType, "order"),
          eq(kitchenTickets.sourceId, customerOrders.id),
          eq(kitchenTickets.categoryId, customerOrders.categoryId),
          eq(kitchenTickets.status, "delivered"),
        ),
      )
      .where(
        and(
          inArray(customerOrders.status, ["confirmed", "preparing", "delivering"]),
          lt(customerOrders.deliveryDate, dayOf(tx.now)),
          within(customerOrders.centreId, tx.grant.centres),
          sql`not exists (select 1 from kitchen_ticket newer where newer.source_type = 'order'
            and newer.source_id = ${kitchenTickets.sourceId} and newer.category_id = ${kitchenTickets.categoryId}
            and newer.revision > ${kitchenTickets.revision})`,
        ),
      )
      .orderBy(asc(customerOrders.id))
      .limit(AT_ONCE);
    for (const { id } of over) await moveOrder(tx, id, "completed");
    if (over.length === 0) unchanged(tx);
    return over.length;
  });
}
