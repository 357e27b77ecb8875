import "server-only";
import { centreFor } from "@/domain/centres/queries";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { lockedSlots } from "@/domain/dishes/daily/queries";
import { mealSlots } from "@/domain/dishes/queries";
import { userNames } from "@/domain/identity/queries";
import { slotIdOf } from "../day";
import { newestTickets } from "../locking/current";
import { isWaiting } from "../locking/rules";
import { releasedText } from "../rules";
import { peopleBehind } from "../tickets/queries";
import { pickSlot } from "../wall/slots";
import type { Round, RoundInput, RoundTicket } from "./schema";

const NO_FLOOR = "未分房";

/** The round of a slot, floor by floor and room by room: what goes to whom, and what has gone out. */
export async function deliveryRound(ctx: Ctx, input: RoundInput): Promise<Round> {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const slots = await mealSlots(read);
  const { date, slot } = pickSlot(slots, ctx.now, input.date, slotIdOf(slots, input.slot));
  const at = { centreId, date, slotId: slot.id };
  const [newest, locked] = await Promise.all([newestTickets(read, at), lockedSlots(read, centreId, [date])]);
  const trays = newest.filter(({ ticket }) => ticket.kind !== "cancel");
  const people = await peopleBehind(
    read,
    trays.map(({ ticket }) => ticket),
  );
  const names = await userNames(trays.map(({ ticket }) => ticket.deliveredBy));
  const rows = trays.map(({ ticket, lines }): RoundTicket => {
    const person = people.get(ticket.patientId ?? 0);
    return {
      id: ticket.id,
      number: ticket.number,
      kind: ticket.kind,
      revision: ticket.revision,
      status: ticket.status,
      isWaiting: isWaiting(ticket),
      patientId: ticket.patientId,
      customerId: person?.customerId ?? null,
      customerName: person?.name ?? null,
      room: ticket.room,
      floor: ticket.floor,
      recipient: ticket.recipient,
      dietNote: ticket.dietNote,
      restrictions: person?.restrictions ?? [],
      lines: lines
        .filter((line) => line.quantity > 0)
        .map(({ id, dishId, dishName, quantity, variantLabel, released, eatenPct, refusedReason }) => ({
          id,
          dishId,
          dishName,
          quantity,
          variantLabel: [variantLabel, released && releasedText(released)].filter(Boolean).join("，") || null,
          eatenPct,
          refusedReason,
        })),
      deliveredAt: ticket.deliveredAt,
      deliveredByName: names.get(ticket.deliveredBy ?? 0) ?? null,
      version: ticket.version,
    };
  });
  return {
    centreId,
    date,
    slotId: slot.id,
    slotCode: slot.code,
    slot: slot.name,
    servingTime: slot.servingTime,
    isLocked: locked.has(`${date}/${slot.id}`),
    floors: byFloor(rows, input.floor),
  };
}

function byFloor(rows: readonly RoundTicket[], only: string | undefined): Round["floors"] {
  const floors = [...new Set(rows.map((row) => row.floor ?? NO_FLOOR))]
    .filter((floor) => only === undefined || floor === only)
    .sort((a, b) => a.localeCompare(b, "zh", { numeric: true }));
  return floors.map((floor) => {
    const tickets = rows
      .filter((row) => (row.floor ?? NO_FLOOR) === floor)
      .sort((a, b) => (a.room ?? "~").localeCompare(b.room ?? "~", "zh", { numeric: true }) || a.id - b.id);
    const count = (status: RoundTicket["status"]) => tickets.filter((ticket) => ticket.status === status).length;
    return { floor, total: tickets.length, delivered: count("delivered"), refused: count("refused"), tickets };
  });
}
