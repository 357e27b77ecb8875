import type { Slot } from "@/domain/dishes/rules";
import { addDays, addMinutes, type Day, dayOf, instantOf } from "@/lib/time";

/** A slot stays on the wall for this long after its clock time: trays are still going out. */
const LINGER_MINUTES = 30;

/** The slot named, else the next one that is not over: today's, then tomorrow's first. */
export function pickSlot(
  slots: readonly Slot[],
  now: Date,
  date: Day | undefined,
  slotId: number | undefined,
): { date: Day; slot: Slot } {
  const today = dayOf(now);
  const named = slots.find((slot) => slot.id === slotId);
  const [first] = slots;
  if (!first) throw new Error("there are no meal slots");
  if (named) return { date: date ?? today, slot: named };
  if (date !== undefined && date !== today) return { date, slot: first };
  const next = slots.find((slot) => addMinutes(instantOf(today, slot.servingTime), LINGER_MINUTES) > now);
  if (next) return { date: today, slot: next };
  return date === undefined ? { date: addDays(today, 1), slot: first } : { date, slot: slots.at(-1) ?? first };
}
