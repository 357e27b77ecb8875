import { describe, expect, it } from "vitest";
import { type Clock, type Day, day, instantOf } from "@/lib/time";
import {
  canBecome,
  cellKey,
  cellOf,
  closedBecause,
  daysOf,
  goalsOf,
  momentOf,
  openCells,
  periodOf,
  targetsFor,
  withEnergy,
} from "./rules";

const d = (text: string): Day => day(text);

describe("period", () => {
  it.each([
    // start, end, totalDays → end, days, weeks
    ["2026-02-01", "2026-02-28", undefined, "2026-02-28", 28, 4],
    ["2026-02-01", "2026-03-01", undefined, "2026-02-28", 28, 4], // 29 days: the outside counts the day of departure
    ["2026-02-01", "2026-03-15", undefined, "2026-03-14", 42, 6], // 43 days
    ["2026-02-01", "2026-03-14", undefined, "2026-03-14", 42, 6],
    ["2026-02-01", "2026-02-10", undefined, "2026-02-10", 10, 2],
    ["2026-02-01", "2026-02-01", undefined, "2026-02-01", 1, 1],
    ["2026-02-01", undefined, 29, "2026-03-01", 29, 5], // said in days, 29 are 29
    ["2026-02-01", undefined, undefined, "2026-02-28", 28, 4],
  ])("%s to %s (%s days) ends %s, %d days, %d weeks", (start, end, total, endDate, totalDays, totalWeeks) => {
    const input = { startDate: d(start), ...(end && { endDate: d(end) }), ...(total && { totalDays: total }) };
    expect(periodOf(input)).toEqual({ startDate: start, endDate, totalDays, totalWeeks });
  });

  it("says what is wrong", () => {
    expect(periodOf({ startDate: d("2026-02-02"), endDate: d("2026-02-01") })).toEqual({
      fault: "结束日期早于开始日期 2026-02-02",
    });
    const mismatch = periodOf({ startDate: d("2026-02-01"), endDate: d("2026-02-10"), totalDays: 28 });
    expect(mismatch).toEqual({ fault: "2026-02-01 到 2026-02-10 是 10 天，不是 28 天" });
  });

  it("numbers weeks and days from 1", () => {
    const days = daysOf({ startDate: d("2026-02-27"), totalDays: 9 });
    expect(days[0]).toEqual({ weekNumber: 1, dayNumber: 1, date: "2026-02-27" });
    expect(days[6]).toEqual({ weekNumber: 1, dayNumber: 7, date: "2026-03-05" });
    expect(days[7]).toEqual({ weekNumber: 2, dayNumber: 1, date: "2026-03-06" });
    expect(days).toHaveLength(9);
  });
});

describe("states", () => {
  it.each([
    ["draft", "active", true],
    ["draft", "cancelled", true],
    ["draft", "completed", false],
    ["active", "completed", true],
    ["active", "cancelled", true],
    ["active", "draft", false],
    ["completed", "cancelled", false],
    ["cancelled", "active", false],
  ] as const)("%s → %s: %s", (from, to, can) => expect(canBecome(from, to)).toBe(can));
});

describe("what can still be changed", () => {
  const lunch = { id: 3, servingTime: "11:50" as Clock, cutoffMinutes: 230 };
  const now = instantOf(d("2026-11-19"), "10:42");
  it.each([
    ["2026-11-18", "past"],
    ["2026-11-19", "cut"], // cut off at 08:00
    ["2026-11-20", "open"],
  ] as const)("lunch of %s at 10:42 is %s", (date, moment) => expect(momentOf(d(date), lunch, now)).toBe(moment));

  it("counts a meal as served from its own clock time on, and looks across midnight for the cut-off", () => {
    const breakfast = { id: 1, servingTime: "07:50" as Clock, cutoffMinutes: 830 }; // 18:00 the evening before
    expect(momentOf(d("2026-11-19"), breakfast, now)).toBe("served");
    expect(momentOf(d("2026-11-20"), breakfast, instantOf(d("2026-11-19"), "17:59"))).toBe("open");
    expect(momentOf(d("2026-11-20"), breakfast, instantOf(d("2026-11-19"), "18:00"))).toBe("cut");
  });

  it.each([
    ["draft", "past", true],
    ["draft", "served", false],
    ["active", "past", true],
    ["active", "served", true],
    ["active", "cut", false],
    ["active", "open", false],
    ["completed", "open", true],
    ["cancelled", "open", true],
  ] as const)("%s plan, %s meal: closed %s", (status, moment, closed) =>
    expect(closedBecause(status, moment, { date: d("2026-11-19"), slotName: "午餐" }) !== null).toBe(closed),
  );
});

describe("cells without a dish", () => {
  const week = { days: [d("2026-11-18"), d("2026-11-19"), d("2026-11-20"), d("2026-11-21")] };
  const plan = { startDate: d("2026-11-10"), endDate: d("2026-11-21"), today: d("2026-11-19") };
  it("leaves past days out and asks for one meal only on the last day", () => {
    const filled = new Set([cellKey("2026-11-20", 1), cellKey("2026-11-21", 1)]);
    expect(openCells(week, [1, 2], filled, plan)).toEqual([
      { date: "2026-11-19", slotId: 1 },
      { date: "2026-11-19", slotId: 2 },
      { date: "2026-11-20", slotId: 2 },
    ]);
  });
  it("asks for at least one meal on the last day", () =>
    expect(openCells({ days: [d("2026-11-21")] }, [1, 2], new Set(), plan)).toHaveLength(2));
});

it("cell keys go there and back", () =>
  expect(cellOf(cellKey("2026-11-19", 12))).toEqual({ date: "2026-11-19", slotId: 12 }));

describe("goals and targets", () => {
  const guide = { weekNumber: 2, stage: "recover" as const, label: "收内脏", energyMin: 2000, energyMax: 2300 };
  const targets = [
    { code: "energy_kcal", min: null, target: 2100, max: null },
    { code: "protein_g", min: null, target: 80, max: null },
    { code: "iron_mg", min: null, target: 24, max: 42 },
    { code: "sodium_mg", min: null, target: 1500, max: 2000 },
  ];
  it("takes words from the stage, energy from the guide and the rest from the targets", () => {
    const goals = goalsOf(guide, targets, null);
    expect(goals.energy).toEqual({ label: "medium", min: 2000, max: 2300 });
    expect(goals.protein).toEqual({ label: "high", min: 80 });
    expect(goals.iron).toEqual({ label: "high", min: 24, max: 42 });
  });
  it("lets the plan's own daily energy win over the guide, within 5 %", () =>
    expect(goalsOf(guide, targets, 1800).energy).toEqual({ label: "medium", min: 1710, max: 1890 }));
  it("narrows only the targets that the week names", () => {
    const narrowed = targetsFor(targets, withEnergy({ iron: { label: "high", min: 30 } }, 2000));
    expect(narrowed[0]).toMatchObject({ min: 1900, max: 2100 });
    expect(narrowed[2]).toMatchObject({ min: 30, max: 42 });
    expect(narrowed[3]).toEqual(targets[3]);
  });
});
