import type { Day } from "@/lib/time";
import type { Nights } from "../rules";

export type RoomNights = Nights & { roomId: number };

/**
 * The rooms of a stay cut or stretched to other days: what falls outside goes, the first and last room reach to the new ends.
 * A stay without a night left has no rooms.
 */
export function refit(nights: readonly RoomNights[], from: Day, until: Day | null): RoomNights[] {
  const sorted = [...nights].sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
  if (sorted.length === 0 || (until !== null && until <= from)) return [];
  const kept = sorted.filter(
    (n) => (until === null || n.fromDay < until) && (n.untilDay === null || n.untilDay > from),
  );
  const base = kept.length > 0 ? kept : [from < (sorted[0]?.fromDay ?? from) ? sorted[0] : sorted.at(-1)];
  return base.flatMap((n, i, all) =>
    n
      ? [
          {
            roomId: n.roomId,
            fromDay: i === 0 ? from : n.fromDay,
            untilDay: i === all.length - 1 ? until : n.untilDay,
          },
        ]
      : [],
  );
}

/** The rooms of a stay after moving into another one from a day on. */
export function moved(
  nights: readonly RoomNights[],
  roomId: number,
  fromDay: Day,
  stay: { from: Day; until: Day | null },
): RoomNights[] {
  const start = fromDay < stay.from ? stay.from : fromDay;
  const before = nights
    .filter((n) => n.fromDay < start)
    .map((n) => ({ ...n, untilDay: n.untilDay === null || n.untilDay > start ? start : n.untilDay }));
  const joins = before.at(-1);
  if (joins && joins.roomId === roomId && joins.untilDay === start) {
    return [...before.slice(0, -1), { roomId, fromDay: joins.fromDay, untilDay: stay.until }];
  }
  return [...before, { roomId, fromDay: start, untilDay: stay.until }];
}
