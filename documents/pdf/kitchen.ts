import { type RestrictionKind, restrictionKindLabels } from "@/db/enums/customers";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { DELIVERED, type IngredientTotal, type SlotSheet, type Ticket } from "@/domain/kitchen/rules";
import { type Day, weekdayOf } from "@/lib/time";
import type { IngredientTotals as PrintedTotals, ProductionSheet, RoomTicket, SheetHead, Stage } from "./types";

/** What stands for a room on paper when meals are sent home. */
const roomOf = (room: string | null): string => room ?? "送";

/** A slot's sheet as it is printed. */
export function printedSheet(head: SheetHead, date: Day, sheet: SlotSheet): ProductionSheet {
  const floors = sheet.mothersByFloor;
  return {
    ...head,
    date,
    weekday: weekdayOf(date),
    slot: { name: sheet.slot, time: sheet.servingTime },
    counts: {
      mothers: sheet.mothers,
      byFloor: floors.map(({ floor, portions }) => ({ floor: floorName(floor), portions })),
      companions: sheet.companions,
      guests: 0,
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
export const printedTicket = (ticket: Ticket): RoomTicket => ({
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
});

const worded = ({ kind, label }: { kind: string; label: string }): string =>
  `${restrictionKindLabels[kind as RestrictionKind] ?? ""} ${label}`.trim();
