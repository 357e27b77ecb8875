import type { ChildbirthDeliveryMode, ChildbirthFeeding, StayStatus } from "@/db/enums/customers";
import type { StageGuideStage } from "@/db/enums/dishes";
import { addDays, type Day, daysBetween } from "@/lib/time";

/** One pregnancy of a mother: expected until `deliveredOn` is known. */
export type Birth = {
  id?: number;
  expectedDeliveryDate: Day | null;
  deliveredOn: Day | null;
  deliveryMode: ChildbirthDeliveryMode | null;
  feeding: ChildbirthFeeding | null;
};

export type Postpartum = { day: number; week: number; stage: StageGuideStage };

const stageOfWeek: readonly StageGuideStage[] = ["expel", "recover", "nourish"];

/** How far after a birth a day lies (day 0 = day of delivery, weeks of seven days), or null when it is not after one. */
export function postpartum(birth: Pick<Birth, "deliveredOn"> | null, on: Day): Postpartum | null {
  if (!birth?.deliveredOn) return null;
  const day = daysBetween(birth.deliveredOn, on);
  if (day < 0) return null;
  const week = Math.floor(day / 7) + 1;
  return { day, week, stage: stageOfWeek[week - 1] ?? "restore" };
}

/** First and last day of a stage after this birth, the last stage having no end; null before a birth. */
export function stageDays(
  birth: Pick<Birth, "deliveredOn"> | null,
  stage: StageGuideStage,
): { from: Day; to: Day | null } | null {
  if (!birth?.deliveredOn) return null;
  const at = stageOfWeek.indexOf(stage);
  if (at < 0) return { from: addDays(birth.deliveredOn, stageOfWeek.length * 7), to: null };
  return { from: addDays(birth.deliveredOn, at * 7), to: addDays(birth.deliveredOn, at * 7 + 6) };
}

/** The day on which the next stage begins, or null in the last one. */
export function nextStage(
  birth: Pick<Birth, "deliveredOn"> | null,
  on: Day,
): { day: Day; stage: StageGuideStage } | null {
  const now = postpartum(birth, on);
  if (!birth?.deliveredOn || !now || now.week > 3) return null;
  return { day: addDays(birth.deliveredOn, now.week * 7), stage: stageOfWeek[now.week] ?? "restore" };
}

/** Longest time from the first day of a pregnancy, as midwives count, to its due date: 280 days. */
const PREGNANCY_DAYS = 280;

/**
 * Of several births the one that counts on a day: a pregnancy running on that day, else the latest delivery up to it, else the
 * next one expected. So the second child leaves the stages of the first as they were.
 */
export function birthOn<B extends Birth>(births: readonly B[], on: Day): B | null {
  const delivered = births
    .filter((b) => b.deliveredOn !== null && b.deliveredOn <= on)
    .sort((a, b) => ((a.deliveredOn ?? "") < (b.deliveredOn ?? "") ? 1 : -1))[0];
  const open = births
    .filter((b) => (b.deliveredOn === null || b.deliveredOn > on) && b !== delivered)
    .sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1));
  const running = open.find((b) => {
    const due = b.deliveredOn ?? b.expectedDeliveryDate;
    if (!due) return !delivered;
    const start = addDays(due, -PREGNANCY_DAYS);
    return start <= on && (!delivered?.deliveredOn || start > delivered.deliveredOn);
  });
  return running ?? delivered ?? open[0] ?? null;
}

const dueOf = (b: Birth): string => b.deliveredOn ?? b.expectedDeliveryDate ?? "9999-12-31";

/** A stay's states (model.md §4). */
const stayNext: Record<StayStatus, readonly StayStatus[]> = {
  booked: ["checked_in", "cancelled", "no_show"],
  checked_in: ["checked_out"],
  checked_out: [],
  cancelled: [],
  no_show: [],
};
export const canBecome = (from: StayStatus, to: StayStatus): boolean => stayNext[from].includes(to);

/** Nights [from, until) against nights [from, until); no end is open. */
export type Nights = { fromDay: Day; untilDay: Day | null };
export const overlaps = (a: Nights, b: Nights): boolean =>
  (a.untilDay === null || b.fromDay < a.untilDay) && (b.untilDay === null || a.fromDay < b.untilDay);

/** How much of a stay is over on a day, 0 to 1, and the days left; null without an end. */
export function stayProgress(from: Day, to: Day | null, on: Day): { done: number; left: number } | null {
  if (!to) return null;
  const [all, gone] = [Math.max(1, daysBetween(from, to)), daysBetween(from, on)];
  return { done: Math.min(1, Math.max(0, gone / all)), left: daysBetween(on, to) };
}
