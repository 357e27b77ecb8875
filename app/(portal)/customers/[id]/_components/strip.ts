import type { StripDay } from "@/components/marks/stay-strip";
import { type Birth, postpartum } from "@/domain/customers/rules";
import { addDays, type Day, daysFrom } from "@/lib/time";

const MAX = 60;

/** One moon per stay day, with what falls on it: the end of a doctor's order, 满月, the check after 42 days. */
export function stripOf(
  stay: { status: string; from: Day; checkOutDate: Day | null } | null,
  birth: Birth | null,
  today: Day,
  restrictions: readonly { kind: string; label: string; until: Day | null }[],
): StripDay[] {
  if (!stay || !birth?.deliveredOn || (stay.status !== "checked_in" && stay.status !== "booked")) return [];
  const last = stay.checkOutDate ?? addDays(stay.from, 41);
  const notes = new Map<string, string>([
    [addDays(birth.deliveredOn, 30), "满月"],
    [addDays(birth.deliveredOn, 42), "产后 42 天复查"],
  ]);
  for (const one of restrictions) if (one.until && one.kind === "medical") notes.set(one.until, `${one.label}到期`);
  return daysFrom(stay.from, last)
    .slice(0, MAX)
    .flatMap((day) => {
      const now = postpartum(birth, day);
      if (!now) return [];
      const note = notes.get(day);
      return [
        {
          day,
          stage: now.stage,
          postpartumDay: now.day,
          isToday: day === today,
          isPast: day < today,
          ...(note && { note }),
        },
      ];
    });
}
