import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RestrictionKind } from "@/db/enums/customers";
import { day } from "@/lib/time";
import type { Birth } from "../rules";
import { type DietRule, type JudgedDish, judge, type Person, type RestrictionFact } from "./rules";

const on = day("2026-11-19");

const birth = (deliveredOn: string | null): Birth => ({
  expectedDeliveryDate: null,
  deliveredOn: deliveredOn ? day(deliveredOn) : null,
  deliveryMode: "cesarean",
  feeding: "breast",
});

const dish: JudgedDish = {
  id: 21,
  name: "虾仁蒸蛋",
  ingredients: [
    { ingredientId: 1, name: "虾皮" },
    { ingredientId: 2, name: "芝麻粉" },
    { ingredientId: 3, name: "山药", via: "高汤" },
  ],
  allergens: [
    { id: 7, name: "甲壳类", state: "contains", from: ["虾皮"] },
    { id: 8, name: "花生", state: "unknown", from: ["芝麻粉"] },
  ],
  tags: [{ id: 30, name: "辛辣" }],
};

const fact = (given: Partial<RestrictionFact>): RestrictionFact => ({
  id: 1,
  kind: "allergy",
  strength: "hard",
  target: "allergen",
  targetId: 7,
  targetName: "甲壳类",
  label: "甲壳类",
  source: "customer",
  reason: null,
  adjustment: null,
  validFrom: day("2026-11-12"),
  validTo: null,
  ...given,
});
const person = (...restrictions: RestrictionFact[]): Person => ({
  patientId: 1,
  name: "林知夏",
  restrictions,
  conditions: [],
  childbirth: birth("2026-11-09"),
});
const said = (r: Partial<RestrictionFact>, date = on) => judge(person(fact(r)), dish, date, []);

describe("judging a dish", () => {
  test.each<[string, Partial<RestrictionFact>, string, string]>([
    ["allergen contained", {}, "refused", "不能排：含虾皮，林知夏对甲壳类过敏"],
    ["allergen undeclared", { targetId: 8, label: "花生" }, "refused", "芝麻粉没申报花生，按含有拦下。请仓库补标签"],
    [
      "undeclared, soft",
      { targetId: 8, label: "花生", strength: "soft" },
      "note",
      "芝麻粉没申报花生，林知夏要少吃，请先问仓库",
    ],
    ["allergen, soft", { strength: "soft" }, "note", "先确认再排：含虾皮，林知夏对甲壳类过敏"],
    [
      "ingredient through a base dish",
      { kind: "dislike", target: "ingredient", targetId: 3, targetName: "山药", label: "山药" },
      "refused",
      "不能排：含山药（在高汤里），林知夏不吃山药",
    ],
    [
      "doctor's order with an adjustment",
      {
        kind: "medical",
        target: "tag",
        targetId: 30,
        targetName: "辛辣",
        label: "少辣",
        source: "doctor_order",
        adjustment: "去辣",
      },
      "note",
      "改做法才能排（去辣）：属于“辛辣”，医嘱要林知夏少辣",
    ],
    [
      "religion by tag",
      { kind: "religion", target: "tag", targetId: 30, targetName: "辛辣", label: "素食" },
      "refused",
      "不能排：属于“辛辣”，不合林知夏的宗教饮食“素食”",
    ],
    [
      "one dish",
      { kind: "dislike", target: "dish", targetId: 21, label: "虾仁蒸蛋", strength: "soft" },
      "note",
      "先确认再排：“虾仁蒸蛋”，林知夏不吃虾仁蒸蛋",
    ],
    [
      "a word nobody mapped",
      { kind: "dislike", target: "text", targetId: null, label: "虾" },
      "refused",
      "不能排：含虾皮，林知夏不吃虾",
    ],
    [
      "a word in the dish's name",
      { kind: "dislike", target: "text", targetId: null, label: "蒸蛋" },
      "refused",
      "不能排：菜名里有“蒸蛋”，林知夏不吃蒸蛋",
    ],
    ["an adjustment never lifts an allergy", { adjustment: "少放" }, "refused", "不能排：含虾皮，林知夏对甲壳类过敏"],
  ])("%s", (_, given, verdict, text) => {
    const result = said(given);
    expect(result.verdict).toBe(verdict);
    expect(result.reasons.map((r) => r.text)).toEqual([text]);
  });

  test("only on the days for which a restriction holds, both ends included", () => {
    const dated = { validFrom: day("2026-11-19"), validTo: day("2026-11-20") };
    expect(said(dated, day("2026-11-18")).verdict).toBe("allowed");
    expect(said(dated, day("2026-11-19")).verdict).toBe("refused");
    expect(said(dated, day("2026-11-20")).verdict).toBe("refused");
    expect(said(dated, day("2026-11-21")).verdict).toBe("allowed");
  });

  test("what she merely does not like is not suspected of undeclared allergens", () => {
    expect(said({ kind: "dislike", targetId: 8, label: "花生" }).verdict).toBe("allowed");
  });

  test("an allergy to seafood is one to fish, crustaceans and shellfish, also where nobody tagged the dish", () => {
    const seafood = { target: "tag" as const, targetId: 99, targetName: "海鲜", label: "海鲜" };
    expect(said(seafood).verdict).toBe("refused");
    expect(said({ ...seafood, kind: "dislike" }).verdict).toBe("allowed");
  });

  test("the gravest reason comes first", () => {
    const reasons = judge(
      person(fact({ kind: "dislike", target: "text", targetId: null, label: "山药" }), fact({})),
      dish,
      on,
      [],
    ).reasons;
    expect(reasons.map((r) => r.kind)).toEqual(["allergy", "dislike"]);
  });
});

describe("diet rules", () => {
  const rule = (given: Partial<DietRule>): DietRule => ({
    id: 1,
    code: "r",
    name: "规则",
    appliesTo: "stage",
    appliesValue: "recover",
    dayFrom: null,
    dayTo: null,
    tagId: 30,
    tagName: "辛辣",
    ingredientId: null,
    ingredientName: null,
    strength: "soft",
    text: "产后早期不宜辛辣。",
    ...given,
  });
  const gdm = { code: "GDM", name: "妊娠期糖尿病", fromDay: day("2026-11-01"), toDay: day("2026-11-19") };
  const verdict = (given: Partial<DietRule>, date = on) =>
    judge({ ...person(), conditions: [gdm] }, dish, date, [rule(given)]);

  test("hold for her stage, condition, way of delivery and feeding", () => {
    expect(verdict({}).reasons[0]?.text).toBe("先确认再排：属于“辛辣”，林知夏在产后第 10 天（调）。产后早期不宜辛辣。");
    expect(verdict({ appliesValue: "expel" }).verdict).toBe("allowed");
    expect(verdict({ appliesTo: "delivery_mode", appliesValue: "cesarean", strength: "hard" }).verdict).toBe("refused");
    expect(verdict({ appliesTo: "delivery_mode", appliesValue: "vaginal" }).verdict).toBe("allowed");
    expect(verdict({ appliesTo: "feeding", appliesValue: "breast" }).verdict).toBe("note");
    expect(verdict({ appliesTo: "feeding", appliesValue: "weaned" }).verdict).toBe("allowed");
    expect(verdict({ appliesTo: "condition", appliesValue: "GDM", strength: "hard" }).verdict).toBe("refused");
    expect(verdict({ appliesTo: "condition", appliesValue: "GDM" }, day("2026-11-20")).verdict).toBe("allowed");
  });

  test("only within their days after delivery", () => {
    const early = { appliesTo: "delivery_mode" as const, appliesValue: "cesarean", dayFrom: 0, dayTo: 9 };
    expect(verdict(early).verdict).toBe("allowed");
    expect(verdict(early, day("2026-11-18")).verdict).toBe("note");
  });

  test("by ingredient too", () => {
    expect(verdict({ tagId: null, ingredientId: 3 }).verdict).toBe("note");
    expect(verdict({ tagId: null, ingredientId: 4 }).verdict).toBe("allowed");
  });
});

test("nobody allergic is ever allowed a dish that contains or may contain the allergen", () => {
  const allergenId = fc.integer({ min: 1, max: 12 });
  const kinds: RestrictionKind[] = ["allergy", "medical", "religion", "stage", "dislike"];
  const anyDish = fc.record({
    id: fc.integer({ min: 1, max: 999 }),
    name: fc.constantFrom("炖汤", "小炒", "粥"),
    ingredients: fc.array(
      fc.record({ ingredientId: fc.integer({ min: 1, max: 40 }), name: fc.constantFrom("虾皮", "芝麻粉", "山药") }),
    ),
    allergens: fc.uniqueArray(
      fc.record({
        id: allergenId,
        name: fc.constantFrom("甲壳类", "花生"),
        state: fc.constantFrom("contains" as const, "unknown" as const),
        from: fc.array(fc.constantFrom("虾皮", "芝麻粉")),
      }),
      { selector: (a) => a.id },
    ),
    tags: fc.array(fc.record({ id: fc.integer({ min: 1, max: 40 }), name: fc.constant("标签") })),
  });
  const others = fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      strength: fc.constantFrom("hard" as const, "soft" as const),
      targetId: allergenId,
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(anyDish, allergenId, others, fc.option(fc.string()), (d, id, more, adjustment) => {
      const allergic = person(...more.map((m) => fact(m)), fact({ targetId: id, adjustment }));
      const has = d.allergens.some((a) => a.id === id);
      const { verdict } = judge(allergic, d, on, []);
      if (has) expect(verdict).toBe("refused");
      const asIngredient = person(fact({ target: "ingredient", targetId: id, targetName: "无" }));
      if (d.ingredients.some((i) => i.ingredientId === id))
        expect(judge(asIngredient, d, on, []).verdict).toBe("refused");
    }),
    { numRuns: 500 },
  );
});
