import "server-only";
import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { kitchenTicketLines, kitchenTickets, productionBatches } from "@/db/schema/kitchen";
import type { Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { nextNumbers } from "@/domain/core/numbering";
import { enqueue } from "@/domain/core/outbox";
import type { Slot } from "@/domain/dishes/rules";
import { usersWith } from "@/domain/identity/queries";
import { notify } from "@/domain/notifications/commands";
import { asState, batchesIn, type SlotOfDay, type TicketRecord } from "./current";
import { type BatchState, batchOf, type CurrentTicket, changesInWords, planBatches, type TicketDiff } from "./rules";

export type Issue = SlotOfDay & { slot: Slot; current: readonly CurrentTicket[]; diffs: readonly TicketDiff[] };
export type Issued = { tickets: number; batches: number };

/**
 * Writes what a slot needs: batches grow, shrink or are added, every difference becomes the next revision of its ticket, and
 * paper that no longer holds is void. `why` is what stands on delta tickets as their reason. The slot's menu row is locked.
 */
export async function issue(tx: Tx, given: Issue, why: string | null): Promise<Issued> {
  const { diffs } = given;
  if (diffs.length === 0) return { tickets: 0, batches: 0 };
  const { batches, made } = await fitBatches(tx, given);
  await voidOlder(
    tx,
    diffs.flatMap((diff) => (diff.previous ? [diff.previous.id] : [])),
  );
  const tickets = await insertTickets(tx, given, why);
  await insertLines(tx, diffs, tickets, batches);
  for (const ticket of tickets.filter((one) => one.kind !== "meal"))
    await tell(
      tx,
      ticket,
      given.slot,
      diffs.find((diff) => sameSource(diff, ticket)),
    );
  return { tickets: tickets.length, batches: made };
}

/** Brings batches to what all newest tickets together ask for. */
async function fitBatches(tx: Tx, { diffs, current, ...at }: Issue): Promise<{ batches: BatchState[]; made: number }> {
  const changed = new Set(diffs.flatMap((diff) => (diff.previous ? [diff.previous.id] : [])));
  const lines = [
    ...current.filter((ticket) => !changed.has(ticket.id)).flatMap((ticket) => ticket.lines),
    ...diffs.flatMap((diff) => diff.ticket.lines),
  ];
  const had = await batchesIn(tx, at);
  const { set, make } = planBatches(had.map(asState), lines);
  for (const { id, plannedPortions } of set)
    await tx.db
      .update(productionBatches)
      .set({ plannedPortions, version: sql`${productionBatches.version} + 1`, updatedAt: tx.now })
      .where(eq(productionBatches.id, id));
  const numbers = await nextNumbers(tx, "PB", at.date, make.length);
  if (make.length > 0)
    await tx.db.insert(productionBatches).values(
      make.map((batch, i) => ({
        ...batch,
        centreId: at.centreId,
        number: numbers[i] ?? "",
        businessDay: at.date,
        categoryId: at.slotId,
        createdAt: tx.now,
        updatedAt: tx.now,
      })),
    );
  if (set.length + make.length === 0) return { batches: had.map(asState), made: 0 };
  const now = await batchesIn(tx, at);
  const known = new Set(had.map((batch) => batch.id));
  const touched = new Set(set.map((one) => one.id));
  for (const batch of now.filter((one) => touched.has(one.id)))
    await enqueue(tx, "production_batch.changed", { batchId: batch.id, date: at.date, slotId: at.slotId }, at.centreId);
  return { batches: now.map(asState), made: now.filter((batch) => !known.has(batch.id)).length };
}

/** Older paper is void. A change the kitchen has not seen yet stays open: it must still be said. */
async function voidOlder(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .update(kitchenTickets)
    .set({ status: "cancelled", version: sql`${kitchenTickets.version} + 1`, updatedAt: tx.now })
    .where(
      and(
        inArray(kitchenTickets.id, [...ids]),
        or(
          inArray(kitchenTickets.status, ["acknowledged", "plated"]),
          and(eq(kitchenTickets.status, "issued"), eq(kitchenTickets.kind, "meal")),
        ),
        ne(kitchenTickets.kind, "cancel"),
      ),
    );
}

async function insertTickets(tx: Tx, { diffs, ...at }: Issue, why: string | null): Promise<TicketRecord[]> {
  const numbers = await nextNumbers(tx, "KT", at.date, diffs.length);
  await tx.db.insert(kitchenTickets).values(
    diffs.map(({ kind, revision, ticket, previous }, i) => {
      const { sourceType, sourceId, patientId, room, floor, recipient, dietNote } = ticket;
      const isMoved = previous !== null && kind === "change" && previous.room !== room;
      const reason = [isMoved && `换到 ${room ?? "未分房"}（原 ${previous.room ?? "未分房"}）`, kind !== "meal" && why];
      return {
        centreId: at.centreId,
        number: numbers[i] ?? "",
        businessDay: at.date,
        categoryId: at.slotId,
        kind,
        sourceType,
        sourceId,
        revision,
        patientId,
        room,
        floor,
        recipient,
        dietNote,
        reason: reason.filter(Boolean).join("；").slice(0, 200) || null,
        createdAt: tx.now,
        updatedAt: tx.now,
      };
    }),
  );
  return tx.db.select().from(kitchenTickets).where(inArray(kitchenTickets.number, numbers));
}

const sameSource = (diff: TicketDiff, ticket: TicketRecord): boolean =>
  diff.ticket.sourceType === ticket.sourceType && diff.ticket.sourceId === ticket.sourceId;

async function insertLines(
  tx: Tx,
  diffs: readonly TicketDiff[],
  tickets: readonly TicketRecord[],
  batches: readonly BatchState[],
): Promise<void> {
  const rows = diffs.flatMap((diff) => {
    const ticket = tickets.find((one) => sameSource(diff, one));
    if (!ticket) throw new Error("the ticket just issued is missing");
    return diff.lines.map(({ station, ...line }) => ({
      ...line,
      ticketId: ticket.id,
      batchId: batchOf(line, batches),
    }));
  });
  for (let from = 0; from < rows.length; from += 500)
    await tx.db.insert(kitchenTicketLines).values(rows.slice(from, from + 500));
}

/** A change behind the cut-off: written down, and said to everyone who works in the kitchen. */
async function tell(tx: Tx, ticket: TicketRecord, slot: Slot, diff: TicketDiff | undefined): Promise<void> {
  const words = changesInWords(ticket.kind, diff?.lines ?? []) || "送餐信息有变";
  await audit(tx, "kitchen_ticket.issued", null, ticket, { slot: slot.name, changes: [words], reason: ticket.reason });
  const payload = { ticketId: ticket.id, date: ticket.businessDay, slotId: ticket.categoryId, kind: ticket.kind };
  await enqueue(tx, "kitchen_ticket.issued", payload, ticket.centreId);
  const cooks = await usersWith(tx, "kitchen:work", ticket.centreId);
  await notify(
    tx,
    cooks.map((user) => user.id),
    {
      kind: "kitchen.delta",
      title: `${slot.name}差异单 ${ticket.room ?? ticket.floor ?? ""} ${ticket.recipient}`,
      content: [words, ticket.reason].filter(Boolean).join("。"),
      link: "/kitchen/deltas",
      dedupeKey: `kitchen.delta:${ticket.id}`,
    },
  );
}
