import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { kitchenTicketLines, kitchenTickets, productionBatches } from "@/db/schema/kitchen";
import { orderItems } from "@/db/schema/orders";
import { confinementMealItems } from "@/db/schema/planning";
import type { Read, Tx } from "@/domain/core/access";
import { eachOncePerPage, throughCache } from "@/domain/core/through-cache";
import { grouped } from "@/lib/grouped";
import type { Day } from "@/lib/time";
import type { BatchState, CurrentTicket } from "./rules";

export type SlotOfDay = { centreId: number; date: Day; slotId: number };
/** Without a slot the whole day. */
export type PartOfDay = Omit<SlotOfDay, "slotId"> & { slotId?: number | undefined };
export type Newest = { ticket: TicketRecord; lines: IssuedLine[] };
export type TicketRecord = typeof kitchenTickets.$inferSelect;
export type LineRecord = typeof kitchenTicketLines.$inferSelect;
/** `released`: why it is served in spite of a hard restriction; left out where a command reads the rows that it locks. */
export type IssuedLine = LineRecord & { released?: string | null };
export type BatchRecord = typeof productionBatches.$inferSelect;

const ticketsIn = ({ centreId, date, slotId }: PartOfDay) =>
  and(
    eq(kitchenTickets.centreId, centreId),
    eq(kitchenTickets.businessDay, date),
    slotId === undefined ? undefined : eq(kitchenTickets.categoryId, slotId),
  );

/** The newest revision of every ticket of a slot with its lines, zeros included; in a command both stay locked. */
export async function newestTickets(read: Pick<Read, "db"> | Tx, at: PartOfDay): Promise<Newest[]> {
  if ("permission" in read) return lockedTickets(read, at);
  const { centreId, date, slotId } = at;
  const all = newestOf((await ticketsOfDays(read, centreId, [date])).get(date) ?? [], ({ ticket }) => ticket);
  return slotId === undefined ? all : all.filter(({ ticket }) => ticket.categoryId === slotId);
}

/** Every revision of the tickets of whole days, in one statement: parts of a page ask for several slots and days. */
export const ticketsOfDays = (
  read: Pick<Read, "db">,
  centreId: number,
  dates: readonly Day[],
): Promise<Map<Day, Newest[]>> =>
  eachOncePerPage(
    read,
    dates,
    (date) => `kitchen:tickets:${centreId}:${date}`,
    (missing) => loadTickets(read.db, centreId, missing),
  );

async function loadTickets(db: Read["db"], centreId: number, dates: readonly Day[]): Promise<Map<Day, Newest[]>> {
  const rows = await db
    .select({
      ticket: kitchenTickets,
      line: kitchenTicketLines,
      planned: confinementMealItems.overrideReason,
      ordered: orderItems.overrideReason,
    })
    .from(kitchenTickets)
    .leftJoin(kitchenTicketLines, eq(kitchenTicketLines.ticketId, kitchenTickets.id))
    .leftJoin(confinementMealItems, eq(confinementMealItems.id, kitchenTicketLines.mealItemId))
    .leftJoin(orderItems, eq(orderItems.id, kitchenTicketLines.orderItemId))
    .where(and(eq(kitchenTickets.centreId, centreId), inArray(kitchenTickets.businessDay, [...dates])))
    .orderBy(asc(kitchenTickets.id), asc(kitchenTicketLines.id));
  const all = [...grouped(rows, (row) => row.ticket.id).values()].flatMap((own) =>
    own[0]
      ? [
          {
            ticket: own[0].ticket,
            lines: own.flatMap(({ line, planned, ordered }) => (line ? { ...line, released: planned ?? ordered } : [])),
          },
        ]
      : [],
  );
  return new Map(dates.map((date) => [date, all.filter(({ ticket }) => ticket.businessDay === date)]));
}

async function lockedTickets(tx: Tx, at: PartOfDay): Promise<Newest[]> {
  const rows = await tx.db
    .select()
    .from(kitchenTickets)
    .where(ticketsIn(at))
    .orderBy(asc(kitchenTickets.id))
    .for("update");
  const tickets = newestOf(rows, (row) => row);
  const ids = tickets.map((ticket) => ticket.id);
  const lines = grouped(await linesOf(tx, ids), (line) => line.ticketId);
  return tickets.map((ticket) => ({ ticket, lines: lines.get(ticket.id) ?? [] }));
}

/** Of each ticket the newest revision. */
export function newestOf<Row>(rows: readonly Row[], ticketOf: (row: Row) => TicketRecord): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const { sourceType, sourceId, categoryId, revision } = ticketOf(row);
    const key = `${sourceType}:${sourceId}:${categoryId}`;
    const had = newest.get(key);
    if (had === undefined || ticketOf(had).revision < revision) newest.set(key, row);
  }
  return [...newest.values()];
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
  if ("permission" in read) return batchRows(read.db, at).for("update");
  const key = `kitchen:batches:${at.centreId}:${at.date}:${at.slotId ?? ""}`;
  return throughCache(read, key, ["production_batch"], async (db) => batchRows(db, at));
}

const batchRows = (db: Read["db"], at: PartOfDay) =>
  db
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

export const asState = ({ id, dishId, variantKey, status, plannedPortions }: BatchRecord): BatchState => ({
  id,
  dishId,
  variantKey,
  status,
  plannedPortions,
});
