import { describe, expect, test } from "vitest";
import type { DishCard } from "@/domain/dishes/rules";
import type { Fen } from "@/lib/money";
import { day } from "@/lib/time";
import { chooseSubstitute, type Search } from "./rules";

const card = (id: number, more: Partial<DishCard> = {}): DishCard => ({
  id,
  name: `菜${id}`,
  nameKey: null,
  categoryId: 1,
  category: "汤品",
  method: "炖",
  station: "汤灶",
  weeks: null,
  slotIds: [3],
  price: null,
  isAvailable: true,
  isBase: false,
  isMedicinal: false,
  caution: null,
  portionGrams: null,
  ingredients: [],
  allergens: [],
  tags: [],
  nutrition: {},
  isNutritionComplete: true,
  cost: { amount: 100 as Fen, isComplete: true },
  ...more,
});
const date = day("2026-11-19");
const all = (...cards: DishCard[]) => new Map(cards.map((one) => [one.id, one]));
const search = (more: Partial<Search>): Search => ({
  card: card(1),
  date,
  slotId: 3,
  list: [],
  cards: all(card(1), card(2), card(3), card(4)),
  taken: new Set([1]),
  cooking: new Set(),
  had: new Map(),
  week: 2,
  against: () => null,
  isDoubtful: () => false,
  ...more,
});

describe("what stands in for a dish", () => {
  test.each([
    ["its list comes first, in its order", { list: [4, 2] }, 4],
    [
      "an unsafe one of the list is passed over",
      { list: [4, 2], against: (c: DishCard) => (c.id === 4 ? "过敏" : null) },
      2,
    ],
    ["what stands in the meal already is passed over", { list: [4, 2], taken: new Set([1, 4]) }, 2],
    [
      "a withdrawn one is passed over",
      { list: [4, 2], cards: all(card(1), card(2), card(4, { isAvailable: false })) },
      2,
    ],
    ["without a list: what the kitchen cooks anyway", { cooking: new Set([3]) }, 3],
    [
      "what she has had least recently",
      {
        had: new Map([
          [2, [day("2026-11-18")]],
          [3, [day("2026-11-10")]],
          [4, [day("2026-11-20")]],
        ]),
      },
      3,
    ],
    [
      "never what she has that very day, while there is another",
      { cooking: new Set([2]), had: new Map([[2, [date]]]) },
      3,
    ],
    [
      "rather one that nothing soft speaks against",
      { cooking: new Set([2]), isDoubtful: (c: DishCard) => c.id === 2 },
      3,
    ],
    ["the same part of the meal only", { cards: all(card(1), card(2, { categoryId: 9 }), card(3)) }, 3],
    ["of her weeks only", { cards: all(card(1), card(2, { weeks: [3, 4] }), card(3, { weeks: [2] })) }, 3],
    ["of the slot only", { cards: all(card(1), card(2, { slotIds: [5] }), card(3)) }, 3],
    ["no medicine by itself", { cards: all(card(1), card(2, { isMedicinal: true }), card(3)) }, 3],
    [
      "the cheaper of equals",
      { cards: all(card(1), card(2), card(3, { cost: { amount: 50 as Fen, isComplete: true } })) },
      3,
    ],
    ["nothing is safe: a person decides", { against: () => "过敏" }, null],
    ["nothing is left", { cards: all(card(1)) }, null],
  ] as const)("%s", (_, more, expected) => {
    expect(chooseSubstitute(search(more as Partial<Search>)).dishId).toBe(expected);
  });

  test("says which were turned down, and why", () => {
    const found = chooseSubstitute(search({ list: [4, 2], against: (one) => (one.id === 4 ? "含花生" : null) }));
    expect(found).toEqual({
      dishId: 2,
      dishName: "菜2",
      via: "list",
      rejected: [{ dishId: 4, dishName: "菜4", because: "含花生" }],
    });
  });
});
