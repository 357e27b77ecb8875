import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { kitchenTickets } from "@/db/schema/kitchen";
import { reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { lockedSlots } from "@/domain/dishes/daily/queries";
import { cutoffAt } from "@/domain/dishes/daily/rules";
import { mealSlots } from "@/domain/dishes/queries";
import type { Day } from "@/lib/time";

/** Where a meal of hers stands: can still be changed until, is being made, went out, was refused, or is not made. */
export type MealState = { slot: string } & (
  | { is: "open"; until: Date }
  | { is: "made" }
  | { is: "delivered"; at: Date | null }
  | { is: "refused" }
  | { is: "cancelled" }
);

/** The meals of one person on a day, slot by slot: one query beside what is kept of slots and cut-offs. */
export async function mealStatesOf(
  ctx: Ctx,
  { centreId, patientId, date }: { centreId: number; patientId: number; date: Day },
): Promise<MealState[]> {
  const read = reader(ctx, "kitchen:read");
  const [slots, locked, tickets] = await Promise.all([
    mealSlots(read),
    lockedSlots(read, centreId, [date]),
    readThroughCache(
      read,
      read.db
        .select({
          slotId: kitchenTickets.categoryId,
          kind: kitchenTickets.kind,
          status: kitchenTickets.status,
          deliveredAt: kitchenTickets.deliveredAt,
        })
        .from(kitchenTickets)
        .where(
          and(
            eq(kitchenTickets.patientId, patientId),
            eq(kitchenTickets.businessDay, date),
            eq(kitchenTickets.sourceType, "day_plan"),
            within(kitchenTickets.centreId, read.grant.centres),
          ),
        )
        .orderBy(asc(kitchenTickets.revision), asc(kitchenTickets.id)),
    ),
  ]);
  return slots.map((slot): MealState => {
    const newest = tickets.findLast((ticket) => ticket.slotId === slot.id);
    if (newest?.kind === "cancel") return { slot: slot.name, is: "cancelled" };
    if (newest?.status === "delivered") return { slot: slot.name, is: "delivered", at: newest.deliveredAt };
    if (newest?.status === "refused") return { slot: slot.name, is: "refused" };
    const until = cutoffAt(slot, date);
    return newest || locked.has(`${date}/${slot.id}`) || until <= ctx.now
      ? { slot: slot.name, is: "made" }
      : { slot: slot.name, is: "open", until };
  });
}
