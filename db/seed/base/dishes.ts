import { initials } from "@/lib/pinyin";
import { type DishData, dishData } from "../data";
import { need } from "../insert";
import { foodIdOf, ingredientNutrients, ingredients } from "./foods";
import { dishCategoryIdOf, nutrientIdOf, slotIdOf } from "./masters";
import { cautionLabelOf, tagIdOf } from "./tags";

/** Cooking time by method in minutes, soup base included; domain knowledge. */
const minutesOf: Record<string, number> = {
  煲: 120, 炖: 90, 熬: 60, 煮: 25, 蒸: 20, 炒: 10, 烧: 40, 烩: 20, 煎: 40, 焯: 10, 拌: 10, 焗: 20, 撞: 10, 加热: 5, 泡: 10,
  生食: 5, 搅打: 5,
};
/** Weight as served, in grams, where water makes it more than its ingredients; domain knowledge. */
const servedGrams: Record<string, number> = { 汤品: 350, 药膳: 300, 粥品: 300, 饮品: 250 };

const data = dishData().dishes;
export const dishIdOf = new Map(data.map((dish, i) => [dish.name, i + 1]));
const idOf = (dish: DishData) => need(dishIdOf, dish.name);
const edible = new Map(ingredients.map((food) => [food.id, food.ediblePct / 100]));

export const dishes = data.map((dish) => {
  const hasMedicine = dish.codes.includes("MED") || dish.codes.includes("NOTMEAL");
  const served = dish.category === "主食" && dish.name.endsWith("饭") ? netGrams(dish) * 2.3 : netGrams(dish);
  return {
    id: idOf(dish),
    name: dish.name,
    nameKey: initials(dish.name),
    description: dish.note || null,
    dishCategoryId: need(dishCategoryIdOf, dish.category),
    method: dish.method,
    region: dish.region,
    weeks: dish.weeks,
    station: stationOf(dish),
    cookMinutes: minutesOf[dish.method] ?? null,
    portionGrams: servedGrams[dish.category] ?? Math.round(served / 5) * 5,
    isMedicinal: hasMedicine,
    caution: dish.codes.map((code) => need(cautionLabelOf, code)).join("；").slice(0, 200) || null,
    isAvailable: !dish.codes.includes("NOTMEAL"),
    isNutritionComplete: dish.ingredients.every(([food]) => isComplete(need(foodIdOf, food))),
  };
});

function stationOf({ category, method, name }: DishData): string {
  if (category === "饮品") return "水吧";
  if (category === "甜品点心") return "点心";
  if (category === "粥品") return "粥灶";
  if (category === "主食") return name.endsWith("饭") || name.includes("油饭") ? "饭" : method === "蒸" ? "蒸柜" : "面点";
  if (category === "汤品" || category === "药膳") return method === "炖" ? "炖灶" : "汤灶";
  if (method === "拌") return "凉菜";
  return { 蒸: "蒸柜", 炖: "炖灶", 烧: "炖灶" }[method] ?? "炒灶";
}

const netGrams = (dish: DishData) =>
  dish.ingredients.reduce((total, [food, grams, basis]) => total + net(need(foodIdOf, food), grams, basis), 0);

function net(ingredientId: number, grams: number, basis: "net" | "gross"): number {
  return basis === "net" ? grams : grams * need(edible, ingredientId);
}

export const dishMenuCategories = data.flatMap((dish) =>
  dish.slots.map((slot, i) => ({ dishId: idOf(dish), categoryId: need(slotIdOf, slot), isPrimary: i === 0 })),
);

export const dishIngredients = data.flatMap((dish) =>
  dish.ingredients.map(([food, grams, basis], position) => ({
    dishId: idOf(dish),
    ingredientId: need(foodIdOf, food),
    quantity: grams,
    unit: "g",
    basis,
    grams,
    position,
  })),
);

export const dishTags = data.flatMap((dish) =>
  dish.codes.map((code) => ({ dishId: idOf(dish), tagId: need(tagIdOf, code) })),
);

/** Ingredient → nutrient → amount per 100 g edible. */
const per100 = new Map<number, Map<number, number>>();
for (const { ingredientId, nutrientId, amount } of ingredientNutrients) {
  const amounts = per100.get(ingredientId) ?? new Map<number, number>();
  per100.set(ingredientId, amounts.set(nutrientId, amount));
}
const herbIds = new Set(ingredients.filter((food) => food.isHerb).map((food) => food.id));
// A herb is used by the gram and counts as carrying nothing, so it never makes a dish incomplete.
function isComplete(ingredientId: number): boolean {
  return herbIds.has(ingredientId) || (per100.get(ingredientId)?.size ?? 0) === nutrientIdOf.size;
}

/** Per serving: edible grams × amount per 100 g ÷ 100, summed over the ingredients whose amount is known. */
export const dishNutrition = data.flatMap((dish) => {
  const totals = new Map<number, number>();
  for (const [food, grams, basis] of dish.ingredients) {
    const ingredientId = need(foodIdOf, food);
    const weight = net(ingredientId, grams, basis);
    for (const [nutrientId, amount] of per100.get(ingredientId) ?? [])
      totals.set(nutrientId, (totals.get(nutrientId) ?? 0) + (weight * amount) / 100);
  }
  return [...totals].map(([nutrientId, amount]) => ({
    dishId: idOf(dish),
    nutrientId,
    amount: Math.round(amount * 10_000) / 10_000,
    source: "computed" as const,
  }));
});
