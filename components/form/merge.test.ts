import { describe, expect, it } from "vitest";
import { additions, bothTexts, changedPaths, mergeOf } from "./merge";

describe("mergeOf", () => {
  const opened = { nurse: "贺小敏", note: "晚半小时", phone: "", leave: "12-20", version: 13 };
  const current = { nurse: "蒋玉婷", note: "晚半小时；测血糖", phone: "", leave: "12-23", version: 14 };
  const mine = { nurse: "高洁", note: "晚半小时；怕冷", phone: "139", leave: "12-20", version: 13 };

  it("asks only where both changed, and merges the rest", () => {
    const merge = mergeOf(opened, current, mine);
    expect(merge.conflicts.map((d) => d.path)).toEqual(["nurse", "note"]);
    expect(merge.theirs.map((d) => d.path)).toEqual(["leave"]);
    expect(merge.mine.map((d) => d.path)).toEqual(["phone"]);
  });
  it("does not ask when both wrote the same", () => {
    expect(mergeOf(opened, current, { ...mine, nurse: "蒋玉婷" }).conflicts.map((d) => d.path)).toEqual(["note"]);
  });
  it("keeps what the server does not send", () => {
    expect(mergeOf({ extra: "a" }, {}, { extra: "b" }).mine.map((d) => d.path)).toEqual(["extra"]);
  });
  it("takes empty, null and missing for the same", () => {
    expect(mergeOf({ a: "" }, { a: null }, { a: "x" }).conflicts).toEqual([]);
  });
});

describe("changedPaths", () => {
  it("counts leaves", () => {
    expect(changedPaths({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 9, d: 3 } })).toEqual(["b.c"]);
    expect(changedPaths({ a: [1] }, { a: [1, 2] })).toEqual(["a"]);
    expect(changedPaths({ a: "" }, { a: null })).toEqual([]);
  });
});

describe("texts", () => {
  it("keeps both additions once", () => {
    expect(bothTexts("送餐", "送餐；测血糖", "送餐；怕冷")).toBe("送餐；测血糖；怕冷");
    expect(bothTexts("", "甲", "乙")).toBe("甲；乙");
    expect(bothTexts("甲", "甲", "甲乙")).toBe("甲乙");
  });
  it("marks what was added", () => {
    expect(additions("送餐", "送餐；怕冷")).toEqual([
      { text: "送餐", added: false },
      { text: "；怕冷", added: true },
    ]);
  });
});
