import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Person, RestrictionFact } from "@/domain/customers/safety/rules";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import type { Fen } from "@/lib/money";
import { type Clock, day } from "@/lib/time";
import {
  type Eater,
  ingredientTotals,
  type KitchenDay,
  type PlannedMeal,
  presenceOf,
  productionOf,
  recipientOf,
  ticketsOf,
} from "./rules";

const date = day("2026-11-19");
const at = (text: string) => text as Clock;
const lunch: Slot = {
  id: 3,
  code: "lunch",
  name: "午餐",
  servingTime: at("11:50"),
  cutoffMinutes: 720,
  energyShare: 0.3,
  position: 2,
};

const card = (id: number, name: string, more: Partial<DishCard> = {}): DishCard => ({
  id,
  name,
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
  cost: { amount: 0 as Fen, isComplete: true },
  ...more,
});
const shrimpSoup = card(1, "虾皮冬瓜汤", {
  ingredients: [{ ingredientId: 10, name: "虾皮", grams: 5, grossGrams: 5 }],
  allergens: [{ id: 2, code: "crustacean", name: "甲壳类", state: "contains", from: ["虾皮"] }],
});
const rice = card(2, "杂粮饭", {
  station: "饭",
  ingredients: [{ ingredientId: 11, name: "粳米", grams: 50, grossGrams: 50 }],
});

const stay = (more: Partial<NonNullable<Eater["stay"]>> = {}) => ({
  isIn: true,
  isLeaving: false,
  checkInDate: day("2026-11-12"),
  companions: 0,
  absences: [],
  ...more,
});
const eater = (id: number, room: string, more: Partial<Eater> = {}): Eater => ({
  customerId: id,
  patientId: 100 + id,
  name: "林知夏",
  room,
  floor: room.slice(0, 1),
  stage: "recover",
  day: 10,
  restrictions: [],
  stay: stay(),
  ...more,
});
const meal = (id: number, dishId: number, quantity = 1): PlannedMeal => ({
  itemId: id * 10 + dishId,
  patientId: 100 + id,
  slotId: 3,
  dishId,
  quantity,
  servingTime: at("11:50"),
  specialInstructions: null,
});
const allergic = (patientId: number): Person => {
  const fact: RestrictionFact = {
    id: 1,
    kind: "allergy",
    strength: "hard",
    target: "allergen",
    targetId: 2,
    targetName: "甲壳类",
    label: "甲壳类",
    source: "customer",
    reason: null,
    adjustment: null,
    validFrom: day("2026-01-01"),
    validTo: null,
  };
  return { patientId, name: "林知夏", restrictions: [fact], conditions: [], childbirth: null };
};
const plain = (patientId: number): Person => ({
  patientId,
  name: "白薇",
  restrictions: [],
  conditions: [],
  childbirth: null,
});
const kitchen = (more: Partial<KitchenDay>): KitchenDay => ({
  date,
  slots: [lunch],
  eaters: [],
  meals: [],
  cards: new Map([shrimpSoup, rice].map((c) => [c.id, c])),
  people: new Map(),
  rules: [],
  ...more,
});

describe("who is in at a meal", () => {
  test.each([
    ["staying", stay(), "11:50", "in"],
    ["arrives today, lunch", stay({ isIn: false, checkInDate: date }), "11:50", "elsewhere"],
    ["arrives today, dinner", stay({ isIn: false, checkInDate: date }), "18:00", "in"],
    ["leaves today, lunch", stay({ isLeaving: true }), "11:50", "in"],
    ["leaves today, dinner", stay({ isLeaving: true }), "18:00", "elsewhere"],
    ["out over lunch", stay({ absences: [{ from: at("09:00"), to: at("14:30") }] }), "11:50", "away"],
    ["out in the afternoon", stay({ absences: [{ from: at("14:00"), to: at("16:00") }] }), "11:50", "in"],
  ] as const)("%s", (_, at_, clock, expected) => {
    expect(presenceOf(eater(1, "608", { stay: at_ }), date, at(clock))).toBe(expected);
  });
  test("meals sent home are always for someone at home", () => {
    expect(presenceOf(eater(1, "608", { stay: null }), date, at("11:50"))).toBe("in");
  });
});

test("dish × portions by floor, nobody skipped silently", () => {
  const day1 = kitchen({
    eaters: [
      eater(1, "608"),
      eater(2, "503"),
      eater(3, "505"),
      eater(4, "606", { stay: stay({ absences: [{ from: at("08:00"), to: at("20:00") }] }) }),
    ],
    meals: [meal(1, 1), meal(1, 2), meal(2, 1, 2), meal(2, 2), meal(4, 1)],
    people: new Map([
      [101, allergic(101)],
      [102, plain(102)],
    ]),
  });
  const [sheet] = productionOf(day1).slots;
  expect(sheet?.dishes.map((d) => [d.dishName, d.portions, d.byFloor])).toEqual([
    ["虾皮冬瓜汤", 2, [{ floor: "5", portions: 2 }]],
    [
      "杂粮饭",
      2,
      [
        { floor: "5", portions: 1 },
        { floor: "6", portions: 1 },
      ],
    ],
  ]);
  expect(sheet?.needsSubstitute.map((n) => [n.room, n.dishName])).toEqual([["608", "虾皮冬瓜汤"]]);
  expect(sheet?.needsSubstitute[0]?.reasons[0]).toContain("虾皮");
  expect(sheet?.unassigned.map((n) => n.room)).toEqual(["505"]);
  expect(sheet?.away.map((n) => n.room)).toEqual(["606"]);
  expect([sheet?.mothers, sheet?.trays]).toEqual([2, 2]);
});

test("tickets say what stands on paper: family name only, allergies first, refused dishes marked", () => {
  const [ticket] = ticketsOf(
    kitchen({
      eaters: [
        eater(1, "608", {
          restrictions: [
            { kind: "dislike", strength: "soft", label: "羊肉" },
            { kind: "allergy", strength: "hard", label: "甲壳类" },
          ],
        }),
      ],
      meals: [meal(1, 1), meal(1, 2)],
      people: new Map([[101, allergic(101)]]),
    }),
    3,
  );
  expect(ticket).toMatchObject({
    recipient: "林女士",
    allergies: ["甲壳类"],
    soft: [{ kind: "dislike", label: "羊肉" }],
  });
  expect(ticket?.lines.map((line) => line.refusal !== null)).toEqual([true, false]);
  expect(recipientOf("欧阳静")).toBe("欧阳女士");
});

test("portions always add up: floors to portions, dishes to planned quantities, ingredients to portions", () => {
  const people = fc.array(fc.record({ room: fc.integer({ min: 301, max: 710 }), soup: fc.nat(3), rice: fc.nat(3) }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(people, (given) => {
      const eaters = given.map((g, i) => eater(i + 1, String(g.room)));
      const meals = given.flatMap((g, i) => [
        ...(g.soup ? [meal(i + 1, 1, g.soup)] : []),
        ...(g.rice ? [meal(i + 1, 2, g.rice)] : []),
      ]);
      const known = new Map(eaters.map((e) => [e.patientId, plain(e.patientId)]));
      const made = productionOf(kitchen({ eaters, meals, people: known }));
      const [sheet] = made.slots;
      for (const dish of sheet?.dishes ?? []) {
        expect(dish.byFloor.reduce((sum, f) => sum + f.portions, 0)).toBe(dish.portions);
        expect(meals.filter((m) => m.dishId === dish.dishId).reduce((sum, m) => sum + m.quantity, 0)).toBe(
          dish.portions,
        );
      }
      const rices = given.reduce((sum, g) => sum + g.rice, 0);
      const total = ingredientTotals(
        made,
        new Map([
          [2, rice],
          [1, shrimpSoup],
        ]),
      ).find((t) => t.ingredientId === 11);
      expect(total?.grossGrams ?? 0).toBeCloseTo(rices * 50);
      expect((sheet?.unassigned.length ?? 0) + new Set(meals.map((m) => m.patientId)).size).toBe(given.length);
    }),
  );
});
