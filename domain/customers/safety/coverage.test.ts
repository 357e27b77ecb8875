import { describe, expect, test } from "vitest";
import { dishes as dishRows, dishTags } from "@/db/seed/base/dishes";
import { foodIdOf } from "@/db/seed/base/foods";
import { dietRules, healthConditions, nutrientTargets } from "@/db/seed/base/guidance";
import { foodsWithTags, tagIdOf } from "@/db/seed/base/tags";
import { conditionData, dishData, foodRows, herbRows } from "@/db/seed/data";
import { day } from "@/lib/time";
import { type DietRule, type JudgedDish, judge, type Person } from "./rules";

/** The reference data as the engine sees it: every caution code, condition and herb must lead somewhere. */
const data = dishData();
const codes = Object.keys(data.contraindication_codes);
const nameOf = new Map([...foodIdOf].filter(([name]) => !/^[FH]\d{4}$/.test(name)).map(([name, id]) => [id, name]));
const foods = [...nameOf].map(([id, name]) => {
  const row = foodRows().find((food) => food.name_zh === name);
  return { id, name, category: row?.category ?? "药材" };
});
const tagsOfFood = foodsWithTags(foods);
const codeOf = new Map([...tagIdOf].map(([code, id]) => [id, code]));

const judged = (index: number): JudgedDish => {
  const dish = data.dishes[index];
  const id = index + 1;
  const ingredients = (dish?.ingredients ?? []).map(([food]) => {
    const ingredientId = foodIdOf.get(food) ?? 0;
    return { ingredientId, name: nameOf.get(ingredientId) ?? food };
  });
  const tagIds = new Set([
    ...dishTags.filter((row) => row.dishId === id).map((row) => row.tagId),
    ...tagsOfFood.filter((row) => ingredients.some((i) => i.ingredientId === row.ingredientId)).map((row) => row.tagId),
  ]);
  return {
    id,
    name: dish?.name ?? "",
    ingredients,
    allergens: [],
    tags: [...tagIds].map((tagId) => ({ id: tagId, name: codeOf.get(tagId) ?? "" })),
  };
};
const dishes = data.dishes.map((_, i) => judged(i));
const rules: DietRule[] = dietRules.map((rule, i) => ({ id: i + 1, tagName: null, ingredientName: null, ...rule }));
const mother = (given: {
  conditions?: string[];
  feeding?: "breast" | "weaned" | "formula";
  born?: string;
}): Person => ({
  patientId: 1,
  name: "妈妈",
  restrictions: [],
  conditions: (given.conditions ?? []).map((code) => ({ code, name: code, fromDay: day("2026-11-01"), toDay: null })),
  childbirth: {
    deliveredOn: day(given.born ?? "2026-10-01"),
    expectedDeliveryDate: null,
    deliveryMode: "vaginal",
    feeding: given.feeding ?? "formula",
  },
});
const on = day("2026-11-19");

test("121 dishes, 17 codes", () => {
  expect(dishes).toHaveLength(121);
  expect(codes).toHaveLength(17);
});

describe("every caution code", () => {
  test.each(codes)("%s is a tag, and kept from somebody by a rule (a weekly limit is the scheduler's)", (code) => {
    expect(tagIdOf.get(code)).toBeDefined();
    expect(rules.some((rule) => rule.tagId === tagIdOf.get(code))).toBe(true);
  });

  test("of every dish reaches the card, and what is no meal cannot be chosen", () => {
    data.dishes.forEach((dish, i) => {
      const tags = dishes[i]?.tags.map((tag) => tag.name) ?? [];
      for (const code of dish.codes) expect(tags, dish.name).toContain(code);
      expect(dishRows[i]?.isAvailable, dish.name).toBe(!dish.codes.includes("NOTMEAL"));
    });
  });
});

describe("every condition", () => {
  const byHand = ["ALLERGY", "ANEMIA", "LACTOSE", "VEG"]; // a restriction, a target, a substitute, a choice of diet
  test.each(conditionData().map((condition) => [condition.code, condition.block_codes ?? []] as const))(
    "%s blocks %j for whoever has it, and for nobody else",
    (code, blocks) => {
      for (const block of blocks) {
        const rule = rules.find(
          (one) => one.appliesTo === "condition" && one.appliesValue === code && one.tagId === tagIdOf.get(block),
        );
        expect(rule, block).toBeDefined();
        if (rule?.dayTo !== null) continue;
        for (const dish of dishes.filter((one) => one.tags.some((tag) => tag.name === block))) {
          const { reasons } = judge(mother({ conditions: [code] }), dish, on, rules);
          expect(
            reasons.some((r) => r.ruleCode === rule?.code),
            `${dish.name} ${block}`,
          ).toBe(true);
        }
      }
      const isReached =
        blocks.length > 0 ||
        rules.some((rule) => rule.appliesValue === code) ||
        nutrientTargets.some((target) => target.profile === `condition.${code}`) ||
        byHand.includes(code);
      expect(isReached).toBe(true);
      expect(healthConditions.some((one) => one.code === code)).toBe(true);
    },
  );
});

describe("herbs", () => {
  const plain = ["花胶(干)", "虫草花"]; // food: kept away by the allergy to fish or mushrooms
  test.each(herbRows().map((row) => row.name_zh ?? ""))("%s needs a doctor or is plain food", (name) => {
    const id = foodIdOf.get(name) ?? 0;
    const dish: JudgedDish = {
      id: 999,
      name,
      ingredients: [{ ingredientId: id, name }],
      allergens: [],
      tags: tagsOfFood.filter((row) => row.ingredientId === id).map(({ tagId }) => ({ id: tagId, name: `${tagId}` })),
    };
    const { verdict } = judge(mother({ feeding: "breast" }), dish, on, rules);
    expect(verdict).toBe(plain.includes(name) ? "allowed" : "refused");
  });

  test.each([
    ["人参(人工种植)", { feeding: "breast" as const }],
    ["番泻叶", { feeding: "breast" as const }],
    ["炒麦芽", { feeding: "breast" as const }],
    ["通草", { conditions: ["MASTITIS"] }],
    ["炙甘草", { conditions: ["HTN"] }],
    ["当归", { conditions: ["BLEEDING"] }],
    ["王不留行", { conditions: ["BLEEDING"] }],
    ["黄芪", { conditions: ["FEVER"] }],
  ])("%s is barred for its own cause too: %j", (name, who) => {
    const id = foodIdOf.get(name) ?? 0;
    const tags = tagsOfFood
      .filter((row) => row.ingredientId === id)
      .map(({ tagId }) => ({ id: tagId, name: `${tagId}` }));
    const dish: JudgedDish = { id: 999, name, ingredients: [{ ingredientId: id, name }], allergens: [], tags };
    const own = rules.filter((rule) => rule.appliesTo === "feeding" || rule.appliesTo === "condition");
    expect(judge(mother(who), dish, on, own).verdict).toBe("refused");
  });
});

describe("alcohol while breastfeeding", () => {
  const wine = ["料酒", "米酒(20度)", "酒酿"].map((name) => foodIdOf.get(name) ?? 0);
  test("any dish with wine in it, however little, is refused; the data decide", () => {
    const cooked = dishes.filter((dish) => dish.ingredients.some((i) => wine.includes(i.ingredientId)));
    expect(cooked.length).toBeGreaterThan(0);
    for (const dish of cooked) {
      expect(judge(mother({ feeding: "breast" }), dish, on, rules).verdict, dish.name).toBe("refused");
      const bottle = judge(mother({ feeding: "formula" }), dish, on, rules);
      expect(
        bottle.reasons.some((r) => r.label.includes("酒")),
        dish.name,
      ).toBe(false);
    }
  });

  test("every food with alcohol in the table carries the tag", () => {
    const tagged = new Set(
      tagsOfFood.filter((row) => row.tagId === tagIdOf.get("ALCOHOL")).map((row) => row.ingredientId),
    );
    for (const row of foodRows().filter((food) => Number(food.alcohol_g) > 0))
      expect(tagged.has(foodIdOf.get(row.name_zh ?? "") ?? 0), row.name_zh).toBe(true);
  });
});
