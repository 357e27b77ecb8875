import { expect, test } from "vitest";
import {
  addDays,
  boundsOf,
  clockOf,
  day,
  dayOf,
  daysBetween,
  daysFrom,
  dayTitle,
  instantOf,
  isDay,
  saidWhen,
  stamp,
} from "./time";

test("the business day is Shanghai's", () => {
  expect(dayOf(new Date("2026-07-31T16:30:00Z"))).toBe("2026-08-01");
  expect(clockOf(new Date("2026-07-31T16:05:00Z"))).toBe("00:05");
  expect(boundsOf(day("2026-08-01")).start.toISOString()).toBe("2026-07-31T16:00:00.000Z");
  expect(instantOf(day("2026-11-19"), "07:50").toISOString()).toBe("2026-11-18T23:50:00.000Z");
});

test("days are counted on the calendar", () => {
  expect(addDays(day("2026-02-28"), 1)).toBe("2026-03-01");
  expect(daysBetween(day("2026-02-01"), day("2026-03-01"))).toBe(28);
  expect(daysFrom(day("2026-12-30"), day("2027-01-02"))).toHaveLength(4);
  expect(isDay("2026-02-30")).toBe(false);
  expect(isDay("2026-2-3")).toBe(false);
  expect(() => day("2026-02-30")).toThrow(RangeError);
});

test("said as people say it", () => {
  const now = new Date("2026-11-19T02:42:00Z");
  expect(saidWhen(new Date("2026-11-19T01:05:00Z"), now)).toBe("09:05");
  expect(saidWhen(new Date("2026-11-18T08:05:00Z"), now)).toBe("昨天 16:05");
  expect(saidWhen(new Date("2026-11-17T08:05:00Z"), now)).toBe("11-17");
  expect(saidWhen(new Date("2025-11-17T08:05:00Z"), now)).toBe("2025-11-17");
  expect(dayTitle(day("2026-11-19"))).toBe("11 月 19 日，周四");
  expect(stamp(now)).toBe("2026-11-19 10:42");
});
