import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type Clock, type Day, day } from "@/lib/time";
import { type CellKey, cellKey } from "../rules";
import type { CellItem, EditOp } from "../schema";
import { applyOps, differing, type Frame, type Grid, inverseOf, plainItem } from "./rules";

const first = day("2026-11-16");
const at = (i: number): Day => addDays(first, i);
const frame: Frame = {
  weeks: new Map([
    [1, [0, 1, 2, 3, 4, 5, 6].map(at)],
    [2, [7, 8, 9].map(at)],
  ]),
  slots: [
    { id: 1, name: "早餐" },
    { id: 2, name: "午餐" },
  ],
  closed: (date) => (date < at(2) ? `${date} 已经过去，不能再改` : null),
};
const cell = (...dishes: (number | Partial<CellItem>)[]): CellItem[] =>
  dishes.map((dish) => (typeof dish === "number" ? plainItem(dish) : { ...plainItem(0), ...dish }));
const grid = (cells: Record<string, CellItem[]>): Grid =>
  Object.fromEntries(Object.entries(cells).map(([key, items]) => [key, items])) as Grid;
const on = (date: number, slotId: number): CellKey => cellKey(at(date), slotId);
const dishesIn = (g: Grid, key: CellKey) => (g[key] ?? []).map((i) => i.dishId);

describe("one operation", () => {
  const base = grid({
    [on(3, 1)]: cell(10, { dishId: 11, isLocked: true }, 12),
    [on(3, 2)]: cell(20),
    [on(4, 1)]: cell(30, { dishId: 31, isLocked: true }),
  });
  const run = (...ops: EditOp[]) => applyOps(base, ops, frame);

  it("adds at the end, or where it is told", () => {
    expect(dishesIn(run({ op: "add", date: at(3), slotId: 1, dishId: 13 }).grid, on(3, 1))).toEqual([10, 11, 12, 13]);
    expect(dishesIn(run({ op: "add", date: at(3), slotId: 1, dishId: 13, position: 0 }).grid, on(3, 1))).toEqual([
      13, 10, 11, 12,
    ]);
  });
  it("refuses a second one of a kind, a day outside the plan, an unknown slot and a past day", () => {
    const sentences = (op: EditOp) => run(op).faults.map((f) => f.sentence);
    expect(sentences({ op: "add", date: at(3), slotId: 1, dishId: 10 })).toEqual(["这一格已经有这道菜"]);
    expect(sentences({ op: "add", date: at(20), slotId: 1, dishId: 1 })).toEqual(["这一天不在计划里"]);
    expect(sentences({ op: "add", date: at(3), slotId: 9, dishId: 1 })).toEqual(["没有这个餐次"]);
    expect(sentences({ op: "add", date: at(1), slotId: 1, dishId: 1 })).toEqual(["2026-11-17 已经过去，不能再改"]);
  });
  it("leaves the grid alone when one of several operations cannot be done", () => {
    const outcome = run(
      { op: "remove", date: at(3), slotId: 2, dishId: 20 },
      { op: "remove", date: at(3), slotId: 1, dishId: 99 },
    );
    expect(outcome.faults).toHaveLength(1);
    expect(outcome.grid).toBe(base);
  });
  it("keeps what is locked from removing, replacing and moving", () => {
    for (const op of [
      { op: "remove", date: at(3), slotId: 1, dishId: 11 },
      { op: "replace", date: at(3), slotId: 1, dishId: 11, withDishId: 50 },
      { op: "move", date: at(3), slotId: 1, dishId: 11, toDate: at(5), toSlotId: 1 },
    ] satisfies EditOp[])
      expect(run(op).faults.map((f) => f.sentence)).toEqual(["这道菜锁着，先解锁再改"]);
  });
  it("empties a cell without leaving a trace of it", () => {
    expect(on(3, 2) in run({ op: "remove", date: at(3), slotId: 2, dishId: 20 }).grid).toBe(false);
  });
  it("replaces in place and forgets the note, which was about the other dish", () => {
    const noted = run(
      { op: "setNote", date: at(3), slotId: 1, dishId: 10, instructions: "去皮" },
      { op: "replace", date: at(3), slotId: 1, dishId: 10, withDishId: 50 },
    ).grid[on(3, 1)];
    expect(noted?.[0]).toEqual(plainItem(50));
  });
  it("moves between cells, within one, and gives another slot's time up", () => {
    const timed = run(
      { op: "setServingTime", date: at(3), slotId: 1, dishId: 10, servingTime: "08:30" as Clock },
      { op: "move", date: at(3), slotId: 1, dishId: 10, toDate: at(5), toSlotId: 2 },
    ).grid;
    expect(timed[on(5, 2)]).toEqual([plainItem(10)]);
    expect(dishesIn(timed, on(3, 1))).toEqual([11, 12]);
    const within = run({
      op: "move",
      date: at(3),
      slotId: 1,
      dishId: 12,
      toDate: at(3),
      toSlotId: 1,
      position: 0,
    }).grid;
    expect(dishesIn(within, on(3, 1))).toEqual([12, 10, 11]);
  });
  it("copies a day over another, keeping what is locked there and taking no locks along", () => {
    const copied = run({ op: "copyDay", fromDate: at(3), toDate: at(4) }).grid;
    expect(copied[on(4, 1)]).toEqual(cell({ dishId: 31, isLocked: true }, 10, 11, 12));
    expect(dishesIn(copied, on(4, 2))).toEqual([20]);
  });
  it("copies a week day by day, as far as it reaches, and passes over closed days", () => {
    const { grid: copied, faults } = run({ op: "copyWeek", fromWeek: 2, toWeek: 1 });
    expect(faults).toEqual([]);
    expect(dishesIn(copied, on(3, 1))).toEqual([10, 11, 12]); // week 2 has only three days; day 4 of week 1 stays
    const back = run({ op: "copyWeek", fromWeek: 1, toWeek: 2 });
    expect(back.touched).toHaveLength(6);
  });
  it("reorders, with what is not named at the end", () =>
    expect(dishesIn(run({ op: "reorder", date: at(3), slotId: 1, dishIds: [12, 10] }).grid, on(3, 1))).toEqual([
      12, 10, 11,
    ]));
  it("locks a dish or the whole cell", () => {
    expect(
      run({ op: "setLock", date: at(3), slotId: 1, isLocked: true }).grid[on(3, 1)]?.every((i) => i.isLocked),
    ).toBe(true);
    expect(
      run({ op: "setLock", date: at(3), slotId: 1, dishId: 11, isLocked: false }).grid[on(3, 1)]?.some(
        (i) => i.isLocked,
      ),
    ).toBe(false);
  });
});

const anyItem = fc.record({
  dishId: fc.integer({ min: 1, max: 6 }),
  quantity: fc.integer({ min: 1, max: 3 }),
  servingTime: fc.constantFrom(null, "08:30" as Clock),
  instructions: fc.constantFrom(null, "少盐"),
  isLocked: fc.boolean(),
  overrideReason: fc.constant(null),
});
const anyCell = fc.uniqueArray(anyItem, { maxLength: 4, selector: (item) => item.dishId });
const anyGrid = fc
  .array(anyCell, { minLength: 20, maxLength: 20 })
  .map(
    (cells) =>
      Object.fromEntries(cells.flatMap((items, i) => (items.length ? [[on(i >> 1, (i % 2) + 1), items]] : []))) as Grid,
  );
const place = { date: fc.integer({ min: 0, max: 9 }).map(at), slotId: fc.constantFrom(1, 2) };
const dish = fc.integer({ min: 1, max: 6 });
const anyOp: fc.Arbitrary<EditOp> = fc.oneof(
  fc.record({ op: fc.constant("add" as const), ...place, dishId: dish }),
  fc.record({ op: fc.constant("remove" as const), ...place, dishId: dish }),
  fc.record({ op: fc.constant("replace" as const), ...place, dishId: dish, withDishId: dish }),
  fc.record({ op: fc.constant("move" as const), ...place, dishId: dish, toDate: place.date, toSlotId: place.slotId }),
  fc.record({ op: fc.constant("copyDay" as const), fromDate: place.date, toDate: place.date }),
  fc.record({ op: fc.constant("copyWeek" as const), fromWeek: fc.constantFrom(1, 2), toWeek: fc.constantFrom(1, 2) }),
  fc.record({ op: fc.constant("setLock" as const), ...place, isLocked: fc.boolean() }),
  fc.record({ op: fc.constant("reorder" as const), ...place, dishIds: fc.array(dish, { maxLength: 5 }) }),
  fc.record({ op: fc.constant("setCell" as const), ...place, items: anyCell }),
);

describe("any operations", () => {
  it("are undone by their inverse, change only what they touch, and never put a dish twice into a cell", () => {
    let done = 0;
    fc.assert(
      fc.property(anyGrid, fc.array(anyOp, { maxLength: 8 }), (before, ops) => {
        const possible = ops.filter((op) => applyOps(before, [op], frame).faults.length === 0);
        const { grid: after, touched, faults } = applyOps(before, possible, frame);
        const changed = differing(before, after);
        if (faults.length > 0) {
          expect(after).toBe(before);
          return;
        }
        done += changed.length;
        expect(changed.filter((key) => !touched.includes(key))).toEqual([]);
        for (const items of Object.values(after)) {
          expect(items.length).toBeGreaterThan(0);
          expect(new Set(items.map((i) => i.dishId)).size).toBe(items.length);
        }
        const back = applyOps(after, inverseOf(before, touched), frame);
        expect(back.faults).toEqual([]);
        expect(back.grid).toEqual(before);
      }),
      { numRuns: 500 },
    );
    expect(done).toBeGreaterThan(500); // the property looked at real changes
  });
});
