import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RestrictionKind } from "@/db/enums/customers";
import { day } from "@/lib/time";
import type { Birth } from "../rules";
import {
  type DietRule,
  isReleased,
  type JudgedDish,
  judge,
  type Person,
  type RestrictionFact,
  reasonKey,
} from "./rules";

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

describe("what is not known counts as the worse case", () => {
  const alcohol: DietRule = {
    id: 9,
    code: "feeding.breast.ALCOHOL",
    name: "母乳：酒",
    appliesTo: "feeding",
    appliesValue: "breast",
    dayFrom: null,
    dayTo: null,
    tagId: 30,
    tagName: "辛辣",
    ingredientId: null,
    ingredientName: null,
    strength: "hard",
    text: "哺乳期不含酒。",
    basis: "WHO",
  };
  const fed = (feeding: Birth["feeding"]): Person => ({
    ...person(),
    childbirth: { ...birth("2026-11-09"), feeding },
  });

  test("a way of feeding that nobody recorded is breastfeeding", () => {
    expect(judge(fed(null), dish, on, [alcohol])).toMatchObject({
      verdict: "refused",
      reasons: [{ text: expect.stringContaining("还没登记喂养方式，按母乳算"), basis: "WHO", ruleCode: alcohol.code }],
    });
    expect(judge(fed("formula"), dish, on, [alcohol]).verdict).toBe("allowed");
    expect(judge(fed(null), dish, on, [{ ...alcohol, strength: "soft" }]).verdict).toBe("allowed");
  });

  test("a way of delivery that nobody recorded asks, and does not refuse", () => {
    const early: DietRule = { ...alcohol, appliesTo: "delivery_mode", appliesValue: "cesarean", dayFrom: 0, dayTo: 13 };
    const unknown: Person = { ...person(), childbirth: { ...birth("2026-11-09"), deliveryMode: null } };
    expect(judge(unknown, dish, on, [early]).verdict).toBe("note");
  });

  test("an allergy counts by the allergen its word names, whatever it was mapped to", () => {
    const asFood = fact({ target: "ingredient", targetId: 99, targetName: "基围虾", label: "虾" });
    expect(judge(person(asFood), dish, on, []).verdict).toBe("refused");
    const asWord = fact({ target: "text", targetId: null, targetName: null, label: "甲壳类" });
    expect(judge(person(asWord), dish, on, []).verdict).toBe("refused");
  });
});

describe("a reason says", () => {
  const viaSauce: JudgedDish = {
    ...dish,
    tags: [{ id: 30, name: "辛辣", from: ["豆瓣酱", ""] }],
    ingredients: [...dish.ingredients, { ingredientId: 8, name: "豆瓣酱", via: "红烧汁" }],
  };

  test("which ingredient, through what, who set it and on what ground", () => {
    const r = fact({ kind: "medical", target: "tag", targetId: 30, label: "辛辣", setBy: "周敏", reason: "医嘱 MO1" });
    expect(judge(person(r), viaSauce, on, []).reasons).toMatchObject([
      {
        text: "不能排：含豆瓣酱（在红烧汁里），属于“辛辣”，身体原因要林知夏忌辛辣",
        ingredient: "豆瓣酱",
        via: "红烧汁",
        setBy: "周敏",
        basis: "医嘱 MO1",
      },
    ]);
  });

  test("from when to when a rule holds: stage, days after delivery, condition", () => {
    const rule: DietRule = {
      id: 1,
      code: "x",
      name: "x",
      appliesTo: "stage",
      appliesValue: "recover",
      dayFrom: null,
      dayTo: null,
      tagId: 30,
      tagName: "辛辣",
      ingredientId: null,
      ingredientName: null,
      strength: "hard",
      text: "",
    };
    const window = (given: Partial<DietRule>, who: Partial<Person> = {}) => {
      const [reason] = judge({ ...person(), ...who }, viaSauce, on, [{ ...rule, ...given }]).reasons;
      return [reason?.validFrom, reason?.validTo];
    };
    expect(window({})).toEqual(["2026-11-16", "2026-11-22"]);
    expect(window({ dayTo: 11 })).toEqual(["2026-11-16", "2026-11-20"]);
    expect(window({ appliesTo: "delivery_mode", appliesValue: "cesarean", dayFrom: 0, dayTo: 13 })).toEqual([
      "2026-11-09",
      "2026-11-22",
    ]);
    const gdm = { code: "GDM", name: "糖尿病", fromDay: day("2026-11-18"), toDay: day("2026-12-01") };
    expect(window({ appliesTo: "condition", appliesValue: "GDM" }, { conditions: [gdm] })).toEqual([
      "2026-11-18",
      "2026-12-01",
    ]);
  });

  test.each([
    [300, "allowed", undefined],
    [800, "note", "先确认再排：一份含钠 800 mg，占医嘱每天最多 1500 mg 的 53 %"],
    [1600, "refused", "不能排：一份含钠 1600 mg，超过医嘱每天最多 1500 mg"],
  ])("that a serving with %i mg sodium is %s under her limit", (amount, verdict, text) => {
    const limit = {
      nutrientId: 8,
      code: "sodium_mg",
      name: "钠",
      unit: "mg",
      min: null,
      target: null,
      max: 1500,
      source: "doctor_order",
      validFrom: on,
      validTo: null,
    };
    const found = judge({ ...person(), targets: [limit] }, { ...dish, nutrition: { sodium_mg: amount } }, on, []);
    expect([found.verdict, found.reasons[0]?.text]).toEqual([verdict, text]);
    const before = judge(
      { ...person(), targets: [limit] },
      { ...dish, nutrition: { sodium_mg: amount } },
      day("2026-11-18"),
      [],
    );
    expect(before.verdict).toBe("allowed");
  });
});

describe("a release", () => {
  const refusedBy = (...facts: RestrictionFact[]) => judge(person(...facts), dish, on, []).reasons;
  const religion = fact({ id: 5, kind: "religion", target: "tag", targetId: 30, label: "清真" });
  const wish = fact({ id: 6, kind: "dislike", target: "text", targetId: null, label: "山药" });

  test("lifts what it covers, never an allergy, nothing newer", () => {
    expect(refusedBy(religion).map(reasonKey)).toEqual(["restriction:5"]);
    expect(isReleased(refusedBy(religion), ["restriction:5"])).toBe(true);
    expect(isReleased(refusedBy(religion), null)).toBe(false);
    expect(isReleased(refusedBy(religion, wish), ["restriction:5"])).toBe(false);
    expect(isReleased(refusedBy(fact({ id: 7 })), ["restriction:7"])).toBe(false);
  });
});

describe("whatever is on file", () => {
  const kinds: RestrictionKind[] = ["allergy", "medical", "religion", "stage", "dislike"];
  const anyFact = fc
    .record({
      id: fc.integer({ min: 1, max: 99 }),
      kind: fc.constantFrom(...kinds),
      strength: fc.constantFrom("hard" as const, "soft" as const),
      target: fc.constantFrom("ingredient" as const, "allergen" as const, "tag" as const, "dish" as const),
      targetId: fc.constantFrom(1, 2, 3, 7, 8, 21, 30),
      label: fc.constantFrom("虾", "花生", "山药", "辛辣", "海鲜"),
      adjustment: fc.option(fc.constant("少放")),
    })
    .map((given) => fact(given));
  const anyRule = fc
    .record({
      id: fc.integer({ min: 1, max: 99 }),
      appliesTo: fc.constantFrom("stage" as const, "feeding" as const, "delivery_mode" as const),
      appliesValue: fc.constantFrom("recover", "breast", "cesarean", "formula"),
      strength: fc.constantFrom("hard" as const, "soft" as const),
      dayTo: fc.option(fc.integer({ min: 0, max: 40 })),
    })
    .map(
      (given): DietRule => ({
        code: `r${given.id}`,
        name: "规则",
        dayFrom: null,
        tagId: 30,
        tagName: "辛辣",
        ingredientId: null,
        ingredientName: null,
        text: "。",
        ...given,
      }),
    );
  const severity = { allowed: 0, note: 1, refused: 2 };

  test("one more restriction or rule never makes a dish safer", () => {
    fc.assert(
      fc.property(fc.array(anyFact), fc.array(anyRule), anyFact, anyRule, (facts, rules, more, rule) => {
        const before = severity[judge(person(...facts), dish, on, rules).verdict];
        expect(severity[judge(person(...facts, more), dish, on, rules).verdict]).toBeGreaterThanOrEqual(before);
        expect(severity[judge(person(...facts), dish, on, [...rules, rule]).verdict]).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test("the order in which it was written down changes nothing", () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 8 }), fc.array(anyRule, { maxLength: 6 }), (facts, rules) => {
        const one = judge(person(...facts), dish, on, rules);
        const other = judge(person(...facts.toReversed()), dish, on, rules.toReversed());
        const texts = (v: typeof one) => v.reasons.map((r) => r.text).toSorted();
        expect(other.verdict).toBe(one.verdict);
        expect(texts(other)).toEqual(texts(one));
      }),
    );
  });

  test("the verdict is what its reasons say", () => {
    fc.assert(
      fc.property(fc.array(anyFact), fc.array(anyRule), (facts, rules) => {
        const { verdict, reasons } = judge(person(...facts), dish, on, rules);
        expect(verdict).toBe(reasons.some((r) => r.refuses) ? "refused" : reasons.length > 0 ? "note" : "allowed");
        if (facts.some((f) => f.kind === "allergy" && f.target === "allergen" && [7, 8].includes(f.targetId ?? 0)))
          expect(verdict).not.toBe("allowed");
      }),
    );
  });
});
