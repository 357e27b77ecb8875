import "server-only";
import { and, desc, eq, ne, sql } from "drizzle-orm";
import { kitchenTickets } from "@/db/schema/kitchen";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { headersOfPatients, type PersonHeader } from "@/domain/customers/headers/persons";
import { mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { userNames } from "@/domain/identity/queries";
import { offsetOf, type Page } from "@/lib/page";
import { type Day, dayOf } from "@/lib/time";
import { slotIdOf } from "../day";
import { type LineRecord, linesOf, type Newest, type TicketRecord, ticketsOfDays } from "../locking/current";
import { changesInWords, isWaiting } from "../locking/rules";
import type { Delta, ListDeltas } from "./schema";

/** Delta tickets of a day (today unless said), those the kitchen has not seen yet first, then the newest. */
export async function listDeltas(ctx: Ctx, input: ListDeltas): Promise<Page<Delta> & { open: number }> {
  const read = reader(ctx, "kitchen:read");
  const slots = await mealSlots(read);
  const centreId = input.centreId === undefined ? await centreFor(read) : input.centreId;
  const slotId = slotIdOf(slots, input.slot);
  const of = and(
    within(kitchenTickets.centreId, read.grant.centres),
    eq(kitchenTickets.centreId, centreId),
    eq(kitchenTickets.businessDay, input.date ?? dayOf(ctx.now)),
    slotId === undefined ? undefined : eq(kitchenTickets.categoryId, slotId),
    ne(kitchenTickets.kind, "meal"),
  );
  const open = and(of, eq(kitchenTickets.status, "issued"));
  const seen = and(of, ne(kitchenTickets.status, "issued"));
  const where = input.open === undefined ? of : input.open ? open : seen;
  const [rows, [counts]] = await Promise.all([
    read.db
      .select()
      .from(kitchenTickets)
      .where(where)
      .orderBy(sql`${kitchenTickets.status} <> 'issued'`, desc(kitchenTickets.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    readThroughCache(
      read,
      read.db
        .select({
          all: sql<number>`count(*)`.mapWith(Number),
          open: sql<number>`coalesce(sum(${kitchenTickets.status} = 'issued'), 0)`.mapWith(Number),
        })
        .from(kitchenTickets)
        .where(of),
    ),
  ]);
  const [all, waiting] = [counts?.all ?? 0, counts?.open ?? 0];
  return {
    rows: await deltasOf(read, rows, slots),
    total: input.open === undefined ? all : input.open ? waiting : all - waiting,
    page: input.page,
    pageSize: input.pageSize,
    open: waiting,
  };
}

/**
 * Building block: what the kitchen has not acknowledged of a day, oldest first, among the day's tickets. Who has read persons of
 * that day already gives them.
 */
export const openDeltas = (
  read: Read,
  ofDay: readonly Newest[],
  known: readonly PersonHeader[] = [],
): Promise<Delta[]> =>
  deltasAmong(
    read,
    ofDay.filter(({ ticket }) => ticket.kind !== "meal" && ticket.status === "issued"),
    known,
  );

/** What `listDeltas` tells first of a day or a slot, for pages that show its trays too: `limit` of them, and how many there are. */
export async function deltasOfDay(
  ctx: Ctx,
  input: { centreId: number; date: Day; slot?: string; open?: boolean; limit: number },
): Promise<{ rows: Delta[]; total: number; open: number }> {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const slotId = slotIdOf(await mealSlots(read), input.slot);
  const ofDay = (await ticketsOfDays(read, centreId, [input.date])).get(input.date) ?? [];
  const all = ofDay.filter(
    ({ ticket }) => ticket.kind !== "meal" && (slotId === undefined || ticket.categoryId === slotId),
  );
  const isOpen = ({ ticket }: Newest) => ticket.status === "issued";
  const shown = input.open ? all.filter(isOpen) : all;
  const inOrder = shown.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.ticket.id - a.ticket.id);
  return {
    rows: await deltasAmong(read, inOrder.slice(0, input.limit)),
    total: shown.length,
    open: all.filter(isOpen).length,
  };
}

const deltasAmong = async (read: Read, found: readonly Newest[], known: readonly PersonHeader[] = []) =>
  deltasOf(
    read,
    found.map(({ ticket }) => ticket),
    await mealSlots(read),
    known,
    found.flatMap(({ lines }) => lines),
  );

async function deltasOf(
  read: Read,
  rows: readonly TicketRecord[],
  slots: readonly Slot[],
  known: readonly PersonHeader[] = [],
  itsLines?: readonly LineRecord[],
): Promise<Delta[]> {
  if (rows.length === 0) return [];
  const [lines, people, names] = [
    itsLines ??
      (await linesOf(
        read,
        rows.map((row) => row.id),
      )),
    await peopleBehind(read, rows, known),
    await userNames(rows.map((row) => row.acknowledgedBy)),
  ];
  return rows.flatMap((row): Delta[] => {
    const slot = slots.find((one) => one.id === row.categoryId);
    const own = lines.filter((line) => line.ticketId === row.id);
    const person = people.get(row.patientId ?? 0);
    const words = changesInWords(row.kind, own);
    return [
      {
        id: row.id,
        number: row.number,
        kind: row.kind,
        revision: row.revision,
        centreId: row.centreId,
        date: row.businessDay,
        slotId: row.categoryId,
        slotCode: slot?.code ?? "",
        slot: slot?.name ?? "",
        servingTime: slot?.servingTime ?? ("00:00" as Delta["servingTime"]),
        patientId: row.patientId,
        customerId: person?.customerId ?? null,
        customerName: person?.name ?? null,
        room: row.room,
        floor: row.floor,
        recipient: row.recipient,
        restrictions: person?.restrictions ?? [],
        summary: words || "送餐信息有变，菜不变",
        changes: own
          .filter((line) => line.quantity !== (line.oldQuantity ?? 0))
          .map(({ dishId, dishName, oldQuantity, quantity, variantLabel }) => ({
            dishId,
            dishName,
            oldQuantity: oldQuantity ?? 0,
            quantity,
            variantLabel,
          })),
        reason: row.reason,
        status: row.status,
        isOpen: isWaiting(row),
        createdAt: row.createdAt,
        acknowledgedAt: row.acknowledgedAt,
        acknowledgedByName: names.get(row.acknowledgedBy ?? 0) ?? null,
        version: row.version,
      },
    ];
  });
}

/** The mothers behind tickets with what they must not eat, by patient. Who is merged or archived is still named. */
export async function peopleBehind(
  read: Pick<Read, "db">,
  tickets: readonly { patientId: number | null; businessDay: Day }[],
  known: readonly PersonHeader[] = [],
): Promise<Map<number, PersonHeader>> {
  const before = new Map(known.map((one) => [one.patientId, one]));
  const ids = new Set(tickets.flatMap((ticket) => ticket.patientId ?? []));
  const [first] = tickets;
  const missing = [...ids].filter((id) => !before.has(id));
  const more =
    first && missing.length > 0
      ? await headersOfPatients(read.db, missing, first.businessDay)
      : new Map<number, PersonHeader>();
  return new Map(
    [...ids].flatMap((id) => {
      const one = before.get(id) ?? more.get(id);
      return one ? [[id, one] as const] : [];
    }),
  );
}
