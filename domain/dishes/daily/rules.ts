import type { DailyMenuStatus } from "@/db/enums/dishes";
import { addMinutes, type Day, daysBetween, instantOf } from "@/lib/time";
import type { Slot } from "../rules";

export const dailyMenuStates: Record<DailyMenuStatus, readonly DailyMenuStatus[]> = {
  draft: ["published", "locked"],
  published: ["draft", "locked"],
  locked: ["served"],
  served: [],
};

/** When the kitchen stops taking changes to a slot of a day. */
export const cutoffAt = (slot: Pick<Slot, "servingTime" | "cutoffMinutes">, day: Day): Date =>
  addMinutes(instantOf(day, slot.servingTime), -slot.cutoffMinutes);

/** A published slot past its cut-off counts as locked even before the job has written it down. */
export const statusNow = (
  menu: { status: DailyMenuStatus; menuDate: Day },
  slot: Pick<Slot, "servingTime" | "cutoffMinutes">,
  now: Date,
): DailyMenuStatus => (menu.status === "published" && cutoffAt(slot, menu.menuDate) <= now ? "locked" : menu.status);

/** Which day of a cycle a date is (from 1), when `first` is day `startDay` of it. A menu without a cycle has one day. */
export function cycleDayOf(first: Day, date: Day, cycleDays: number | null, startDay = 1): number {
  const length = cycleDays ?? 1;
  return ((((daysBetween(first, date) + startDay - 1) % length) + length) % length) + 1;
}

export type MenuLine = { dishId: number; quantity: number; categoryId: number | null; cycleDay: number | null };

/**
 * What a menu puts into each slot on one day of its cycle: slot id → dishes with quantity. A line without a slot goes to
 * the dish's primary slot; a line without a day counts every day. The same dish twice adds up.
 */
export function offerOf(
  lines: readonly MenuLine[],
  cycleDay: number,
  primarySlot: (dishId: number) => number | undefined,
): Map<number, Map<number, number>> {
  const offer = new Map<number, Map<number, number>>();
  for (const line of lines) {
    if (line.cycleDay !== null && line.cycleDay !== cycleDay) continue;
    const slotId = line.categoryId ?? primarySlot(line.dishId);
    if (slotId === undefined) continue;
    const slot = offer.get(slotId) ?? new Map<number, number>();
    offer.set(slotId, slot.set(line.dishId, (slot.get(line.dishId) ?? 0) + line.quantity));
  }
  return offer;
}

/** The later of two days. */
export const laterOf = (a: Day, b: Day): Day => (a.localeCompare(b) > 0 ? a : b);
