import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { kitchenTickets } from "@/db/schema/kitchen";
import { centreFor } from "@/domain/centres/queries";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import type { PersonHeader } from "@/domain/customers/headers/persons";
import { lockedSlots } from "@/domain/dishes/daily/queries";
import type { Slot } from "@/domain/dishes/rules";
import { demandOn } from "@/domain/orders/queries";
import { type Day, dayOf } from "@/lib/time";
import { kitchenDay, slotIdOf } from "../day";
import { type Newest, newestTickets, type SlotOfDay } from "../locking/current";
import { type Eater, labelsOf, othersOf, type Ticket, ticketsOf } from "../rules";
import type { TicketsInput } from "../schema";
import { peopleBehind } from "../tickets/queries";
import { guestsIn, type PaperTicket, staffIn } from "./rules";

/** How a slot's tickets are printed: as they were issued once it is locked, guests and staff among them; before that as computed. */
export async function paperTickets(
  ctx: Ctx,
  input: TicketsInput & { slot: string },
): Promise<{ centreId: number; date: Day; tickets: PaperTicket[] }> {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const day = await kitchenDay(read, centreId, input.date ?? dayOf(ctx.now));
  const slotId = slotIdOf(day.slots, input.slot);
  const slot = day.slots.find((one) => one.id === slotId);
  if (!slot) throw new Error("a slot that was just named is missing");
  const at = { centreId, date: day.date, slotId: slot.id };
  const [locked, newest] = [await lockedSlots(read, centreId, [day.date]), await newestTickets(read, at)];
  const computed = ticketsOf(day, slot.id);
  const isIssued = locked.has(`${day.date}/${slot.id}`) && newest.length > 0;
  const people: ReadonlyMap<number, Behind> = isIssued
    ? await peopleBehind(
        read,
        newest.map(({ ticket }) => ticket),
      )
    : new Map();
  const all = isIssued
    ? newest.map((one) => {
        const { patientId } = one.ticket;
        const eater = day.eaters.find((other) => other.patientId === patientId);
        return issuedTicket(one, slot, people.get(patientId ?? 0) ?? null, eater, computed);
      })
    : computed.map((ticket): PaperTicket => ({ ...ticket, issued: null }));
  const only = input.customerIds && new Set(input.customerIds);
  const tickets = all
    .filter((one) => input.floor === undefined || (one.floor ?? "未分房") === input.floor)
    .filter((one) => !only || (one.customerId !== null && only.has(one.customerId)))
    .sort(byPlace);
  return { centreId, date: day.date, tickets };
}

type Behind = Pick<PersonHeader, "customerId" | "restrictions">;

/** The newest revision as a slip; what is not safe for her stays on it, crossed out, and a cancelled one names what is not made. */
function issuedTicket(
  { ticket, lines }: Newest,
  slot: Slot,
  person: Behind | null,
  eater: Pick<Eater, "stage" | "day"> | undefined,
  computed: readonly Ticket[],
): PaperTicket {
  const isMothers = ticket.sourceType === "day_plan";
  const own = isMothers ? computed.find((one) => one.patientId === ticket.patientId) : undefined;
  const isCancelled = ticket.kind === "cancel";
  const noteOf = (dishId: number) => own?.lines.find((line) => line.dishId === dishId)?.note ?? null;
  const printed = lines
    .filter((line) => isCancelled || line.quantity > 0)
    .map((line) => ({
      dishId: line.dishId,
      dishName: line.dishName,
      quantity: isCancelled ? (line.oldQuantity ?? 0) : line.quantity,
      note: isCancelled ? "不做" : (noteOf(line.dishId) ?? line.variantLabel),
      refusal: null,
    }));
  return {
    customerId: person?.customerId ?? null,
    room: ticket.room ?? (isMothers ? null : ticket.floor),
    floor: ticket.floor,
    stage: eater?.stage ?? null,
    day: eater?.day ?? null,
    date: ticket.businessDay,
    slotCode: slot.code,
    slot: slot.name,
    servingTime: slot.servingTime,
    recipient: ticket.recipient,
    allergies: person ? labelsOf(person, "allergy") : [],
    hard: person ? othersOf(person, "hard") : [],
    soft: person ? othersOf(person, "soft") : [],
    lines: isCancelled ? printed : [...printed, ...(own?.lines.filter((line) => line.refusal !== null) ?? [])],
    issued: { number: ticket.number, kind: ticket.kind, revision: ticket.revision },
  };
}

const byPlace = (a: PaperTicket, b: PaperTicket): number =>
  (a.floor ?? "~").localeCompare(b.floor ?? "~", "zh", { numeric: true }) ||
  (a.room ?? "~").localeCompare(b.room ?? "~", "zh", { numeric: true }) ||
  (a.issued?.number ?? "").localeCompare(b.issued?.number ?? "");

/** What a production sheet says beside the mothers: people who eat on orders, and the change tickets worked into it. */
export async function besides(ctx: Ctx, at: SlotOfDay): Promise<{ guests: number; staff: number; deltas: number }> {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, at.centreId);
  const [demand, deltas] = await Promise.all([
    demandOn(read, centreId, at.date, at.slotId),
    countThroughCache(
      read,
      read.db
        .select({ one: sql`1` })
        .from(kitchenTickets)
        .where(
          and(
            eq(kitchenTickets.centreId, centreId),
            eq(kitchenTickets.businessDay, at.date),
            eq(kitchenTickets.categoryId, at.slotId),
            ne(kitchenTickets.kind, "meal"),
          ),
        ),
    ),
  ]);
  return { guests: guestsIn(demand), staff: staffIn(demand), deltas };
}
