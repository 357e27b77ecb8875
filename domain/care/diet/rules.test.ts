import { describe, expect, test } from "vitest";
import { day } from "@/lib/time";
import { canBecome, endOf, lastDayOf } from "../rules";
import { dietText, expandDiet, isEmptyDiet, presets, targetText } from "./rules";
import { Diet, dietPresets } from "./schema";

const nutrients = new Map([
  ["sodium_mg", { name: "钠", unit: "mg" }],
  ["carb_g", { name: "碳水化合物", unit: "g" }],
]);
const diet = (given: object) => Diet.parse(given);

describe("a diet", () => {
  test("every preset brings something", () => {
    for (const code of dietPresets) {
      expect(isEmptyDiet(diet({ presets: [code] })), presets[code].label).toBe(false);
      expect(Diet.safeParse({ restrictions: presets[code].restrictions ?? [] }).success).toBe(true);
    }
    expect(isEmptyDiet(diet({}))).toBe(true);
    expect(isEmptyDiet(diet({ texture: "regular" }))).toBe(true);
  });

  test("what is said by hand goes before the preset, and the strictest texture holds", () => {
    const found = expandDiet(
      diet({
        presets: ["low_salt", "soft"],
        texture: "semi_liquid",
        targets: [{ nutrient: "sodium_mg", max: 1200 }],
        restrictions: [{ label: "榨菜", target: "ingredient", targetId: 7 }],
      }),
    );
    expect(found.texture).toBe("semi_liquid");
    expect(found.targets).toEqual([{ nutrient: "sodium_mg", max: 1200 }]);
    expect(found.conditions).toEqual(["HTN"]);
    expect(found.restrictions.map((r) => [r.label, r.code ?? r.targetId, r.adjustment])).toEqual([
      ["低盐", "HTN", undefined],
      ["低盐", "食盐", "少盐"],
      ["半流质", "not_semi_liquid", undefined],
      ["榨菜", 7, undefined],
    ]);
  });

  test("presets that say the same say it once", () => {
    const { restrictions } = expandDiet(diet({ presets: ["low_fat", "no_lactation_soup"] }));
    expect(restrictions.map((r) => r.code)).toEqual(["FAT", "ENGORGE", "LACTUP"]);
  });

  test.each([
    [{ presets: ["low_salt"] }, "低盐饮食；钠最多 1500 mg/天"],
    [{ texture: "semi_liquid", restrictions: [{ label: "海鲜" }] }, "半流质饮食；忌海鲜"],
    [{ presets: ["low_sugar"], targets: [{ nutrient: "carb_g", target: 200 }] }, "控糖饮食；碳水化合物约 200 g/天"],
    [{ conditions: ["GDM"] }, "按妊娠期糖尿病配餐"],
  ])("%j in words", (given, text) => {
    expect(dietText(diet(given), nutrients, new Map([["GDM", "妊娠期糖尿病"]]))).toBe(text);
  });

  test("bounds in words", () => {
    expect(targetText({ nutrient: "carb_g", min: 175, max: 289 }, nutrients)).toBe("碳水化合物 175–289 g/天");
    expect(targetText({ nutrient: "sodium_mg", min: 500 }, nutrients)).toBe("钠至少 500 mg/天");
    expect(Diet.safeParse({ targets: [{ nutrient: "sodium_mg" }] }).success).toBe(false);
    expect(Diet.safeParse({ targets: [{ nutrient: "sodium_mg", min: 9, max: 1 }] }).success).toBe(false);
  });
});

describe("an order", () => {
  test("goes one way", () => {
    expect(canBecome("draft", "active")).toBe(true);
    expect(canBecome("active", "cancelled")).toBe(true);
    expect(canBecome("active", "draft")).toBe(false);
    expect(canBecome("cancelled", "active")).toBe(false);
    expect(canBecome("completed", "cancelled")).toBe(false);
  });

  test.each([
    ["7天", "2026-11-25"],
    ["2周", "2026-12-02"],
    ["1个月", "2026-12-18"],
    ["到复查", null],
    ["0天", null],
    [null, null],
  ])("%s from 2026-11-19 ends %s", (words, last) => {
    expect(lastDayOf(day("2026-11-19"), words)).toBe(last);
  });

  test("covers its last day whole", () => {
    expect(endOf(day("2026-11-19"))?.toISOString()).toBe("2026-11-19T15:59:59.999Z");
    expect(endOf(null)).toBeNull();
  });
});
