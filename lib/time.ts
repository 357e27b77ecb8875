/** Two kinds of time, never mixed: an instant (Date, UTC) and a business day ("2026-07-31", Asia/Shanghai). */
export type Day = string & { readonly __kind: "day" };
/** A local clock time, "07:50". */
export type Clock = string & { readonly __kind: "clock" };

const ZONE = "Asia/Shanghai";
const dayFormat = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, dateStyle: "short" });
const clockFormat = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const WEEKDAYS = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"] as const;
const DAY_MS = 86_400_000;

export const isDay = (text: string): text is Day =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && utc(text) === text;

export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a calendar day: ${text}`);
  return text;
}

/** The clock of the program: the only place that asks what time it is. */
export const systemNow = (): Date => new Date();

export const dayOf = (instant: Date): Day => dayFormat.format(instant) as Day;
export const clockOf = (instant: Date): Clock => clockFormat.format(instant) as Clock;

export function addDays(d: Day, n: number): Day {
  return new Date(Date.parse(`${d}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** Whole days from a to b; negative when b is earlier. */
export const daysBetween = (a: Day, b: Day): number =>
  Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / DAY_MS);

/** Every day from first to last, both included. */
export const daysFrom = (first: Day, last: Day): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, i) => addDays(first, i));

/** [start, end) of a business day as instants; China has had no DST since 1991. */
export const boundsOf = (d: Day) => ({
  start: new Date(`${d}T00:00:00+08:00`),
  end: new Date(`${addDays(d, 1)}T00:00:00+08:00`),
});

/** A clock time on a business day as an instant. */
export const instantOf = (d: Day, clock: string): Date => new Date(`${d}T${clock.slice(0, 5)}:00+08:00`);

export const addMinutes = (instant: Date, n: number): Date => new Date(instant.getTime() + n * 60_000);
export const weekdayOf = (d: Day): string => WEEKDAYS[new Date(`${d}T00:00:00Z`).getUTCDay()] ?? "";

/** "11 月 19 日，周四" */
export const dayTitle = (d: Day): string => `${Number(d.slice(5, 7))} 月 ${Number(d.slice(8))} 日，${weekdayOf(d)}`;
/** "11-19" */
export const shortDay = (d: Day): string => d.slice(5);

/** How people here say when something happened: 10:42, 昨天 16:05, 11-17, 2025-11-17. */
export function saidWhen(instant: Date, now: Date): string {
  const [then, today] = [dayOf(instant), dayOf(now)];
  if (then === today) return clockOf(instant);
  if (then === addDays(today, -1)) return `昨天 ${clockOf(instant)}`;
  return then.slice(0, 4) === today.slice(0, 4) ? shortDay(then) : then;
}

/** "2026-11-19 10:42" in Asia/Shanghai. */
export const stamp = (instant: Date): string => `${dayOf(instant)} ${clockOf(instant)}`;

const utc = (text: string) => new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10);
