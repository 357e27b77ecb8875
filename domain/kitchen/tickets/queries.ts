import "server-only";
import { and, asc, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { kitchenTickets } from "@/db/schema/kitchen";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type PersonHeader, personHeaders } from "@/domain/customers/queries";
import { mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { userNames } from "@/domain/identity/queries";
import { offsetOf, type Page } from "@/lib/page";
import { type Day, dayOf } from "@/lib/time";
import { slotIdOf } from "../day";
import { linesOf, type TicketRecord } from "../locking/current";
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
  const [rows, total, waiting] = await Promise.all([
    read.db
      .select()
      .from(kitchenTickets)
      .where(where)
      .orderBy(sql`${kitchenTickets.status} <> 'issued'`, desc(kitchenTickets.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    read.db.$count(kitchenTickets, where),
    read.db.$count(kitchenTickets, open),
  ]);
  return {
    rows: await deltasOf(read, rows, slots),
    total,
    page: input.page,
    pageSize: input.pageSize,
    open: waiting,
  };
}

/** Building block: what the kitchen has not acknowledged of a centre's slots from a day on, oldest first. */
export async function openDeltas(read: Read, centreId: number, from: Day, more?: SQL): Promise<Delta[]> {
  const rows = await read.db
    .select()
    .from(kitchenTickets)
    .where(
      and(
        eq(kitchenTickets.centreId, centreId),
        eq(kitchenTickets.businessDay, from),
        ne(kitchenTickets.kind, "meal"),
        eq(kitchenTickets.status, "issued"),
        more,
      ),
    )
    .orderBy(asc(kitchenTickets.id))
    .limit(200);
  return deltasOf(read, rows, await mealSlots(read));
}

async function deltasOf(read: Read, rows: readonly TicketRecord[], slots: readonly Slot[]): Promise<Delta[]> {
  if (rows.length === 0) return [];
  const [lines, people, names] = [
    await linesOf(
      read,
      rows.map((row) => row.id),
    ),
    await peopleBehind(read, rows),
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
): Promise<Map<number, PersonHeader>> {
  const ids = [...new Set(tickets.flatMap((ticket) => ticket.patientId ?? []))];
  const [first] = tickets;
  if (!first || ids.length === 0) return new Map();
  const owners = await read.db
    .select({ id: customers.id, patientId: customers.patientId })
    .from(customers)
    .where(inArray(customers.patientId, ids));
  const headers = await personHeaders(
    read.db,
    owners.map((owner) => owner.id),
    first.businessDay,
  );
  return new Map(
    [...headers.values()].flatMap((one) => (one.patientId === null ? [] : [[one.patientId, one] as const])),
  );
}
