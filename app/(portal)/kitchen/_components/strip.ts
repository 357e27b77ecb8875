import type { StatusTone } from "@/components/marks/status-badge";
import type { SlotSheet } from "@/domain/kitchen/rules";
import type { Wall } from "@/domain/kitchen/wall/schema";
import { clockOf, type Day, dayOf, instantOf, shortDay } from "@/lib/time";

export type StripSlot = {
  code: string;
  name: string;
  time: string;
  portions: number;
  status: { tone: StatusTone; label: string };
  /** Trays brought, or pots done, of how many. */
  progress: { done: number; of: number; word: string };
  note: string;
  worries: number;
  /** When it goes out (ISO), for the next meal of today only. */
  due: string | null;
};

type Counts = { worries: number; away: number };

/** What the plans say of each meal, by slot. */
export const countsOf = (sheets: readonly SlotSheet[]): Map<number, Counts> =>
  new Map(
    sheets.map((sheet) => [
      sheet.slotId,
      {
        worries: sheet.unassigned.length + sheet.needsSubstitute.length,
        away: sheet.away.length,
      },
    ]),
  );

/** The six meals as the strip shows them: where each stands, and what is next to know about it. */
export function stripOf(board: Wall, now: Date, counts?: ReadonlyMap<number, Counts>): StripSlot[] {
  const next = board.slots.find((slot) => instantOf(board.date, slot.servingTime) > now);
  return board.slots.map((slot) => {
    const own = counts?.get(slot.id);
    const isHere = slot.id === board.slot.id && slot.isLocked;
    return {
      code: slot.code,
      name: slot.name,
      time: slot.servingTime,
      portions: slot.trays,
      status: statusOf(slot, board.date, now),
      progress:
        isHere && slot.delivered === 0
          ? {
              done: board.progress.closed,
              of: board.progress.batches,
              word: `出锅 ${board.progress.closed}/${board.progress.batches}`,
            }
          : { done: slot.delivered, of: slot.tickets, word: slot.delivered > 0 ? `已出 ${slot.delivered}` : "" },
      note: noteOf(slot, board.date, own),
      worries: own?.worries ?? 0,
      due: slot === next && board.date === dayOf(now) ? instantOf(board.date, slot.servingTime).toISOString() : null,
    };
  });
}

function statusOf(slot: Wall["slot"], date: Day, now: Date): StripSlot["status"] {
  if (!slot.isLocked) return { tone: "new", label: "待截单" };
  if (slot.tickets > 0 && slot.delivered >= slot.tickets) return { tone: "done", label: "已送完" };
  if (slot.delivered > 0) return { tone: "partly", label: "送餐中" };
  if (instantOf(date, slot.servingTime) <= now) return { tone: "waiting", label: slot.tickets > 0 ? "待送餐" : "已过" };
  return { tone: "running", label: "制作中" };
}

function noteOf(slot: Wall["slot"], date: Day, counts: Counts | undefined): string {
  if (!slot.isLocked) {
    const day = dayOf(slot.cutoffAt);
    return `截单 ${day === date ? "今天" : shortDay(day)} ${clockOf(slot.cutoffAt)}`;
  }
  if (counts && counts.away > 0) return `${counts.away} 位外出`;
  return slot.tickets > 0 ? `${slot.tickets} 张餐签` : "";
}
