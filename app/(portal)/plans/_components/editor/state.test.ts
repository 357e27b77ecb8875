import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Frame, type Grid, plainItem } from "@/domain/planning/items/rules";
import { type CellKey, cellKey } from "@/domain/planning/rules";
import type { EditOp } from "@/domain/planning/schema";
import { addDays, type Day, day } from "@/lib/time";
import { type EditorState, keep, opened, pending, reduce, STEPS, unsaved } from "./state";

const monday = day("2026-11-16");
const at = (i: number): Day => addDays(monday, i);
const frame: Frame = {
  weeks: new Map([[1, [0, 1, 2, 3, 4, 5, 6].map(at)]]),
  slots: [
    { id: 1, name: "早餐" },
    { id: 2, name: "午餐" },
  ],
  closed: (date) => (date === at(0) ? "已经过去，不能再改" : null),
};
const on = (i: number, slotId = 1): CellKey => cellKey(at(i), slotId);
const add = (i: number, dishId: number, slotId = 1): EditOp => ({ op: "add", date: at(i), slotId, dishId });
const act = (state: EditorState, ...ops: EditOp[]) => reduce(state, { type: "act", label: "改", ops, frame });
const dishes = (grid: Grid, key: CellKey) => (grid[key] ?? []).map((item) => item.dishId);
const cellsOf = (cells: Record<string, number[]>): Grid =>
  Object.fromEntries(Object.entries(cells).map(([key, ids]) => [key, ids.map(plainItem)])) as Grid;

describe("undo and redo", () => {
  it("go back and forth, and a new act ends the way forth", () => {
    const one = act(opened({}, 1), add(1, 10));
    const two = act(one, add(2, 20));
    const back = reduce(two, { type: "undo" });
    expect([dishes(back.cells, on(1)), dishes(back.cells, on(2))]).toEqual([[10], []]);
    expect(reduce(back, { type: "redo" }).cells).toEqual(two.cells);
    const turned = act(back, add(3, 30));
    expect(turned.future).toEqual([]);
    expect(reduce(turned, { type: "redo" })).toBe(turned);
  });
  it("take a whole batch as one step", () => {
    const state = act(
      opened(cellsOf({ [on(1)]: [1, 2] }), 1),
      { op: "copyDay", fromDate: at(1), toDate: at(2) },
      add(3, 5),
    );
    expect(state.past).toHaveLength(1);
    expect(reduce(state, { type: "undo" }).cells).toEqual(cellsOf({ [on(1)]: [1, 2] }));
  });
  it("remember a hundred steps", () => {
    let state = opened({}, 1);
    for (let i = 0; i < STEPS + 20; i++) state = act(state, add((i % 6) + 1, 100 + i));
    expect(state.past).toHaveLength(STEPS);
  });
  it("do not touch a cell that somebody else changed since", () => {
    const mine = act(opened(cellsOf({ [on(1)]: [1] }), 1), add(1, 10), add(2, 20));
    const sent = reduce(mine, { type: "sent" });
    const saved = reduce(sent, { type: "saved", version: 2, cells: cellsOf({ [on(1)]: [1, 10, 99], [on(2)]: [20] }) });
    const back = reduce(saved, { type: "undo" });
    expect([dishes(back.cells, on(1)), dishes(back.cells, on(2))]).toEqual([[1, 10, 99], []]);
  });
  it("keep nothing of an act that was refused, and tell why", () => {
    const refused = act(opened({}, 1), add(1, 10), add(0, 10));
    expect(refused.cells).toEqual({});
    expect(refused.past).toEqual([]);
    expect(refused.faults).toMatchObject([{ date: at(0), sentence: "已经过去，不能再改" }]);
    expect(act(refused, add(1, 10)).faults).toEqual([]);
  });
  it("bring any run of acts back to where it began", () => {
    const op: fc.Arbitrary<EditOp> = fc.oneof(
      fc.record({
        op: fc.constant("add" as const),
        date: fc.integer({ min: 1, max: 6 }).map(at),
        slotId: fc.constantFrom(1, 2),
        dishId: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({
        op: fc.constant("copyDay" as const),
        fromDate: fc.integer({ min: 1, max: 6 }).map(at),
        toDate: fc.integer({ min: 1, max: 6 }).map(at),
      }),
      fc.record({
        op: fc.constant("setLock" as const),
        date: fc.integer({ min: 1, max: 6 }).map(at),
        slotId: fc.constantFrom(1, 2),
        isLocked: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(fc.array(op, { maxLength: 20 }), (ops) => {
        const start = opened(cellsOf({ [on(1)]: [1, 2], [on(2, 2)]: [3] }), 1);
        const states = [start];
        for (const one of ops) states.push(act(states.at(-1) ?? start, one));
        let state = states.at(-1) ?? start;
        const end = state.cells;
        const steps = state.past.length;
        for (let i = 0; i < steps; i++) state = reduce(state, { type: "undo" });
        expect(state.cells).toEqual(start.cells);
        for (let i = 0; i < steps; i++) state = reduce(state, { type: "redo" });
        expect(state.cells).toEqual(end);
      }),
    );
  });
});

describe("saving", () => {
  it("sends each changed cell once, as a whole", () => {
    const state = act(act(opened(cellsOf({ [on(1)]: [1] }), 1), add(1, 2)), add(1, 3), {
      op: "remove",
      date: at(1),
      slotId: 1,
      dishId: 1,
    });
    expect(pending(state)).toEqual([{ op: "setCell", date: at(1), slotId: 1, items: [plainItem(2), plainItem(3)] }]);
    expect(pending(reduce(reduce(state, { type: "undo" }), { type: "undo" }))).toEqual([]);
  });
  it("keeps what was changed while a save was under way", () => {
    const sent = reduce(act(opened({}, 1), add(1, 10)), { type: "sent" });
    const meanwhile = act(sent, add(1, 11), add(2, 20));
    const saved = reduce(meanwhile, { type: "saved", version: 2, cells: cellsOf({ [on(1)]: [10] }), dates: [at(1)] });
    expect(saved.version).toBe(2);
    expect(dishes(saved.cells, on(1))).toEqual([10, 11]);
    expect(unsaved(saved).toSorted()).toEqual([on(1), on(2)]);
  });
  it("takes over what the server made of a cell, and what others did elsewhere", () => {
    const sent = reduce(act(opened({}, 1), add(1, 10)), { type: "sent" });
    const theirs = { ...cellsOf({ [on(3)]: [30] }), [on(1)]: [{ ...plainItem(10), instructions: "少盐" }] } as Grid;
    const saved = reduce(sent, { type: "saved", version: 4, cells: theirs, dates: [at(1), at(3)] });
    expect(saved.cells).toEqual(theirs);
    expect(unsaved(saved)).toEqual([]);
  });
  it("after a failure everything is still to be sent", () => {
    const failed = reduce(reduce(act(opened({}, 1), add(1, 10)), { type: "sent" }), { type: "failed" });
    expect(failed.sent).toBeNull();
    expect(unsaved(failed)).toEqual([on(1)]);
  });
});

describe("reading the page anew", () => {
  const theirs = cellsOf({ [on(4)]: [40] });
  it("brings in what others did", () => {
    const after = reduce(opened(cellsOf({ [on(1)]: [1] }), 1), { type: "refreshed", version: 2, cells: theirs });
    expect([after.cells, after.version]).toEqual([theirs, 2]);
  });
  it("does not bring back what is older than the last save, nor touch what waits", () => {
    const saved = reduce(reduce(act(opened({}, 1), add(1, 10)), { type: "sent" }), {
      type: "saved",
      version: 5,
      cells: cellsOf({ [on(1)]: [10] }),
    });
    expect(reduce(saved, { type: "refreshed", version: 4, cells: theirs })).toBe(saved);
    const waiting = act(saved, add(2, 20));
    expect(reduce(waiting, { type: "refreshed", version: 6, cells: theirs })).toBe(waiting);
  });
});

describe("two at once", () => {
  const start = act(
    reduce(act(opened(cellsOf({ [on(1)]: [1] }), 1), add(1, 10), add(2, 20)), { type: "sent" }),
    add(3, 30),
  );
  const clash = reduce(start, {
    type: "clashed",
    version: 5,
    cells: cellsOf({ [on(1)]: [1, 77], [on(4)]: [40] }),
    clashes: [{ key: on(1), by: "傅明薇", at: "2026-11-19T02:38:00.000Z" }],
  });
  it("asks about the shared cell, keeps what is mine and shows what is theirs elsewhere", () => {
    expect(clash.version).toBe(5);
    expect(clash.clashes).toMatchObject([
      { key: on(1), by: "傅明薇", opened: [{ dishId: 1 }], theirs: [{ dishId: 1 }, { dishId: 77 }] },
    ]);
    expect(dishes(clash.cells, on(1))).toEqual([1, 10]);
    expect(dishes(clash.cells, on(4))).toEqual([40]);
    expect(unsaved(clash).toSorted()).toEqual([on(1), on(2), on(3)]);
  });
  it("settles each cell as chosen", () => {
    const theirs = reduce(clash, { type: "settle", choices: { [on(1)]: "theirs" } as Record<CellKey, "theirs"> });
    expect(dishes(theirs.cells, on(1))).toEqual([1, 77]);
    expect(unsaved(theirs).toSorted()).toEqual([on(2), on(3)]);
    const mine = reduce(clash, { type: "settle", choices: { [on(1)]: "mine" } as Record<CellKey, "mine"> });
    expect(dishes(mine.cells, on(1))).toEqual([1, 10]);
    expect(mine.clashes).toEqual([]);
  });
});

describe("a reload", () => {
  const before = act(act(opened(cellsOf({ [on(1)]: [1] }), 1), add(1, 10)), add(2, 20));
  const kept = keep(before);
  it("brings steps and unsaved cells back", () => {
    if (!kept) throw new Error("nothing kept");
    const after = reduce(opened(cellsOf({ [on(1)]: [1] }), 1), { type: "restore", kept });
    expect(after.cells).toEqual(before.cells);
    expect(after.clashes).toEqual([]);
    expect(reduce(reduce(after, { type: "undo" }), { type: "undo" }).cells).toEqual(cellsOf({ [on(1)]: [1] }));
  });
  it("asks when the cell was changed elsewhere meanwhile", () => {
    if (!kept) throw new Error("nothing kept");
    const after = reduce(opened(cellsOf({ [on(1)]: [1, 50] }), 3), { type: "restore", kept });
    expect(after.clashes.map((c) => c.key)).toEqual([on(1)]);
    expect(dishes(after.cells, on(1))).toEqual([1, 10]);
  });
  it("keeps nothing of a plan that was only looked at", () =>
    expect(keep(opened(cellsOf({ [on(1)]: [1] }), 1))).toBeNull());
  it("drops what the server would not have", () => {
    const after = reduce(before, { type: "drop", items: [{ key: on(1), dishId: 10 }] });
    expect(unsaved(after)).toEqual([on(2)]);
  });
});
