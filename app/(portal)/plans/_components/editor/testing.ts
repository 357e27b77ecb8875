import { BREASTFEEDING } from "@/domain/dishes/guidance/rules";
import type { EditorCard, EditorData } from "@/domain/planning/editor/rules";
import type { Grid } from "@/domain/planning/items/rules";
import { plainItem } from "@/domain/planning/items/rules";
import { type CellKey, cellKey } from "@/domain/planning/rules";
import { fen } from "@/lib/money";
import { addDays, type Clock, type Day, day } from "@/lib/time";

/** A small plan for the editor's tests: one week from a Monday, three slots, a handful of dishes, an allergy to peanuts. */
export const monday = day("2026-11-16");
export const at = (i: number): Day => addDays(monday, i);
export const on = (i: number, slotId: number): CellKey => cellKey(at(i), slotId);

const slot = (id: number, code: string, name: string, servingTime: string) => ({
  id,
  code,
  name,
  servingTime: servingTime as Clock,
  cutoffMinutes: 120,
  energyShare: null,
  position: id,
});

const peanut = { id: 5, code: "peanut", name: "花生" };

function card(id: number, name: string, category: string, more: Partial<EditorCard> = {}): EditorCard {
  return {
    id,
    name,
    nameKey: null,
    category,
    weeks: null,
    slotIds: [1, 2, 3],
    isAvailable: true,
    isBase: false,
    allergens: [],
    tags: [],
    cost: { amount: fen(500), isComplete: true },
    ingredients: [{ ingredientId: id, name: `${name}料`, grams: 100 }],
    nutrition: {
      energy_kcal: 200,
      protein_g: 10,
      carb_g: 20,
      fat_g: 5,
      fibre_g: 2,
      iron_mg: 2,
      calcium_mg: 50,
      sodium_mg: 200,
    },
    ...more,
  };
}

export const dishes = {
  rice: card(1, "杂粮饭", "主食", { nameKey: "zlf" }),
  liver: card(2, "猪肝汤", "汤品", {
    ingredients: [{ ingredientId: 20, name: "猪肝", grams: 60 }],
    nutrition: { ...card(0, "", "").nutrition, iron_mg: 14 },
  }),
  peanutSoup: card(3, "花生猪脚汤", "汤品", {
    allergens: [{ ...peanut, state: "contains", from: ["花生仁"] }],
    ingredients: [{ ingredientId: 30, name: "花生仁", grams: 30 }],
  }),
  chicken: card(4, "香菇滑鸡", "荤菜"),
  spinach: card(5, "蒜蓉菠菜", "素菜", { cost: { amount: fen(120), isComplete: false } }),
  withdrawn: card(6, "旧菜", "荤菜", { isAvailable: false }),
  sesame: card(7, "芝麻糊", "甜品点心", { allergens: [{ ...peanut, state: "unknown", from: ["芝麻粉"] }] }),
  lamb: card(8, "羊肉汤", "汤品", { ingredients: [{ ingredientId: 80, name: "羊肉", grams: 80 }] }),
};

const target = (code: string, name: string, unit: string, min: number | null, max: number | null) => ({
  nutrientId: 1,
  code,
  name,
  unit,
  min,
  target: min,
  max,
  source: "test",
  confidence: null,
});

const known = { source: "customer", reason: null, adjustment: null, validFrom: monday, validTo: null } as const;

export const data: EditorData = {
  plan: {
    id: 1,
    planNumber: "CMP20261116001",
    status: "draft",
    version: 1,
    startDate: monday,
    endDate: at(6),
    mealPlanType: "standard",
    notes: null,
    totalPrice: fen(0),
    discountAmount: fen(0),
    finalPrice: fen(0),
    totalCaloriesPerDay: null,
    createdByName: null,
    approvedByName: null,
  },
  who: {
    customerId: 1,
    name: "林知夏",
    room: "608",
    isBooked: false,
    birthText: null,
    restrictions: [],
    adjustments: [],
  },
  weeks: [
    {
      weekNumber: 1,
      version: 1,
      focusArea: null,
      goals: {},
      avoidFoods: [],
      recommendedFoods: [],
      notes: null,
      isApproved: false,
    },
  ],
  days: [0, 1, 2, 3, 4, 5, 6].map((i) => ({ date: at(i), weekNumber: 1, specialNotes: null })),
  cells: {},
  slots: [slot(1, "breakfast", "早餐", "07:50"), slot(2, "lunch", "午餐", "11:50"), slot(3, "dinner", "晚餐", "18:00")],
  cards: Object.values(dishes),
  person: {
    patientId: 1,
    name: "林知夏",
    restrictions: [
      {
        id: 1,
        kind: "allergy",
        strength: "hard",
        target: "allergen",
        targetId: peanut.id,
        targetName: "花生",
        label: "花生",
        ...known,
      },
      {
        id: 2,
        kind: "dislike",
        strength: "soft",
        target: "ingredient",
        targetId: 80,
        targetName: "羊肉",
        label: "羊肉",
        ...known,
      },
    ],
    conditions: [],
    childbirth: null,
    births: [{ expectedDeliveryDate: null, deliveredOn: at(-6), deliveryMode: "vaginal", feeding: "breast" }],
  },
  rules: [],
  profiles: [
    {
      name: BREASTFEEDING,
      version: 1,
      since: monday,
      targets: [
        target("energy_kcal", "能量", "kcal", 600, 900),
        target("protein_g", "蛋白质", "g", 20, null),
        target("fibre_g", "膳食纤维", "g", 5, null),
        target("iron_mg", "铁", "mg", 20, 42),
        target("calcium_mg", "钙", "mg", 100, 2000),
        target("sodium_mg", "钠", "mg", null, 2000),
      ],
    },
  ],
  origins: {},
  lastHad: {},
  may: { edit: true, approve: false, cancel: true, overrule: false },
  openedBy: 3,
};

export const cells = (placed: Record<string, number[]>): Grid =>
  Object.fromEntries(Object.entries(placed).map(([key, ids]) => [key, ids.map(plainItem)])) as Grid;
