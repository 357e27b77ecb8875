import "server-only";
import { asc, eq, inArray } from "drizzle-orm";
import {
  dishes,
  dishIngredients,
  ingredientAllergens,
  ingredientNutrients,
  ingredients,
  ingredientTags,
  nutrients,
} from "@/db/schema/dishes";
import type { Db } from "@/domain/core/access";
import { unitCosts, unitsOf } from "@/domain/inventory/queries";
import { grouped } from "@/lib/grouped";
import { type Memory, memoryOf } from "./memory";
import type { Food, Larder, Recipe } from "./rules";

/** What to load: every dish, or these dishes and ingredients with all they are made of. */
export type LarderOf = "all" | { dishIds?: readonly number[]; ingredientIds?: readonly number[] };

/** Recipes and foods for the computations of rules.ts, in a fixed handful of queries (one more per level of base dishes). */
export async function larderOf(
  db: Db,
  wanted: LarderOf,
  { nutrients = true, memory = {} }: { nutrients?: boolean; memory?: Memory } = {},
): Promise<Larder> {
  const recipes = await recipesOf(db, wanted === "all" ? "all" : (wanted.dishIds ?? []));
  const ids = new Set(wanted === "all" ? [] : (wanted.ingredientIds ?? []));
  for (const { lines } of recipes.values())
    for (const { ingredientId } of lines) if (ingredientId) ids.add(ingredientId);
  const foods = memory.touched ? await rememberedFoods(db, [...ids], memory) : await foodsOf(db, [...ids], nutrients);
  return { recipes, foods };
}

/** Of a command that goes through many dishes: each food is read once. */
async function rememberedFoods(db: Db, ids: readonly number[], memory: Memory): Promise<Map<number, Food>> {
  const known = memoryOf(memory, "foods", ["ingredient", "item", "stock"], () => new Map<number, Food>());
  const fresh = ids.filter((id) => !known.has(id));
  for (const [id, food] of await foodsOf(db, fresh)) known.set(id, food);
  return new Map(ids.flatMap((id) => known.get(id) ?? []).map((food) => [food.id, food]));
}

async function recipesOf(db: Db, wanted: "all" | readonly number[]): Promise<Map<number, Recipe>> {
  const recipes = new Map<number, Recipe>();
  for (let next: "all" | readonly number[] = wanted; next === "all" || next.length > 0; ) {
    const only = next === "all" ? undefined : [...new Set(next)];
    const [heads, lines] = await Promise.all([
      db
        .select({ id: dishes.id, name: dishes.name, portionGrams: dishes.portionGrams })
        .from(dishes)
        .where(only && inArray(dishes.id, only)),
      db
        .select({
          dishId: dishIngredients.dishId,
          ingredientId: dishIngredients.ingredientId,
          subDishId: dishIngredients.subDishId,
          quantity: dishIngredients.quantity,
          unit: dishIngredients.unit,
          basis: dishIngredients.basis,
          isOptional: dishIngredients.isOptional,
        })
        .from(dishIngredients)
        .where(only && inArray(dishIngredients.dishId, only))
        .orderBy(asc(dishIngredients.dishId), asc(dishIngredients.position), asc(dishIngredients.id)),
    ]);
    const byDish = grouped(lines, (line) => line.dishId);
    for (const head of heads)
      recipes.set(head.id, { ...head, lines: (byDish.get(head.id) ?? []).map(({ dishId, ...line }) => line) });
    next = lines.flatMap(({ subDishId }) => (subDishId !== null && !recipes.has(subDishId) ? [subDishId] : []));
  }
  return recipes;
}

/** Foods with units, price, three-state allergens, tags and, when asked, nutrients per 100 g. */
export async function foodsOf(db: Db, ids: readonly number[], withNutrients = true): Promise<Map<number, Food>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const heads = await db
    .select({
      id: ingredients.id,
      itemId: ingredients.itemId,
      name: ingredients.name,
      isHerb: ingredients.isHerb,
      ediblePct: ingredients.ediblePct,
    })
    .from(ingredients)
    .where(inArray(ingredients.id, wanted));
  const itemIds = heads.map((h) => h.itemId);
  const [units, costs, states, tags, amounts] = await Promise.all([
    unitsOf(db, itemIds),
    unitCosts(db, itemIds),
    db
      .select({
        ingredientId: ingredientAllergens.ingredientId,
        allergenId: ingredientAllergens.allergenId,
        state: ingredientAllergens.state,
      })
      .from(ingredientAllergens)
      .where(inArray(ingredientAllergens.ingredientId, wanted)),
    db
      .select({ ingredientId: ingredientTags.ingredientId, tagId: ingredientTags.tagId })
      .from(ingredientTags)
      .where(inArray(ingredientTags.ingredientId, wanted)),
    withNutrients ? amountsOf(db, wanted) : [],
  ]);
  const [statesOf, tagsOf, perFood] = [
    grouped(states, (s) => s.ingredientId),
    grouped(tags, (t) => t.ingredientId),
    grouped(amounts, (a) => a.ingredientId),
  ];
  return new Map(
    heads.map(({ itemId, ...food }) => [
      food.id,
      {
        ...food,
        units: units.get(itemId) ?? { baseUnit: "g", units: [] },
        unitCost: costs.get(itemId) ?? null,
        nutrients: Object.fromEntries((perFood.get(food.id) ?? []).map((a) => [a.code, a.amount])),
        allergens: Object.fromEntries((statesOf.get(food.id) ?? []).map((s) => [s.allergenId, s.state])),
        tagIds: (tagsOf.get(food.id) ?? []).map((t) => t.tagId),
      },
    ]),
  );
}

const amountsOf = (db: Db, wanted: number[]) =>
  db
    .select({
      ingredientId: ingredientNutrients.ingredientId,
      code: nutrients.code,
      amount: ingredientNutrients.amount,
    })
    .from(ingredientNutrients)
    .innerJoin(nutrients, eq(nutrients.id, ingredientNutrients.nutrientId))
    .where(inArray(ingredientNutrients.ingredientId, wanted));
