import { describe, expect, test } from "vitest";
import { day } from "@/lib/time";
import { type Birth, birthOn, canBecome, nextStage, overlaps, postpartum, stayProgress } from "./rules";

const on = day("2026-11-19");

const birth = (deliveredOn: string | null, expected: string | null = null): Birth => ({
  expectedDeliveryDate: expected ? day(expected) : null,
  deliveredOn: deliveredOn ? day(deliveredOn) : null,
  deliveryMode: "cesarean",
  feeding: "breast",
});

describe("stages", () => {
  test.each([
    ["2026-11-18", null],
    ["2026-11-19", { day: 0, week: 1, stage: "expel" }],
    ["2026-11-25", { day: 6, week: 1, stage: "expel" }],
    ["2026-11-26", { day: 7, week: 2, stage: "recover" }],
    ["2026-12-03", { day: 14, week: 3, stage: "nourish" }],
    ["2026-12-10", { day: 21, week: 4, stage: "restore" }],
    ["2027-01-19", { day: 61, week: 9, stage: "restore" }],
  ])("born 2026-11-19, on %s", (date, expected) => {
    expect(postpartum(birth("2026-11-19"), day(date))).toEqual(expected);
  });

  test("nobody is postpartum before a birth", () => {
    expect(postpartum(null, on)).toBeNull();
    expect(postpartum(birth(null, "2026-11-01"), on)).toBeNull();
  });

  test("the next stage begins on the next full week, the last has none", () => {
    expect(nextStage(birth("2026-11-09"), on)).toEqual({ day: "2026-11-23", stage: "nourish" });
    expect(nextStage(birth("2026-10-01"), on)).toBeNull();
  });

  test("a second pregnancy leaves the stages of the first", () => {
    const first = birth("2025-01-10");
    const second = birth(null, "2027-02-01");
    const later = birth("2027-01-28", "2027-02-01");
    expect(birthOn([first, second], day("2025-01-20"))).toBe(first);
    expect(birthOn([first, second], on)).toBe(second);
    expect(birthOn([first, later], day("2025-02-01"))).toBe(first);
    expect(birthOn([first, later], day("2027-01-28"))).toBe(later);
    expect(birthOn([], on)).toBeNull();
  });
});

describe("stays", () => {
  test("go one way", () => {
    expect(canBecome("booked", "checked_in")).toBe(true);
    expect(canBecome("booked", "no_show")).toBe(true);
    expect(canBecome("checked_in", "cancelled")).toBe(false);
    expect(canBecome("checked_out", "checked_in")).toBe(false);
  });

  test("nights end before the day of leaving", () => {
    const first = { fromDay: day("2026-11-01"), untilDay: day("2026-11-10") };
    expect(overlaps(first, { fromDay: day("2026-11-10"), untilDay: day("2026-11-20") })).toBe(false);
    expect(overlaps(first, { fromDay: day("2026-11-09"), untilDay: null })).toBe(true);
    expect(
      overlaps({ fromDay: day("2026-11-01"), untilDay: null }, { fromDay: day("2027-01-01"), untilDay: null }),
    ).toBe(true);
  });

  test("progress is 0 before, 1 after, and the days left may be negative", () => {
    expect(stayProgress(day("2026-11-12"), day("2026-12-24"), on)).toEqual({ done: 7 / 42, left: 35 });
    expect(stayProgress(day("2026-11-20"), day("2026-12-24"), on)?.done).toBe(0);
    expect(stayProgress(day("2026-10-01"), day("2026-11-10"), on)).toEqual({ done: 1, left: -9 });
    expect(stayProgress(on, null, on)).toBeNull();
  });
});
