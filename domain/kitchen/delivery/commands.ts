import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { kitchenTicketStatusLabels } from "@/db/enums/kitchen";
import { kitchenTicketLines, kitchenTickets } from "@/db/schema/kitchen";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { moveOrder, reopenOrder } from "@/domain/orders/commands";
import { keepEaten } from "@/domain/planning/eaten/commands";
import { conflict, notFound } from "@/lib/errors";
import { addMinutes } from "@/lib/time";
import { type LineRecord, linesOf, type TicketRecord } from "../locking/current";
import { isOver, isWaiting, ticketCanBecome } from "../locking/rules";
import { lockedTickets } from "../tickets/commands";
import type { DeliveredOut, DeliverTickets, RecordEaten, TakeBackDelivery, TakenBackOut } from "./schema";

/**
 * Trays handed over, or sent back with a reason. Said twice is no error. A change that the kitchen has not acknowledged stops
 * its tray: what stands in the trolley may be the old one. Only the newest revision is delivered.
 */
export function deliverTickets(ctx: Ctx, input: DeliverTickets): Promise<z.output<typeof DeliveredOut>> {
  return command(ctx, "kitchen:deliver", async (tx) => {
    const rows = await lockedTickets(tx, input.ids);
    const open = rows.filter((row) => !isOver(row.status));
    for (const row of open) await assertDeliverable(tx, row);
    const lines = await linesOf(
      tx,
      rows.map((row) => row.id),
    );
    for (const row of open) await handOver(tx, row, input);
    if (input.lines) await eat(tx, lines, input.lines);
    if (open.length === 0) unchanged(tx);
    return {
      delivered: open.map((row) => row.id),
      already: rows.filter((row) => isOver(row.status)).map((row) => row.id),
    };
  });
}

const TAKE_BACK_MINUTES = 10;

/**
 * A slip of the finger: what was said of these trays (delivered, refused) is unsaid within a few minutes, by whoever said it or
 * by the kitchen. They are to be carried again as they stood before; both sayings stay in the log. What changed meanwhile reaches
 * the tray afterwards (`kitchen_ticket.taken_back`). Not once it is written down what was eaten.
 */
export function takeBackDelivery(ctx: Ctx, input: TakeBackDelivery): Promise<z.output<typeof TakenBackOut>> {
  return command(ctx, "kitchen:deliver", async (tx) => {
    const rows = await lockedTickets(tx, input.ids);
    const said = rows.filter((row) => isOver(row.status));
    const lines = await linesOf(
      tx,
      said.map((row) => row.id),
    );
    for (const row of said) {
      assertTakeable(tx, row);
      if (row.status === "delivered" && lines.some((line) => line.ticketId === row.id && line.eatenPct !== null))
        throw conflict(`${row.room ?? row.recipient} 已经记了吃多少，不能再撤回送达。改吃了多少就行`);
    }
    for (const row of said) await takeBack(tx, row);
    if (said.length === 0) unchanged(tx);
    return {
      takenBack: said.map((row) => row.id),
      already: rows.filter((row) => !isOver(row.status)).map((row) => row.id),
    };
  });
}

function assertTakeable(tx: Tx, row: TicketRecord): void {
  const where = row.room ?? row.recipient;
  const word = row.status === "delivered" ? "送达" : "没收";
  if (!row.deliveredAt || addMinutes(row.deliveredAt, TAKE_BACK_MINUTES) < tx.now)
    throw conflict(`${where} 记${word}已经超过 ${TAKE_BACK_MINUTES} 分钟，不能再撤回`);
  const kitchen = tx.actor.can.get("kitchen:work");
  const isKitchen = kitchen && (kitchen.centres === "all" || kitchen.centres.includes(row.centreId));
  if (row.deliveredBy !== userIdOf(tx) && !isKitchen) throw conflict(`${where} 是别人记的${word}，请本人或厨房撤回`);
}

async function takeBack(tx: Tx, before: TicketRecord): Promise<void> {
  const after: TicketRecord = {
    ...before,
    status: before.kind === "meal" ? "issued" : "acknowledged",
    deliveredBy: null,
    deliveredAt: null,
    version: before.version + 1,
    updatedAt: tx.now,
  };
  await tx.db.update(kitchenTickets).set(after).where(eq(kitchenTickets.id, before.id));
  if (before.status === "refused")
    await tx.db
      .update(kitchenTicketLines)
      .set({ refusedReason: null, eatenPct: null })
      .where(eq(kitchenTicketLines.ticketId, before.id));
  await audit(tx, "kitchen_ticket.taken_back", before, after);
  const payload = { ticketId: after.id, date: after.businessDay, slotId: after.categoryId, kind: after.kind };
  await enqueue(tx, "kitchen_ticket.taken_back", payload, after.centreId);
  if (after.sourceType === "order" && before.status === "delivered") await reopenOrder(tx, after.sourceId);
}

/** How much came back of trays that were delivered; said again it is corrected. */
export function recordEaten(ctx: Ctx, input: RecordEaten): Promise<{ lines: number }> {
  return command(ctx, "kitchen:deliver", async (tx) => {
    const ids = input.lines.map((line) => line.id);
    const owners = await tx.db
      .selectDistinct({ ticketId: kitchenTicketLines.ticketId })
      .from(kitchenTicketLines)
      .where(inArray(kitchenTicketLines.id, ids));
    const tickets = await lockedTickets(
      tx,
      owners.map((owner) => owner.ticketId),
    ).catch(() => {
      throw notFound("这道菜");
    });
    const early = tickets.find((ticket) => ticket.status !== "delivered");
    if (early) throw conflict(`${early.room ?? early.recipient} 还没送达，送到了再记剩余`);
    const lines = await linesOf(
      tx,
      tickets.map((ticket) => ticket.id),
    );
    await eat(tx, lines, input.lines);
    for (const ticket of tickets)
      await audit(tx, "kitchen_ticket.eaten", null, ticket, saidOf(input.lines, lines, ticket));
    return { lines: ids.length };
  });
}

async function assertDeliverable(tx: Tx, row: TicketRecord): Promise<void> {
  const where = row.room ?? row.recipient;
  const [newer] = await tx.db
    .select({ number: kitchenTickets.number })
    .from(kitchenTickets)
    .where(
      and(
        eq(kitchenTickets.sourceType, row.sourceType),
        eq(kitchenTickets.sourceId, row.sourceId),
        eq(kitchenTickets.categoryId, row.categoryId),
        eq(kitchenTickets.revision, row.revision + 1),
      ),
    );
  if (newer) throw conflict(`${where} 的餐改过，按新的 ${newer.number} 送`);
  if (row.kind === "cancel") throw conflict(`${where} 这一餐撤了，不用送`);
  if (isWaiting(row)) throw conflict(`${where} 有改动，厨房还没确认 ${row.number}，先问厨房`);
  if (!ticketCanBecome(row.status, "delivered"))
    throw conflict(`${row.number} ${kitchenTicketStatusLabels[row.status]}，不能再送`);
}

async function handOver(tx: Tx, before: TicketRecord, input: DeliverTickets): Promise<void> {
  const after: TicketRecord = {
    ...before,
    status: input.outcome,
    deliveredBy: userIdOf(tx),
    deliveredAt: tx.now,
    version: before.version + 1,
    updatedAt: tx.now,
  };
  await tx.db.update(kitchenTickets).set(after).where(eq(kitchenTickets.id, before.id));
  if (input.outcome === "refused")
    await tx.db
      .update(kitchenTicketLines)
      .set({ refusedReason: input.reason ?? null, eatenPct: 0 })
      .where(eq(kitchenTicketLines.ticketId, before.id));
  await audit(
    tx,
    `kitchen_ticket.${input.outcome}`,
    before,
    after,
    input.reason ? { reason: input.reason } : undefined,
  );
  const payload = { ticketId: after.id, date: after.businessDay, slotId: after.categoryId, kind: after.kind };
  await enqueue(tx, "kitchen_ticket.delivered", payload, after.centreId);
  if (after.sourceType === "order" && input.outcome === "delivered") await moveOrder(tx, after.sourceId, "completed");
}

type EatenLine = { id: number; eatenPct?: number | undefined; refusedReason?: string | null | undefined };

/** Writes shares to the lines, and to the dishes of the plan behind them. */
async function eat(tx: Tx, known: readonly LineRecord[], given: readonly EatenLine[]): Promise<void> {
  const lines = new Map(known.map((line) => [line.id, line]));
  if (given.some(({ id }) => !lines.has(id))) throw notFound("这道菜");
  const alike = new Map<string, { ids: number[]; change: Partial<LineRecord> }>(); // few shares, many plates
  for (const { id, eatenPct, refusedReason } of given) {
    const share = eatenPct ?? (refusedReason ? 0 : undefined);
    const change = {
      ...(share !== undefined && { eatenPct: share }),
      ...(refusedReason !== undefined && { refusedReason }),
    };
    if (Object.keys(change).length === 0) continue;
    const key = JSON.stringify(change);
    alike.set(key, { ids: [...(alike.get(key)?.ids ?? []), id], change });
  }
  for (const { ids, change } of alike.values())
    await tx.db.update(kitchenTicketLines).set(change).where(inArray(kitchenTicketLines.id, ids));
  await keepEaten(
    tx,
    given.flatMap(({ id, eatenPct, refusedReason }) => {
      const mealItemId = lines.get(id)?.mealItemId ?? null;
      const share = eatenPct ?? (refusedReason ? 0 : undefined);
      return mealItemId === null || share === undefined ? [] : [{ mealItemId, eatenPct: share }];
    }),
  );
}

/** "蒜蓉菠菜 40%", for the log. */
function saidOf(given: readonly EatenLine[], lines: readonly LineRecord[], ticket: TicketRecord) {
  const own = lines.filter((line) => line.ticketId === ticket.id);
  return {
    eaten: own.flatMap((line) => {
      const said = given.find((one) => one.id === line.id);
      return said?.eatenPct === undefined ? [] : [`${line.dishName} ${said.eatenPct}%`];
    }),
  };
}
