import "server-only";
import { centreFor } from "@/domain/centres/queries";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { lockedSlots } from "@/domain/dishes/daily/queries";
import { cutoffAt } from "@/domain/dishes/daily/rules";
import { mealSlots } from "@/domain/dishes/queries";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { demandOn } from "@/domain/orders/queries";
import type { Day } from "@/lib/time";
import { recordsOf } from "../batches/queries";
import { type FullDay, kitchenDay, slotIdOf } from "../day";
import { type BatchRecord, batchesIn, type Newest, newestOf, ticketsOfDays } from "../locking/current";
import { sheetsNow } from "../locking/sheets";
import { byStation, floorCounts, productionOf, releasedText, type SlotSheet } from "../rules";
import { openDeltas } from "../tickets/queries";
import type { Wall, WallBatch, WallInput } from "./schema";
import { pickSlot } from "./slots";

/** The next slot as the kitchen works on it: batches, who they are for, changes not yet seen, allergies, what is left to record. */
export async function wall(ctx: Ctx, input: WallInput): Promise<Wall> {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const all = await mealSlots(read);
  const { date, slot } = pickSlot(all, ctx.now, input.date, slotIdOf(all, input.slot));
  const day = await kitchenDay(read, centreId, date);
  const [locked, ofDays, batches, demand] = await Promise.all([
    lockedSlots(read, centreId, [date]),
    ticketsOfDays(read, centreId, [date]),
    batchesIn(read, { centreId, date, slotId: slot.id }),
    demandOn(read, centreId, date),
  ]);
  const ofDay = ofDays.get(date) ?? [];
  const whole = newestOf(ofDay, ({ ticket }) => ticket);
  const deltas = await openDeltas(read, ofDay, day.headers);
  const tickets = whole.filter(({ ticket }) => ticket.categoryId === slot.id);
  const sheets = sheetsNow(productionOf(day), day, { locked, issued: whole, demand });
  const sheet = sheets.find((one) => one.slotId === slot.id);
  if (!sheet) throw new Error("a slot that was just chosen is missing");
  const isIssued = sheet.isLocked && tickets.length > 0;
  const records = await recordsOf(
    read,
    batches.map((batch) => batch.id),
  );
  const shown = isIssued ? issuedBatches(day, sheet, tickets, batches, records) : plannedBatches(sheet);
  const slots = slotsOut(whole, date, all, sheets);
  const here = slots.find((one) => one.id === slot.id);
  if (!here) throw new Error("the slot on the wall is missing");
  const wanted = shown.filter((batch) => batch.planned > 0);
  return {
    centreId,
    date,
    now: ctx.now,
    slot: here,
    slots,
    batches: shown,
    deltas,
    allergies: sheet.allergies,
    progress: {
      batches: wanted.length,
      closed: wanted.filter((batch) => batch.status === "closed").length,
      sampled: wanted.filter((batch) => batch.hasSample).length,
      measured: wanted.filter((batch) => batch.id !== null && records.measured.has(batch.id)).length,
    },
  };
}

/** Slots of a day with how many of their trays have gone out. */
function slotsOut(
  whole: readonly Newest[],
  date: Day,
  slots: readonly Slot[],
  sheets: readonly (SlotSheet & { isLocked: boolean })[],
) {
  const issued = whole.map(({ ticket }) => ticket).filter((ticket) => ticket.kind !== "cancel");
  return slots.map((slot) => {
    const own = issued.filter((row) => row.categoryId === slot.id);
    const sheet = sheets.find((one) => one.slotId === slot.id);
    return {
      id: slot.id,
      code: slot.code,
      name: slot.name,
      servingTime: slot.servingTime,
      cutoffAt: cutoffAt(slot, date),
      isLocked: sheet?.isLocked ?? false,
      trays: sheet?.trays ?? 0,
      tickets: own.length,
      delivered: own.filter((row) => row.status === "delivered").length,
    };
  });
}

/** Before the cut-off: the dishes as they are planned now, each way of cooking that somebody gets beside the standard. */
function plannedBatches(sheet: SlotSheet): WallBatch[] {
  return sheet.dishes.map((dish) => ({
    id: null,
    number: null,
    version: null,
    dishId: dish.dishId,
    dishName: dish.dishName,
    category: dish.category,
    station: dish.station,
    variantLabel: null,
    status: "planned",
    planned: dish.portions,
    cooked: null,
    leftover: null,
    byFloor: dish.byFloor,
    people: dish.variants.map(({ room, customerName, note, isAllergy }) => ({
      room,
      name: customerName,
      note,
      isAllergy,
    })),
    startedAt: null,
    closedAt: null,
    hasSample: false,
    coreCelsius: null,
  }));
}

type Records = Awaited<ReturnType<typeof recordsOf>>;

function issuedBatches(
  day: FullDay,
  sheet: SlotSheet,
  tickets: readonly Newest[],
  batches: readonly BatchRecord[],
  records: Records,
): WallBatch[] {
  const names = new Map(day.eaters.map((eater) => [eater.patientId, eater.name]));
  const lines = tickets.flatMap(({ ticket, lines: own }) =>
    own.filter((line) => line.quantity > 0).map((line) => ({ ticket, line })),
  );
  const rows = batches
    .filter((batch) => batch.status !== "cancelled" && (batch.plannedPortions > 0 || batch.status !== "planned"))
    .map((batch): WallBatch => {
      const own = lines.filter(({ line }) => line.batchId === batch.id);
      const card: DishCard | undefined = day.cards.get(batch.dishId);
      const variants = sheet.dishes.find((dish) => dish.dishId === batch.dishId)?.variants ?? [];
      return {
        id: batch.id,
        number: batch.number,
        version: batch.version,
        dishId: batch.dishId,
        dishName: card?.name ?? own[0]?.line.dishName ?? "",
        category: card?.category ?? null,
        station: batch.station ?? "其他",
        variantLabel: batch.variantLabel,
        status: batch.status,
        planned: batch.plannedPortions,
        cooked: batch.cookedPortions,
        leftover: batch.leftoverPortions,
        byFloor: floorCounts(own.map(({ ticket, line }) => ({ floor: ticket.floor ?? "未分房", n: line.quantity }))),
        people: own.flatMap(({ ticket, line }) => {
          const known = variants.find((one) => one.room === ticket.room && one.isAllergy);
          const note = [
            line.variantLabel ?? known?.note,
            line.released && !known?.note.includes(releasedText(line.released)) && releasedText(line.released),
          ]
            .filter(Boolean)
            .join("，");
          if (!note && !known) return [];
          return [
            {
              room: ticket.room,
              name: names.get(ticket.patientId ?? 0) ?? ticket.recipient,
              note: note || null,
              isAllergy: known !== undefined,
            },
          ];
        }),
        startedAt: batch.startedAt,
        closedAt: batch.closedAt,
        hasSample: records.sampled.has(batch.id),
        coreCelsius: records.core.get(batch.id) ?? null,
      };
    });
  return rows.sort((a, b) => byStation({ ...a, portions: a.planned }, { ...b, portions: b.planned }));
}
