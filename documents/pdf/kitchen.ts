import { type RestrictionKind, restrictionKindLabels } from "@/db/enums/customers";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { stockLotStatusLabels } from "@/db/enums/inventory";
import { kitchenTicketStatusLabels } from "@/db/enums/kitchen";
import type { Contact } from "@/domain/kitchen/people/schema";
import type { PaperTicket } from "@/domain/kitchen/printing/rules";
import type { Trace } from "@/domain/kitchen/recall/schema";
import { DELIVERED, type IngredientTotal, type SlotSheet } from "@/domain/kitchen/rules";
import { clockOf, type Day, shortDay, stamp, weekdayOf } from "@/lib/time";
import type {
  IngredientTotals as PrintedTotals,
  ProductionSheet,
  RecallReport,
  RoomTicket,
  SheetHead,
  Stage,
} from "./types";

/** What stands for a room on paper when meals are sent home. */
const roomOf = (room: string | null): string => room ?? "送";

/** A slot's sheet as it is printed; `besides`: people who eat on orders, and the change tickets worked into it. */
export function printedSheet(
  head: SheetHead,
  date: Day,
  sheet: SlotSheet,
  besides: { guests: number; staff: number; deltas: number },
): ProductionSheet {
  const floors = sheet.mothersByFloor;
  return {
    ...head,
    date,
    weekday: weekdayOf(date),
    slot: { name: sheet.slot, time: sheet.servingTime },
    deltas: besides.deltas,
    counts: {
      mothers: sheet.mothers,
      byFloor: floors.map(({ floor, portions }) => ({ floor: floorName(floor), portions })),
      companions: sheet.companions,
      guests: besides.guests,
      ...(besides.staff > 0 && { staff: besides.staff }),
      away: sheet.away.map(({ room }) => roomOf(room)),
    },
    unassigned: sheet.unassigned.length,
    needsSubstitute: sheet.needsSubstitute.length,
    rows: sheet.dishes.map((dish) => ({
      station: dish.station,
      dish: dish.dishName,
      portions: dish.portions,
      byFloor: floors.map(({ floor }) => dish.byFloor.find((one) => one.floor === floor)?.portions ?? 0),
      variants: dish.variants.map(({ room, note, isAllergy }) => ({
        room: roomOf(room),
        text: note,
        allergy: isAllergy,
      })),
    })),
    allergies: sheet.allergies.map(({ room, labels }) => ({ room: roomOf(room), text: labels.join("、") })),
  };
}

const floorName = (floor: string): string =>
  floor === DELIVERED ? floor : /^\d+$/.test(floor) ? `${floor} 楼` : floor;

/** What a slot takes from the store, grouped as the store is. */
export function printedTotals(
  head: SheetHead,
  date: Day,
  scope: string,
  totals: readonly IngredientTotal[],
  categoryOf: (ingredientId: number) => string,
): PrintedTotals {
  const groups = new Map<string, IngredientTotal[]>();
  for (const total of totals) {
    const category = categoryOf(total.ingredientId);
    groups.set(category, [...(groups.get(category) ?? []), total]);
  }
  return {
    ...head,
    from: date,
    to: date,
    scope,
    groups: [...groups].map(([category, rows]) => ({
      category,
      rows: rows.map((row) => ({
        name: row.name,
        netGrams: row.netGrams,
        grossGrams: row.grossGrams,
        usedIn: row.dishes.map(({ dishName, portions }) => ({ dish: dishName, portions })),
      })),
    })),
  };
}

/** A ticket as it is printed: never the full name, a phone number or a diagnosis. */
export const printedTicket = (ticket: PaperTicket): RoomTicket => ({
  room: roomOf(ticket.room),
  name: ticket.recipient,
  stage: ticket.stage && (stageGuideStageLabels[ticket.stage] as Stage),
  day: ticket.day,
  slot: ticket.slot,
  date: ticket.date,
  time: ticket.servingTime,
  allergies: ticket.allergies,
  hard: ticket.hard.map(worded),
  soft: ticket.soft.map(worded),
  lines: ticket.lines.map(({ dishName, quantity, note, refusal }) => ({
    dish: dishName,
    quantity,
    ...((refusal || note) && { note: refusal ? "需替代，先别上" : (note ?? "") }),
  })),
  number: ticket.issued?.number ?? "预览，截单前还会变",
  mark: markOf(ticket.issued),
});

const kindMarks = { meal: null, change: "改", add: "加", cancel: "撤" } as const;

/** "改 第 2 次"; null for the slip as it was first issued. */
function markOf(issued: PaperTicket["issued"]): string | null {
  const kind = issued && kindMarks[issued.kind];
  if (!kind) return null;
  return issued.revision > 0 ? `${kind} 第 ${issued.revision} 次` : kind;
}

const worded = ({ kind, label }: { kind: string; label: string }): string =>
  `${restrictionKindLabels[kind as RestrictionKind] ?? ""} ${label}`.trim();

const handWords = { shift: "当班", cook: "做菜", sampler: "留样", witness: "见证", deliverer: "送餐" } as const;

/** A recall as it is printed, for those who call and collect: full names, the tail of the phone, allergies. */
export function printedRecall(
  head: Pick<RecallReport, "centre" | "printedAt" | "printedBy">,
  trace: Trace,
  contacts: ReadonlyMap<number, Contact>,
): RecallReport {
  return {
    ...head,
    subject: trace.title,
    lots: trace.lots.map((lot) => ({
      item: lot.itemName,
      lot: lot.lotNo,
      supplier: lot.supplierName ?? "没登记",
      expires: lot.expiresOn ?? "没标",
      used: `${lot.used} ${lot.unit}`,
      left: `${lot.left} ${lot.unit}`,
      status: stockLotStatusLabels[lot.status as keyof typeof stockLotStatusLabels] ?? lot.status,
    })),
    batches: trace.batches.map((batch) => ({
      number: batch.number,
      served: `${shortDay(batch.date)} ${batch.slot}`,
      dish: [batch.dishName, batch.variantLabel].filter(Boolean).join(" "),
      portions: `${batch.portions} 份`,
      cooked: batch.closedAt ? clockOf(batch.closedAt) : "没出锅",
      by: batch.closedByName ?? "",
    })),
    samples: trace.samples.map((sample) => ({
      number: sample.sampleNo,
      dish: sample.dishName,
      taken: stamp(sample.sampledAt).slice(5),
      until: sample.discardedAt ? "已弃" : stamp(sample.keepUntilAt).slice(5),
      place: sample.fridge ?? "",
    })),
    people: trace.served.map((one) => {
      const contact = contacts.get(one.customerId ?? 0);
      return {
        room: roomOf(one.room),
        name: one.name,
        phone: contact?.phoneLast4 ?? "",
        served: `${shortDay(one.date)} ${one.slot}`,
        dishes: one.dishes.map((dish) => `${dish.dishName} ${dish.quantity} 份`).join("，"),
        outcome: one.deliveredAt ? `${clockOf(one.deliveredAt)} 送达` : kitchenTicketStatusLabels[one.status],
        allergies: (contact?.restrictions ?? []).filter(({ kind }) => kind === "allergy").map(({ label }) => label),
      };
    }),
    staff: trace.staff.map((hand) => ({
      name: hand.name,
      position: hand.position ?? "",
      shift: `${shortDay(hand.date)} ${handWords[hand.part]} ${hand.detail}`.trim(),
    })),
    gaps: [
      ...(trace.lots.length === 0 ? ["没有查到用了哪一批食材：出锅时库存里没有可领的批次，或厨房没有仓库。"] : []),
      ...(trace.samples.length === 0 && trace.batches.length > 0 ? ["这些菜没有留样记录。"] : []),
    ],
  };
}
