import type { MedicalOrderStatus } from "@/db/enums/care";
import { addDays, boundsOf, type Day, dayOf } from "@/lib/time";

/** An order in force is never changed: it is stopped, and written anew. */
const next: Record<MedicalOrderStatus, readonly MedicalOrderStatus[]> = {
  draft: ["active", "cancelled"],
  active: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};
export const canBecome = (from: MedicalOrderStatus, to: MedicalOrderStatus): boolean => next[from].includes(to);

/** The last day that "7天", "2周", "1个月" mean from a first day on; null for words that say no length. */
export function lastDayOf(startsOn: Day, duration: string | null): Day | null {
  const found = /^\s*(\d{1,3})\s*(天|日|周|星期|个?月)\s*$/.exec(duration ?? "");
  if (!found) return null;
  const [, count = "0", unit = ""] = found;
  const days = Number(count) * (unit === "天" || unit === "日" ? 1 : unit.endsWith("月") ? 30 : 7);
  return days > 0 ? addDays(startsOn, days - 1) : null;
}

/** When an order begins: at once on its first day today, else with that day. */
export const startOf = (startsOn: Day, now: Date): Date => (startsOn === dayOf(now) ? now : boundsOf(startsOn).start);

/** The last millisecond of its last day, so that the day itself is covered. */
export const endOf = (stopsOn: Day | null): Date | null =>
  stopsOn === null ? null : new Date(boundsOf(stopsOn).end.getTime() - 1);
