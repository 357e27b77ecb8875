import { expect, test } from "vitest";
import type { Fen } from "@/lib/money";
import { canBecome, lineChanges, priceOf, summedWishes, totalOf } from "./rules";

const wish = (dishId: number, quantity: number, notes: string | null = null) => ({
  dishId,
  quantity,
  notes,
  overrideReason: null,
});

test("the same dish in the same way is one line", () => {
  expect(summedWishes([wish(1, 2), wish(2, 1), wish(1, 3), wish(1, 1, "少辣")])).toEqual([
    wish(1, 5),
    wish(2, 1),
    wish(1, 1, "少辣"),
  ]);
});

test.each([
  ["the menu's price first", "guest", 1200, new Map([[1, 900 as Fen]]), { unitPrice: 900, source: "daily_menu" }],
  ["else the dish's", "guest", 1200, new Map([[1, null]]), { unitPrice: 1200, source: "dish" }],
  ["without one it cannot be sold", "guest", null, new Map(), null],
  ["without one staff eat free", "staff", null, new Map(), { unitPrice: 0, source: "free" }],
] as const)("%s", (_, kind, price, menu, expected) => {
  expect(priceOf(kind, { id: 1, price: price as Fen | null }, menu as Map<number, Fen | null>)).toEqual(expected);
});

test.each([
  ["pending", "confirmed", true],
  ["pending", "cancelled", true],
  ["pending", "completed", false],
  ["confirmed", "preparing", true],
  ["preparing", "completed", true],
  ["completed", "cancelled", false],
  ["cancelled", "pending", false],
] as const)("%s → %s: %s", (from, to, expected) => {
  expect(canBecome(from, to)).toBe(expected);
});

test("a line that only changes its amount keeps its row", () => {
  const stored = [
    { id: 7, dishId: 1, notes: null, quantity: 1, name: "甲" },
    { id: 8, dishId: 2, notes: null, quantity: 1, name: "乙" },
  ];
  const { keep, add, drop } = lineChanges(stored, [wish(1, 3), wish(3, 1)]);
  expect(keep.map((one) => one.id)).toEqual([7]);
  expect(add.map((one) => one.dishId)).toEqual([3]);
  expect(drop.map((one) => one.id)).toEqual([8]);
  expect(totalOf([{ subtotal: 100 as Fen }, { subtotal: 250 as Fen }])).toBe(350);
});
