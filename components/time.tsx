"use client";

import { type Day, dayTitle, isDay, saidWhen, shortDay, stamp, weekdayOf } from "@/lib/time";
import { useClock } from "./clock";

/** When something happened, as people say it: 10:42, 昨天 16:05, 11-17; the whole of it on hover. `iso` is an instant. */
export function When({ iso, now, full }: { iso: string | Date; now?: string; full?: boolean }) {
  const clock = useClock();
  const instant = new Date(iso);
  const reference = now ? new Date(now) : clock?.now;
  const whole = stamp(instant);
  return (
    <time className="ya-num" dateTime={instant.toISOString()} title={whole}>
      {full || !reference ? whole : saidWhen(instant, reference)}
    </time>
  );
}

/** A business day. short 11-19, weekday 11-19 周四, title 11 月 19 日，周四, full 2026-11-19; another year is always said. */
export function DayText({ day, as = "short" }: { day: string; as?: "short" | "weekday" | "title" | "full" }) {
  const clock = useClock();
  if (!isDay(day)) return <span className="ya-num">{day}</span>;
  const otherYear = clock !== null && day.slice(0, 4) !== clock.today.slice(0, 4);
  return (
    <time className="ya-num" dateTime={day} title={`${day} ${weekdayOf(day)}`}>
      {as === "full" || (otherYear && as === "short") ? day : textOf(day, as, otherYear)}
    </time>
  );
}

const textOf = (day: Day, as: "short" | "weekday" | "title" | "full", otherYear: boolean): string => {
  if (as === "title") return otherYear ? `${day.slice(0, 4)} 年 ${dayTitle(day)}` : dayTitle(day);
  if (as === "weekday") return `${otherYear ? day : shortDay(day)} ${weekdayOf(day)}`;
  return shortDay(day);
};
