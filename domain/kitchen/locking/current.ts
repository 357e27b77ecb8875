import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { kitchenTicketLines, kitchenTickets, productionBatches } from "@/db/schema/kitchen";
import type { Read, Tx } from "@/domain/core/access";
import type { Day } from "@/lib/time";
import type { BatchState, CurrentTicket } from "./rules";

export type SlotOfDay = { centreId: number; date: Day; slotId: number };
/** Without a slot the whole day. */
export type PartOfDay = Omit<SlotOfDay, "slotId"> & { slotId?: number | undefined };
export type Newest = { ticket: TicketRecord; lines: LineRecord[] };
export type TicketRecord = typeof kitchenTickets.$inferSelect;
export type LineRecord = typeof kitchenTicketLines.$inferSelect;
export type BatchRecord = typeof productionBatches.$inferSelect;

const ticketsIn = ({ centreId, date, slotId }: PartOfDay) =>
  and(
    eq(kitchenTickets.centreId, centreId),
    eq(kitchenTickets.businessDay, date),
    slotId === undefined ? undefined : eq(kitchenTickets.categoryId, slotId),
  );

/** The newest revision of every ticket of a slot with its lines, zeros included; in a command both stay locked. */
export async function newestTickets(read: Pick<Read, "db"> | Tx, at: PartOfDay): Promise<Newest[]> {
  const query = read.db.select().from(kitchenTickets).where(ticketsIn(at)).orderBy(asc(kitchenTickets.id));
  const rows = "permission" in read ? await query.for("update") : await query;
  const newest = new Map<string, TicketRecord>();
  for (const row of rows) {
    const key = `${row.sourceType}:${row.sourceId}:${row.categoryId}`;
    if ((newest.get(key)?.revision ?? -1) < row.revision) newest.set(key, row);
  }
  const tickets = [...newest.values()];
  const lines = await linesOf(
    read,
    tickets.map((ticket) => ticket.id),
  );
  return tickets.map((ticket) => ({ ticket, lines: lines.filter((line) => line.ticketId === ticket.id) }));
}

export const linesOf = (read: Pick<Read, "db">, ticketIds: readonly number[]): Promise<LineRecord[]> =>
  ticketIds.length === 0
    ? Promise.resolve([])
    : read.db
        .select()
        .from(kitchenTicketLines)
        .where(inArray(kitchenTicketLines.ticketId, [...ticketIds]))
        .orderBy(asc(kitchenTicketLines.id));

/** As diffTickets takes them: what is left on each tray. */
export const asCurrent = ({
  ticket,
  lines,
}: {
  ticket: TicketRecord;
  lines: readonly LineRecord[];
}): CurrentTicket => ({
  id: ticket.id,
  kind: ticket.kind,
  revision: ticket.revision,
  status: ticket.status,
  sourceType: ticket.sourceType,
  sourceId: ticket.sourceId,
  patientId: ticket.patientId,
  room: ticket.room,
  floor: ticket.floor,
  recipient: ticket.recipient,
  dietNote: ticket.dietNote,
  lines: lines
    .filter((line) => line.quantity > 0)
    .map(({ dishId, dishName, quantity, variantLabel, mealItemId, orderItemId, batchId }) => ({
      dishId,
      dishName,
      quantity,
      variantLabel,
      station: null,
      mealItemId,
      orderItemId,
      batchId,
    })),
});

/** Every batch of a slot, in the order they were made; in a command they stay locked. */
export async function batchesIn(read: Pick<Read, "db"> | Tx, at: PartOfDay): Promise<BatchRecord[]> {
  const query = read.db
    .select()
    .from(productionBatches)
    .where(
      and(
        eq(productionBatches.centreId, at.centreId),
        eq(productionBatches.businessDay, at.date),
        at.slotId === undefined ? undefined : eq(productionBatches.categoryId, at.slotId),
      ),
    )
    .orderBy(asc(productionBatches.id));
  return "permission" in read ? query.for("update") : query;
}

export const asState = ({ id, dishId, variantKey, status, plannedPortions }: BatchRecord): BatchState => ({
  id,
  dishId,
  variantKey,
  status,
  plannedPortions,
});
