import { describe, expect, it } from "vitest";
import type { EditOp } from "@/domain/planning/schema";
import { instantOf } from "@/lib/time";
import { planned, saidRefused } from "./acting";
import { dayFigures, weekFigures } from "./figures";
import { commandOf } from "./keys";
import { frameAt, initialOf, lacking, modelOf, wanted } from "./model";
import { candidatesFor, gapOf, restedDays, restedText } from "./ranking";
import { cellsIn, at as here, isIn, moved } from "./selection";
import { at, cells, data, dishes, monday, on } from "./testing";

const model = modelOf(data);
const frame = frameAt(model, instantOf(monday, "06:00"));
const { rice, liver, peanutSoup, chicken, spinach, withdrawn, sesame, lamb } = dishes;

describe("acting", () => {
  const add = (dishId: number, more: object = {}): EditOp => ({ op: "add", date: at(1), slotId: 2, dishId, ...more });
  it("lets what suits her through as it is", () => {
    const plan = planned(model, {}, [add(rice.id)], frame);
    expect(plan).toEqual({ ops: [add(rice.id)], refused: [], faults: [], changed: [on(1, 2)] });
  });
  it("never places an allergen, contained or not declared, nor a dish that was withdrawn", () => {
    for (const dish of [peanutSoup, sesame, withdrawn]) {
      const plan = planned(model, {}, [add(dish.id, { overrideReason: "她说可以" })], frame);
      expect(plan.ops).toEqual([]);
      expect(plan.refused.map((r) => r.name)).toEqual([dish.name]);
    }
    expect(saidRefused(planned(model, {}, [add(peanutSoup.id)], frame).refused)).toContain("林知夏对花生过敏");
  });
  it("copies a day without what is refused on it, and keeps the rest", () => {
    const grid = cells({ [on(0, 2)]: [rice.id, peanutSoup.id], [on(0, 3)]: [peanutSoup.id] });
    const plan = planned(model, grid, [{ op: "copyDay", fromDate: at(0), toDate: at(3) }], frame);
    expect(plan.ops).toMatchObject([{ op: "setCell", date: at(3), slotId: 2, items: [{ dishId: rice.id }] }]);
    expect(plan.refused).toHaveLength(2);
  });
  it("does not judge again what stands there already", () => {
    const plan = planned(model, cells({ [on(1, 2)]: [peanutSoup.id] }), [add(rice.id)], frame);
    expect(plan.refused).toEqual([]);
    expect(plan.ops).toHaveLength(1);
  });
  it("keeps past days and, of a running plan, served meals closed", () => {
    const later = frameAt(model, instantOf(at(2), "12:00"));
    expect(planned(model, {}, [add(rice.id)], later).faults[0]?.sentence).toMatch(/已经过去/);
    const running = modelOf({ ...data, plan: { ...data.plan, status: "active" } });
    const noon = frameAt(running, instantOf(at(1), "12:00"));
    expect(planned(running, {}, [add(rice.id)], noon).faults[0]?.sentence).toMatch(/已过供餐时间/);
  });
});

describe("figures", () => {
  const grid = cells({ [on(0, 1)]: [rice.id], [on(0, 2)]: [rice.id, liver.id, spinach.id], [on(2, 2)]: [liver.id] });
  it("add a day up and compare it with its targets", () => {
    const figures = dayFigures(model, grid, at(0));
    expect(figures).toMatchObject({ kcal: 800, cost: 500 + 500 + 500 + 120, isCostComplete: false, isEmpty: false });
    expect(figures.eight.map((n) => n.label)).toEqual([
      "能量",
      "蛋白质",
      "碳水供能",
      "脂肪供能",
      "膳食纤维",
      "铁",
      "钙",
      "钠",
    ]);
    expect(figures.eight.find((n) => n.code === "iron_mg")).toMatchObject({ value: 2 + 2 + 14 + 2, min: 20, max: 42 });
    expect(dayFigures(model, grid, at(1)).isEmpty).toBe(true);
  });
  it("count kinds, liver, repeats within three days and open places of a week", () => {
    const week = weekFigures(model, grid, [at(0), at(1), at(2), at(3)]);
    expect(week).toMatchObject({ variety: 3, liverGrams: 120 });
    expect(week.repeats).toEqual([{ name: "猪肝汤", dates: [at(0), at(2)] }]);
    expect(week.open.find((c) => c.date === at(0) && c.slotId === 2)?.lacks).toEqual(["荤"]);
    expect(
      weekFigures(model, cells({ [on(0, 2)]: [liver.id], [on(3, 2)]: [liver.id] }), [at(0), at(3)]).repeats,
    ).toEqual([]);
  });
  it("know what a meal still lacks", () => {
    expect(lacking("lunch", ["汤", "荤", "素", "主"])).toEqual([]);
    expect(lacking("lunch", ["药", "粥"])).toEqual(["荤", "素"]); // a tonic is a soup, congee is a staple
    expect(lacking("lunch", [])).toEqual([]);
    expect(wanted("lunch", [])).toEqual(["汤", "荤", "素", "主"]);
    expect(lacking("breakfast", ["粥"])).toEqual([]);
    expect([initialOf("甜品点心"), initialOf("汤品"), initialOf(null)]).toEqual(["点", "汤", "菜"]);
  });
});

describe("the panel", () => {
  const grid = cells({ [on(0, 1)]: [rice.id, chicken.id], [on(0, 3)]: [chicken.id] });
  const ask = (more: object = {}) =>
    candidatesFor(model, grid, { date: at(0), slotId: 2, search: "", initial: null, order: "fit", ...more });
  it("puts first what closes the widest gap of the day", () => {
    const { all, gap } = ask();
    expect(gap).toMatchObject({ code: "iron_mg", amount: 14 });
    expect(all[0]?.card.name).toBe("猪肝汤");
    expect(all[0]?.gain?.amount).toBe(14);
    expect(all[0]?.notes.map((n) => n.text)).toContain("补上铁的缺口");
  });
  it("parts safe, doubtful and refused, each with its reason", () => {
    const kinds = Object.fromEntries(ask().all.map((c) => [c.card.name, c.kind]));
    expect(kinds).toMatchObject({ 猪肝汤: "ok", 羊肉汤: "ask", 花生猪脚汤: "no", 芝麻糊: "no" });
    expect(ask().all.find((c) => c.card.id === lamb.id)?.reasons[0]?.label).toBe("羊肉");
    expect(kinds).not.toHaveProperty(withdrawn.name);
  });
  it("finds by name, initials and ingredient, and by class", () => {
    const names = (search: string) => ask({ search }).all.map((c) => c.card.name);
    expect(names("zlf")).toEqual(["杂粮饭"]);
    expect(names("羊肉")).toEqual(["羊肉汤"]);
    expect(names("花生仁")).toEqual(["花生猪脚汤"]);
    expect(new Set(ask({ initial: "汤" }).all.map((c) => c.card.category))).toEqual(new Set(["汤品"]));
  });
  it("sorts by cost or by how long ago", () => {
    expect(ask({ order: "cost" }).all[0]?.card.name).toBe("蒜蓉菠菜");
    expect(ask({ order: "rest" }).all.at(-1)?.rested).toBe(0);
  });
  it("says nothing lacks when nothing does", () =>
    expect(
      gapOf(dayFigures(model, cells({ [on(0, 1)]: [liver.id], [on(0, 2)]: [liver.id], [on(0, 3)]: [rice.id] }), at(0))),
    ).toBeNull());
  it("tells how long ago she had it", () => {
    expect(restedText(restedDays([at(0), at(4)], undefined, at(3)))).toBe("3 天未用");
    expect(restedText(restedDays([at(5)], undefined, at(3)))).toBe("2 天后还有");
    expect(restedText(restedDays([at(3)], undefined, at(3)))).toBe("当天已有");
    expect(restedText(restedDays([], at(-4), at(3)))).toBe("7 天未用");
    expect(restedText(restedDays([], undefined, at(3)))).toBe("没用过");
  });
});

describe("keys", () => {
  const press = (code: string, mods: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}) =>
    commandOf({ code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...mods });
  it.each([
    ["ArrowUp", {}, { do: "move", row: -1, col: 0, extend: false }],
    ["ArrowRight", { shiftKey: true }, { do: "move", row: 0, col: 1, extend: true }],
    ["End", {}, { do: "edge", to: "last", extend: false }],
    ["PageDown", {}, { do: "week", by: 1 }],
    ["Slash", {}, { do: "open" }],
    ["Slash", { shiftKey: true }, { do: "look" }],
    ["Slash", { ctrlKey: true }, { do: "keys" }],
    ["KeyZ", { metaKey: true }, { do: "undo" }],
    ["KeyZ", { ctrlKey: true, shiftKey: true }, { do: "redo" }],
    ["KeyL", {}, { do: "lock" }],
    ["F10", { shiftKey: true }, { do: "menu" }],
    ["KeyQ", {}, null],
    ["KeyC", { ctrlKey: true, shiftKey: true }, null],
    ["ArrowDown", { altKey: true }, null],
  ] as const)("%s %o", (code, mods, command) => expect(press(code, mods)).toEqual(command));
});

describe("selection", () => {
  const size = { rows: 3, cols: 7 };
  it("moves, stops at the edges and reaches the head of a day", () => {
    expect(moved(here({ row: 0, col: 0 }), { row: -1, col: 0 }, size, false).focus).toEqual({ row: -1, col: 0 });
    expect(moved(here({ row: 2, col: 6 }), { row: 1, col: 1 }, size, false).focus).toEqual({ row: 2, col: 6 });
  });
  it("draws a rectangle from where it began, in any direction", () => {
    let s = here({ row: 1, col: 2 });
    for (let i = 0; i < 2; i++) s = moved(s, { row: -1, col: -1 }, size, true);
    expect(
      cellsIn(
        s,
        data.days.map((d) => d.date),
        [1, 2, 3],
      ),
    ).toEqual([on(0, 1), on(0, 2), on(1, 1), on(1, 2), on(2, 1), on(2, 2)]);
    expect([isIn(s, 0, 1), isIn(s, 2, 1)]).toEqual([true, false]);
  });
  it("takes the whole day at its head", () =>
    expect(
      cellsIn(
        here({ row: -1, col: 3 }),
        data.days.map((d) => d.date),
        [1, 2, 3],
      ),
    ).toEqual([on(3, 1), on(3, 2), on(3, 3)]));
});
