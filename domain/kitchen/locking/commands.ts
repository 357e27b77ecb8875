import "server-only";
import { and, asc, isNull } from "drizzle-orm";
import { centres } from "@/db/schema/centres";
import { centreFor } from "@/domain/centres/queries";
import { command, reader, type Tx, within } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { isSlotLocked, lockSlot as lockMenu } from "@/domain/dishes/daily/commands";
import { lockedSlots } from "@/domain/dishes/daily/queries";
import { cutoffAt } from "@/domain/dishes/daily/rules";
import { mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { demandOn } from "@/domain/orders/queries";
import { conflict } from "@/lib/errors";
import { addDays, addMinutes, type Day, dayOf, daysFrom, instantOf } from "@/lib/time";
import { type FullDay, kitchenDay, slotIdOf } from "../day";
import { asCurrent, newestTickets, type SlotOfDay } from "./current";
import { type Issued, issue } from "./issue";
import { diffTickets, type WantedTicket } from "./rules";
import type { LockedOut, LockSlot } from "./schema";
import { wantedTickets } from "./wanted";

/** Trays are on their way for this long after the clock time of a meal; until then a change still reaches them. */
const ROUND_MINUTES = 60;
/** No slot is cut off earlier than this many days ahead. */
const DAYS_AHEAD = 2;

/**
 * The kitchen takes a slot over: its menu is fixed, batches (dish × way of cooking) and a ticket for everyone who eats are
 * made, all or nothing. By hand also before the cut-off. Locked already: nothing is issued twice, `isNew` is false.
 */
export function lockSlot(ctx: Ctx, input: LockSlot): Promise<LockedOut> {
  return command(ctx, "kitchen:work", async (tx) => {
    const centreId = await centreFor(tx, input.centreId);
    const slots = await mealSlots(tx);
    const slotId = slotIdOf(slots, input.slot);
    const slot = slots.find((one) => one.id === slotId);
    if (!slot) throw new Error("a slot that was just named is missing");
    if (input.date < dayOf(tx.now)) throw conflict(`${input.date} 已经过去了，不能再截单`);
    if (input.date > addDays(dayOf(tx.now), DAYS_AHEAD))
      throw conflict(`${input.date} 还早，最多提前 ${DAYS_AHEAD} 天截单`);
    return lock(tx, { centreId, date: input.date, slotId: slot.id }, slot);
  });
}

async function lock(tx: Tx, at: SlotOfDay, slot: Slot): Promise<LockedOut> {
  const isNew = await lockMenu(tx, at.centreId, at.date, at.slotId);
  const current = (await newestTickets(tx, at)).map(asCurrent);
  const answer = { ...at, isNew, tickets: 0, batches: 0 };
  if (current.length > 0 || (!isNew && !(await isFresh(tx, at)))) {
    unchanged(tx);
    return answer;
  }
  const wanted = await wantedIn(tx, at, slot);
  const made = await issue(tx, { ...at, slot, current, diffs: diffTickets(current, wanted, { isFirst: true }) }, null);
  if (!isNew && made.tickets === 0) unchanged(tx);
  else await audit(tx, "production_batch.planned", null, { id: at.slotId, centreId: at.centreId }, { ...at, ...made });
  if (isNew || made.tickets > 0) await enqueue(tx, "slot.locked", { date: at.date, slotId: at.slotId }, at.centreId);
  return { ...answer, ...made };
}

/** A menu that was fixed without the kitchen (by hand, in the list of menus) has no tickets yet; they are made while they are of use. */
async function isFresh(tx: Tx, at: SlotOfDay): Promise<boolean> {
  const slot = (await mealSlots(tx)).find((one) => one.id === at.slotId);
  return slot !== undefined && reaches(slot, at.date, tx.now);
}

/** Whether a change still reaches the trays of a slot. */
const reaches = (slot: Pick<Slot, "servingTime">, date: Day, now: Date): boolean =>
  addMinutes(instantOf(date, slot.servingTime), ROUND_MINUTES) > now;

/** What everybody should get now. */
async function wantedIn(tx: Tx, at: SlotOfDay, slot: Slot): Promise<WantedTicket[]> {
  const day = await dayIn(tx, at.centreId, at.date);
  return wantedTickets(day, slot, await demandOn(tx, at.centreId, at.date, at.slotId));
}

const dayIn = (tx: Tx, centreId: number, date: Day): Promise<FullDay> =>
  kitchenDay({ db: tx.db, ctx: tx, touched: tx.touched }, centreId, date);

/** Outbox, topic daily_menu.locked: a menu that somebody fixed in the list of menus is taken over by the kitchen too. */
export async function takeOver(ctx: Ctx, at: SlotOfDay): Promise<void> {
  const slot = (await mealSlots(reader(ctx, "kitchen:work"))).find((one) => one.id === at.slotId);
  if (slot && reaches(slot, at.date, ctx.now)) await command(ctx, "kitchen:work", (tx) => lock(tx, at, slot));
}

/** Job: locks every slot of today and the next days whose cut-off has passed. One command a slot; answers how many. */
export async function lockDueSlots(ctx: Ctx): Promise<number> {
  const due = await dueSlots(ctx);
  let locked = 0;
  for (const { slot, ...at } of due) {
    const made = await command(ctx, "kitchen:work", (tx) => lock(tx, at, slot));
    if (made.isNew) locked++;
  }
  return locked;
}

async function dueSlots(ctx: Ctx): Promise<(SlotOfDay & { slot: Slot })[]> {
  const read = reader(ctx, "kitchen:work");
  const today = dayOf(ctx.now);
  const days = daysFrom(today, addDays(today, DAYS_AHEAD));
  const slots = await mealSlots(read);
  const houses = await read.db
    .select({ id: centres.id })
    .from(centres)
    .where(and(isNull(centres.archivedAt), within(centres.id, read.grant.centres)))
    .orderBy(asc(centres.id));
  const due: (SlotOfDay & { slot: Slot })[] = [];
  for (const { id: centreId } of houses) {
    const locked = await lockedSlots(read, centreId, days);
    for (const date of days)
      for (const slot of slots)
        if (cutoffAt(slot, date) <= ctx.now && !locked.has(`${date}/${slot.id}`))
          due.push({ centreId, date, slotId: slot.id, slot });
  }
  return due;
}

export type Cause = {
  centreId: number;
  /** Only these slots; else every locked slot that can still be reached. */
  only?: { date: Day; slotId: number };
  /** Only this person's tickets, or this order's; else everybody's. */
  patientIds?: readonly number[];
  orderId?: number;
  why: string;
};

/**
 * Brings the tickets of locked slots to what plans, stays, restrictions and orders say now: each difference becomes a delta
 * ticket with its reason. Compares states, not events, so it may run twice, late, or in another order. Answers how many
 * tickets were issued.
 */
export async function reconcile(ctx: Ctx, cause: Cause): Promise<number> {
  const open = await openSlots(ctx, cause);
  let issued = 0;
  for (const { slot, ...at } of open)
    issued += (await command(ctx, "kitchen:work", (tx) => reconcileSlot(tx, at, slot, cause))).tickets;
  return issued;
}

/** Locked slots that a change still reaches. */
async function openSlots(ctx: Ctx, { centreId, only }: Cause): Promise<(SlotOfDay & { slot: Slot })[]> {
  const read = reader(ctx, "kitchen:work");
  const today = dayOf(ctx.now);
  const days = only ? [only.date] : daysFrom(today, addDays(today, DAYS_AHEAD));
  const slots = await mealSlots(read);
  const locked = await lockedSlots(
    read,
    centreId,
    days.filter((date) => date >= today),
  );
  return days.flatMap((date) =>
    slots
      .filter((slot) => locked.has(`${date}/${slot.id}`) && reaches(slot, date, ctx.now))
      .filter((slot) => !only || slot.id === only.slotId)
      .map((slot) => ({ centreId, date, slotId: slot.id, slot })),
  );
}

async function reconcileSlot(tx: Tx, at: SlotOfDay, slot: Slot, cause: Cause): Promise<Issued> {
  const nothing = { tickets: 0, batches: 0 };
  unchanged(tx);
  if (!(await isSlotLocked(tx, at.centreId, at.date, at.slotId))) return nothing;
  const current = (await newestTickets(tx, at)).map(asCurrent);
  const isFirst = current.length === 0; // the menu was fixed, but the kitchen has not taken it over yet
  const all = diffTickets(current, await wantedIn(tx, at, slot), { isFirst });
  const diffs = isFirst ? all : all.filter((diff) => concerns(cause, diff.ticket));
  return issue(tx, { ...at, slot, current, diffs }, cause.why);
}

function concerns(cause: Cause, ticket: WantedTicket): boolean {
  if (cause.orderId !== undefined) return ticket.sourceType === "order" && ticket.sourceId === cause.orderId;
  if (cause.patientIds === undefined) return true;
  return ticket.patientId !== null && cause.patientIds.includes(ticket.patientId);
}
