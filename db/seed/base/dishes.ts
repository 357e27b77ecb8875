import { initials } from "@/lib/pinyin";
import { type DishData, dishData } from "../data";
import { need } from "../insert";
import { foodIdOf, ingredientNutrients, ingredients } from "./foods";
import { dishCategoryIdOf, nutrientIdOf, slotIdOf } from "./masters";
import { tagIdOf, tagNameOf } from "./tags";

/** Cooking time by method in minutes, soup base included; domain knowledge. */
const minutesOf: Record<string, number> = {
  煲: 120,
  炖: 90,
  熬: 60,
  煮: 25,
  蒸: 20,
  炒: 10,
  烧: 40,
  烩: 20,
  煎: 40,
  焯: 10,
  拌: 10,
  焗: 20,
  撞: 10,
  加热: 5,
  泡: 10,
  生食: 5,
  搅打: 5,
};
/** Weight as served, in grams, where water makes it more than its ingredients; domain knowledge. */
const servedGrams: Record<string, number> = { 汤品: 350, 药膳: 300, 粥品: 300, 饮品: 250 };

const data = dishData().dishes;
export const dishIdOf = new Map(data.map((dish, i) => [dish.name, i + 1]));
const idOf = (dish: DishData) => need(dishIdOf, dish.name);
const edible = new Map(ingredients.map((food) => [food.id, food.ediblePct / 100]));

/** Ingredient → nutrient → amount per 100 g edible. */
const per100 = new Map<number, Map<number, number>>();
for (const { ingredientId, nutrientId, amount } of ingredientNutrients) {
  const amounts = per100.get(ingredientId) ?? new Map<number, number>();
  per100.set(ingredientId, amounts.set(nutrientId, amount));
}
const herbIds = new Set(ingredients.filter((food) => food.isHerb).map((food) => food.id));
const alcoholId = need(nutrientIdOf, "alcohol_g");

/** Per 100 g; a herb is used by the gram and counts as carrying nothing where nothing is known. */
function amountOf(ingredientId: number, nutrientId: number): number | undefined {
  return per100.get(ingredientId)?.get(nutrientId) ?? (herbIds.has(ingredientId) ? 0 : undefined);
}

// Alcohol is recorded only where there is any, so a food without that figure lacks nothing.
function isComplete(ingredientId: number): boolean {
  return [...nutrientIdOf.values()].every((id) => id === alcoholId || amountOf(ingredientId, id) !== undefined);
}

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
    caution:
      dish.codes
        .map((code) => need(tagNameOf, code))
        .join("；")
        .slice(0, 200) || null,
    isAvailable: !dish.codes.includes("NOTMEAL"),
    isNutritionComplete: dish.ingredients.every(([food]) => isComplete(need(foodIdOf, food))),
  };
});

function stationOf({ category, method, name }: DishData): string {
  if (category === "饮品") return "水吧";
  if (category === "甜品点心") return "点心";
  if (category === "粥品") return "粥灶";
  if (category === "主食")
    return name.endsWith("饭") || name.includes("油饭") ? "饭" : method === "蒸" ? "蒸柜" : "面点";
  if (category === "汤品" || category === "药膳") return method === "炖" ? "炖灶" : "汤灶";
  if (method === "拌") return "凉菜";
  return { 蒸: "蒸柜", 炖: "炖灶", 烧: "炖灶" }[method] ?? "炒灶";
}

function netGrams(dish: DishData): number {
  return dish.ingredients.reduce((total, [food, grams, basis]) => total + net(need(foodIdOf, food), grams, basis), 0);
}

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

const hardMethods = new Set(["拌", "生食", "煎", "焗"]);
const softNames = /粥|面|馄饨|疙瘩|米线|蒸蛋|蛋羹|羹|豆腐脑|炖奶|撞奶|糊|露|鸡蛋汤/;

/** Which diets by texture a dish does not fit; domain knowledge, from its class, method and name. */
function texturesOf({ category, method, name }: DishData): string[] {
  const isDrink = category === "饮品" && method !== "生食";
  const isSoft = isDrink || category === "粥品" || category === "汤品" || softNames.test(name);
  const isLiquid = isDrink || /露|米汤|清汤|豆浆|牛奶/.test(name);
  return [
    ...(hardMethods.has(method) ? ["not_soft"] : []),
    ...(isSoft ? [] : ["not_semi_liquid"]),
    ...(isLiquid ? [] : ["not_liquid"]),
  ];
}

export const dishTags = data.flatMap((dish) =>
  [...dish.codes, ...texturesOf(dish)].map((code) => ({ dishId: idOf(dish), tagId: need(tagIdOf, code) })),
);

/** Per serving: edible grams × amount per 100 g ÷ 100, summed over the ingredients whose amount is known. */
export const dishNutrition = data.flatMap((dish) =>
  [...nutrientIdOf.values()].flatMap((nutrientId) => {
    const known = dish.ingredients.flatMap(([food, grams, basis]) => {
      const ingredientId = need(foodIdOf, food);
      const amount = amountOf(ingredientId, nutrientId);
      return amount === undefined ? [] : [(net(ingredientId, grams, basis) * amount) / 100];
    });
    if (known.length === 0) return [];
    const amount = Math.round(known.reduce((a, b) => a + b, 0) * 10_000) / 10_000;
    return [{ dishId: idOf(dish), nutrientId, amount, source: "computed" as const }];
  }),
);
