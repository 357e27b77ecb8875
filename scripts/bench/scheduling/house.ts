import { dishes, dishIngredients, dishMenuCategories, dishTags } from "@/db/seed/base/dishes";
import { foods, ingredientAllergens, ingredientNutrients, ingredients, ingredientTags } from "@/db/seed/base/foods";
import { healthConditions, nutrientTargets, dietRules as ruleRows } from "@/db/seed/base/guidance";
import { allergens, dishCategories, nutrients, slots } from "@/db/seed/base/masters";
import { tagNameOf, tags } from "@/db/seed/base/tags";
import { need } from "@/db/seed/insert";
import { type Mother, mothers } from "@/db/seed/world/people";
import { fenPerGram } from "@/db/seed/world/prices";
import { conditions, restrictions } from "@/db/seed/world/restrictions";
import type { DietRule, Person } from "@/domain/customers/safety/rules";
import type { Profile } from "@/domain/dishes/guidance/rules";
import {
  allergensOf,
  costOf,
  type DishCard,
  type Food,
  flatten,
  nutritionOf,
  type Recipe,
  type Target,
  tagsOf,
} from "@/domain/dishes/rules";
import { addDays, type Day } from "@/lib/time";

/** The 121 dishes, the rules and the mothers of the demonstration house, computed as the program computes them. */

const by = <R>(rows: readonly R[], key: (row: R) => number): Map<number, R[]> => {
  const found = new Map<number, R[]>();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
  return found;
};
const codeOf = new Map(nutrients.map(({ id, code }) => [id, code]));
const nutrientsOf = by(ingredientNutrients, (row) => row.ingredientId);
const allergensOfFood = by(ingredientAllergens, (row) => row.ingredientId);
const tagsOfFood = by(ingredientTags, (row) => row.ingredientId);
const kitchenOf = new Map(ingredients.map((row) => [row.id, row]));

const larderFoods = new Map(
  foods.map(({ id, name }): [number, Food] => [
    id,
    {
      id,
      name,
      isHerb: kitchenOf.get(id)?.isHerb ?? false,
      ediblePct: kitchenOf.get(id)?.ediblePct ?? 100,
      units: { baseUnit: "g", units: [] },
      unitCost: fenPerGram.get(id) ?? null,
      nutrients: Object.fromEntries(
        (nutrientsOf.get(id) ?? []).map(({ nutrientId, amount }) => [need(codeOf, nutrientId), amount]),
      ),
      allergens: Object.fromEntries(
        (allergensOfFood.get(id) ?? []).map(({ allergenId, state }) => [allergenId, state]),
      ),
      tagIds: (tagsOfFood.get(id) ?? []).map(({ tagId }) => tagId),
    } as Food,
  ]),
);
const linesOf = by(dishIngredients, (row) => row.dishId);
const ownTags = by(dishTags, (row) => row.dishId);
const slotsOf = by(dishMenuCategories, (row) => row.dishId);
const tagOf = new Map(tags.map((tag) => [tag.id, tag]));
const categoryOf = new Map(dishCategories.map(({ id, name }) => [id, name]));

export const cards: DishCard[] = dishes.map((dish): DishCard => {
  const recipe: Recipe = {
    id: dish.id,
    name: dish.name,
    portionGrams: dish.portionGrams,
    lines: (linesOf.get(dish.id) ?? []).map(({ ingredientId, quantity, unit, basis }) => ({
      ingredientId,
      subDishId: null,
      quantity,
      unit,
      basis,
      isOptional: false,
    })),
  };
  const parts = flatten(recipe, { foods: larderFoods, recipes: new Map() });
  const { amounts, isComplete } = nutritionOf(
    parts,
    nutrients.map(({ code }) => code),
  );
  const cost = costOf(parts);
  return {
    id: dish.id,
    name: dish.name,
    nameKey: dish.nameKey,
    categoryId: dish.dishCategoryId,
    category: categoryOf.get(dish.dishCategoryId) ?? null,
    method: dish.method,
    station: dish.station,
    weeks: dish.weeks,
    slotIds: (slotsOf.get(dish.id) ?? []).map(({ categoryId }) => categoryId),
    price: null,
    isAvailable: dish.isAvailable,
    isBase: false,
    isMedicinal: dish.isMedicinal,
    caution: dish.caution,
    portionGrams: dish.portionGrams,
    ingredients: parts.map(({ food, net, gross }) => ({
      ingredientId: food.id,
      name: food.name,
      grams: net ?? 0,
      grossGrams: gross ?? 0,
    })),
    allergens: allergensOf(parts, allergens),
    tags: [
      ...tagsOf(
        parts,
        (ownTags.get(dish.id) ?? []).map(({ tagId }) => tagId),
      ).keys(),
    ].map((id) => ({
      id,
      code: need(tagOf, id).code,
      name: need(tagOf, id).name,
    })),
    nutrition: amounts,
    isNutritionComplete: isComplete,
    cost: { amount: cost.amount, isComplete: cost.isComplete },
  };
});

export { slots };

const foodName = new Map(foods.map(({ id, name }) => [id, name]));
const nameOfTag = new Map([...tagNameOf].map(([code, name]) => [tags.find((tag) => tag.code === code)?.id ?? 0, name]));
export const rules: DietRule[] = ruleRows.map((row, i) => ({
  id: i + 1,
  ...row,
  tagName: row.tagId === null ? null : (nameOfTag.get(row.tagId) ?? null),
  ingredientName: row.ingredientId === null ? null : (foodName.get(row.ingredientId) ?? null),
}));

const nutrientById = new Map(nutrients.map((row) => [row.id, row]));
export const profiles: Profile[] = [...new Set(nutrientTargets.map((row) => row.profile))].map((name) => ({
  name,
  version: 1,
  since: "2020-01-01" as Day,
  targets: nutrientTargets
    .filter((row) => row.profile === name)
    .map((row): Target => {
      const { code, name, unit } = need(nutrientById, row.nutrientId);
      return {
        nutrientId: row.nutrientId,
        code,
        name,
        unit,
        min: row.minAmount,
        target: row.targetAmount,
        max: row.maxAmount,
        source: row.source,
        confidence: row.confidence,
      };
    }),
}));

const conditionName = new Map(healthConditions.map(({ code, name }) => [code, name]));
const allergenName = new Map(allergens.map(({ id, name }) => [id, name]));

/** A mother of the demonstration as judge() wants her; `id` makes copies of her for a fuller house. */
export function personOf(mother: Mother, today: Day, id = mother.id): Person {
  const birth = {
    expectedDeliveryDate: null,
    deliveredOn: addDays(today, -mother.postpartum),
    deliveryMode: mother.mode,
    feeding: mother.feeding,
  };
  return {
    patientId: id,
    name: id === mother.id ? mother.name : `${mother.name}${id}`,
    restrictions: restrictions
      .filter((row) => row.motherId === mother.id)
      .map((row) => ({
        id: row.id,
        kind: row.kind,
        strength: row.strength,
        target: row.target,
        targetId: row.ingredientId ?? row.allergenId ?? row.tagId ?? row.dishId ?? null,
        targetName:
          (row.ingredientId && foodName.get(row.ingredientId)) ||
          (row.allergenId && allergenName.get(row.allergenId)) ||
          (row.tagId && nameOfTag.get(row.tagId)) ||
          null,
        label: row.label,
        source: row.source,
        reason: row.reason,
        adjustment: row.adjustment,
        validFrom: addDays(today, row.from),
        validTo: row.to === null ? null : addDays(today, row.to),
      })),
    conditions: conditions
      .filter(([motherId]) => motherId === mother.id)
      .map(([, code, from, to]) => ({
        code,
        name: conditionName.get(code) ?? code,
        fromDay: addDays(today, from),
        toDay: to === null ? null : addDays(today, to),
      })),
    childbirth: birth,
    births: [birth],
  };
}

/** Mothers who have given birth, over and over until there are enough. */
export function people(count: number, today: Day): Person[] {
  const real = mothers.filter((mother) => mother.postpartum !== null && mother.postpartum >= 0);
  return Array.from({ length: count }, (_, i) => {
    const mother = real[i % real.length];
    if (!mother) throw new Error("no mothers");
    return personOf(mother, today, i < real.length ? mother.id : 1000 + i);
  });
}
