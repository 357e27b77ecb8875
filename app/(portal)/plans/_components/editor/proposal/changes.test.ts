import { describe, expect, it } from "vitest";
import type { ProposalItem, ScheduleResult, Why } from "@/domain/planning/scheduling/schema";
import { fen } from "@/lib/money";
import { modelOf } from "../model";
import { at, cells, data, on } from "../testing";
import {
  type Change,
  changesOf,
  compare,
  gridWith,
  infeasibleByCell,
  isOff,
  linesOf,
  saidEffects,
  stepFrom,
  tickedAtFirst,
} from "./changes";

const why: Why = { text: "", decided: [], losers: [], candidates: 3, others: 0 };
const item = (day: number, slotId: number, dishId: number, more: Partial<ProposalItem> = {}): ProposalItem => ({
  key: `${at(day)}/${slotId}/${dishId}`,
  date: at(day),
  slotId,
  slot: "lunch",
  slotName: "午餐",
  role: "soup",
  dishId,
  dishName: `菜${dishId}`,
  change: "added",
  replaces: null,
  cost: fen(500),
  effects: [],
  notes: [],
  why,
  ...more,
});
const removal = (day: number, slotId: number, dishId: number): ScheduleResult["removals"][number] => ({
  key: `-${at(day)}/${slotId}/${dishId}`,
  date: at(day),
  slotId,
  slotName: "午餐",
  dishId,
  dishName: `菜${dishId}`,
  text: "汤多了一道",
});
const old = (dishId: number) => ({ dishId, dishName: `菜${dishId}` });
const slots = [1, 2, 3];
const all = (changes: readonly Change[]) => new Set(changes.map((change) => change.key));

describe("changes of a proposal", () => {
  it("leave out what stays, come by day and meal, and take removals in", () => {
    const changes = changesOf(
      {
        items: [
          item(1, 2, 4),
          item(0, 3, 5),
          item(0, 2, 1, { change: "kept" }),
          item(0, 2, 2, { change: "replaced", replaces: old(8) }),
        ],
        removals: [removal(0, 1, 7)],
      },
      slots,
    );
    expect(changes.map(({ date, slotId, kind, dishId }) => [date, slotId, kind, dishId])).toEqual([
      [at(0), 1, "removed", 7],
      [at(0), 2, "replaced", 2],
      [at(0), 3, "added", 5],
      [at(1), 2, "added", 4],
    ]);
  });
});

describe("the plan with a proposal", () => {
  const before = cells({ [on(0, 2)]: [8, 1, 4], [on(1, 2)]: [7] });
  const changes = changesOf(
    {
      items: [item(0, 2, 2, { change: "replaced", replaces: old(8) }), item(2, 2, 5)],
      removals: [removal(0, 2, 4), removal(1, 2, 7)],
    },
    slots,
  );
  const ids = (grid: ReturnType<typeof cells>) =>
    Object.fromEntries(Object.entries(grid).map(([key, items]) => [key, items.map((one) => one.dishId)]));

  it("puts the new dish in the place of the old one, fills and empties cells", () => {
    expect(ids(gridWith(before, changes, all(changes)))).toEqual({ [on(0, 2)]: [2, 1], [on(2, 2)]: [5] });
  });
  it("is the plan as it was while nothing is taken", () => {
    expect(gridWith(before, changes, new Set())).toEqual(before);
  });
  it("takes single changes alone", () => {
    const one = new Set([`-${at(1)}/2/7`]);
    expect(ids(gridWith(before, changes, one))).toEqual({ [on(0, 2)]: [8, 1, 4] });
  });
  it("adds the new dish where the old one is gone already, and never has one twice", () => {
    const moved = cells({ [on(0, 2)]: [1] });
    expect(ids(gridWith(moved, changes, all(changes)))[on(0, 2)]).toEqual([1, 2]);
    const there = cells({ [on(0, 2)]: [8, 2] });
    expect(ids(gridWith(there, changes, all(changes)))[on(0, 2)]).toEqual([2]);
  });
});

describe("lines of a cell", () => {
  const items = cells({ [on(0, 2)]: [8, 1, 4] })[on(0, 2)] ?? [];
  const changes = changesOf(
    { items: [item(0, 2, 2, { change: "replaced", replaces: old(8) }), item(0, 2, 5)], removals: [removal(0, 2, 4)] },
    slots,
  );
  const said = (taken: ReadonlySet<string>) =>
    linesOf(items, changes, taken).map((line) => [line.is, line.dishId, line.is === "kept" ? null : line.isTaken]);

  it("strike out what goes, with what comes right behind it; added dishes stand last", () => {
    expect(said(all(changes))).toEqual([
      ["old", 8, true],
      ["new", 2, true],
      ["kept", 1, null],
      ["old", 4, true],
      ["new", 5, true],
    ]);
  });
  it("keep what is not taken, the offer beside it", () => {
    expect(said(new Set())).toEqual([
      ["kept", 8, null],
      ["new", 2, false],
      ["kept", 1, null],
      ["old", 4, false],
      ["new", 5, false],
    ]);
  });
});

describe("before and after", () => {
  const model = modelOf(data);
  it("counts bands met over the days that hold dishes and takes means of what they hold", () => {
    const before = cells({ [on(0, 2)]: [1] });
    const after = cells({ [on(0, 2)]: [1, 2, 4], [on(1, 2)]: [2, 4] });
    const { tally, lines, cost } = compare(model, before, after, [at(0), at(1), at(2)]);
    expect(tally.of).toBe(16);
    expect(tally.after).toBeGreaterThan(tally.before);
    const iron = lines.find(({ code }) => code === "iron_mg");
    expect(iron).toMatchObject({ before: 2, after: 17, min: 20, max: 42 });
    expect(cost).toEqual({ before: 500, after: 1250 });
  });
  it("says nothing of an empty week", () => {
    expect(compare(model, {}, {}, [at(0)])).toEqual({
      tally: { before: 0, after: 0, of: 0 },
      lines: [],
      cost: { before: null, after: null },
    });
  });
  it.each([
    [10, 20, null, true],
    [20, 20, 42, false],
    [43, 20, 42, true],
    [null, 20, 42, false],
    [5, null, null, false],
  ])("%s in %s to %s is off: %s", (value, min, max, off) => {
    expect(isOff(value, { min, max })).toBe(off);
  });
});

describe("what is ticked at first", () => {
  const soft = { notes: ["羊肉：她不爱吃"] };
  const ticked = (
    result: Pick<ScheduleResult, "items" | "removals">,
    before: ReturnType<typeof cells>,
    bad: readonly number[] = [],
  ) => [...tickedAtFirst(changesOf(result, slots), before, (dishId) => !bad.includes(dishId))];
  const key = (day: number, slotId: number, dishId: number) => `${at(day)}/${slotId}/${dishId}`;

  it("is everything while nothing speaks against it", () => {
    const result = { items: [item(0, 2, 2), item(1, 2, 4)], removals: [removal(0, 1, 7)] };
    expect(ticked(result, {})).toHaveLength(3);
  });
  it("is not a dish with something soft against it where the meal holds another", () => {
    const items = [item(0, 2, 2), item(0, 2, 8, soft), item(1, 2, 8, soft)];
    expect(ticked({ items, removals: [] }, cells({ [on(1, 2)]: [1] }))).toEqual([key(0, 2, 2)]);
  });
  it("is the first such dish where the meal would stay empty", () => {
    const items = [item(0, 2, 8, soft), item(0, 2, 4, soft)];
    expect(ticked({ items, removals: [] }, {})).toEqual([key(0, 2, 8)]);
    const emptied = { items: [item(0, 2, 8, soft)], removals: [removal(0, 2, 7)] };
    expect(ticked(emptied, cells({ [on(0, 2)]: [7] }))).toContain(key(0, 2, 8));
  });
  it("keeps a dish that is fine rather than one that asks, and changes one that is not", () => {
    const items = [item(0, 2, 8, { ...soft, change: "replaced", replaces: old(4) })];
    expect(ticked({ items, removals: [] }, cells({ [on(0, 2)]: [4] }))).toEqual([]);
    expect(ticked({ items, removals: [] }, cells({ [on(0, 2)]: [4] }), [4])).toEqual([key(0, 2, 8)]);
  });
});

describe("going from change to change", () => {
  const changes = changesOf(
    { items: [item(0, 1, 1), item(0, 2, 2), item(2, 1, 4), item(2, 2, 5), item(4, 3, 5)], removals: [] },
    slots,
  );
  const key = (day: number, slotId: number, dishId: number) => `${at(day)}/${slotId}/${dishId}`;
  it.each([
    ["next", key(0, 1, 1), key(0, 2, 2)],
    ["next", key(4, 3, 5), key(4, 3, 5)],
    ["previous", key(0, 2, 2), key(0, 1, 1)],
    ["previous", key(0, 1, 1), key(0, 1, 1)],
    ["right", key(0, 2, 2), key(2, 2, 5)],
    ["right", key(2, 1, 4), key(4, 3, 5)],
    ["left", key(4, 3, 5), key(2, 1, 4)],
    ["left", key(0, 1, 1), key(0, 1, 1)],
  ] as const)("%s of %s is %s", (way, from, to) => {
    expect(stepFrom(changes, from, way)).toBe(to);
  });
  it("begins with the first", () => expect(stepFrom(changes, null, "next")).toBe(key(0, 1, 1)));
  it("stays nowhere without any", () => expect(stepFrom([], null, "next")).toBeNull());
});

it("cells without a dish are found by place", () => {
  const blocked = {
    date: at(1),
    slotId: 2,
    slot: "lunch",
    slotName: "午餐",
    role: "soup",
    title: "",
    conflict: [],
    wouldHelp: [],
  } as const;
  expect(infeasibleByCell([{ ...blocked, conflict: [], wouldHelp: [] }]).get(on(1, 2))).toHaveLength(1);
});

it("effects read as figures with their sign, cost in yuan, the two strongest only", () => {
  const effect = (code: string, name: string, unit: string, amount: number, isGood = true) => ({
    code,
    name,
    unit,
    amount,
    isGood,
  });
  expect(
    saidEffects([
      effect("calcium_mg", "钙", "mg", 224.4),
      effect("cost", "成本", "元", -3070),
      effect("iron_mg", "铁", "mg", 5.23),
    ]),
  ).toEqual([
    { text: "钙 +224", isGood: true },
    { text: "成本 −30.7", isGood: true },
  ]);
  expect(saidEffects([effect("energy_kcal", "能量", "kcal", 120, false)])).toEqual([
    { text: "能量 +120 kcal", isGood: false },
  ]);
});
