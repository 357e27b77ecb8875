import { z } from "zod";

/** The places a meal has for dishes. */
export const mealRoles = ["staple", "soup", "protein", "vegetable", "breakfast", "side", "snack", "drink"] as const;
export type MealRole = (typeof mealRoles)[number];

/**
 * One place (or several of a kind) in a meal. `min` must be filled, up to `max` may be. A dish fits by its food class;
 * one of `fallback` is taken only when nobody of `categories` may stand there (a vegetarian's protein). The same dish comes
 * back after `repeatDays` at the earliest (null = the centre's planning.repeat_days) and at most `weekMax` times in a week
 * of the plan (null = as often as the days allow).
 */
export const MealPart = z.strictObject({
  role: z.enum(mealRoles),
  min: z.number().int().min(0).max(5),
  max: z.number().int().min(0).max(5),
  categories: z.array(z.string().max(50)).min(1).max(20),
  fallback: z.array(z.string().max(50)).max(20).default([]),
  repeatDays: z.number().int().min(1).max(14).nullable().default(null),
  weekMax: z.number().int().min(1).max(7).nullable().default(null),
});
export type MealPart = z.output<typeof MealPart>;

/** Slot code → its places, in the order in which they are served. */
export const MealStructure = z.record(z.string().max(20), z.array(MealPart).max(12));
export type MealStructure = Record<string, MealPart[]>;

const part = (role: MealRole, categories: string, given: Partial<MealPart> = {}): MealPart => ({
  role,
  min: 1,
  max: 1,
  categories: categories.split(" "),
  fallback: [],
  repeatDays: null,
  weekMax: null,
  ...given,
});

/** Rice, milk and soy drinks come every day, as people eat them; fruit and other snacks every second day at the earliest. */
const daily = { repeatDays: 1 };
const snack = part("snack", "主食 粥品 甜品点心 饮品 素菜 药膳", { repeatDays: 2, weekMax: 4 });
const staple = part("staple", "主食 粥品", daily);

/** As the centre's kitchens cook: a soup at lunch, one more at dinner where her day asks for it. */
export const defaultMealStructure: MealStructure = {
  breakfast: [
    part("breakfast", "粥品 主食"),
    part("side", "荤菜 素菜 甜品点心", { repeatDays: 2, weekMax: 4, fallback: ["饮品"] }),
    part("drink", "饮品", { ...daily, min: 0 }),
  ],
  morning_snack: [snack],
  lunch: [
    part("soup", "汤品 药膳"),
    part("protein", "荤菜", { fallback: ["素菜"] }),
    part("vegetable", "素菜"),
    staple,
  ],
  afternoon_snack: [snack, part("drink", "饮品", { ...daily, min: 0 })],
  dinner: [
    part("soup", "汤品 药膳", { min: 0 }),
    part("protein", "荤菜", { fallback: ["素菜"] }),
    part("vegetable", "素菜"),
    staple,
  ],
  bedtime_snack: [part("snack", "饮品 粥品 甜品点心 荤菜 主食", daily)],
};
