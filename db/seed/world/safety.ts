import { dishes, dishIngredients, dishMenuCategories, dishTags } from "../base/dishes";
import { foods, ingredientAllergens, ingredients, ingredientTags } from "../base/foods";
import { dietRules } from "../base/guidance";
import { allergens } from "../base/masters";
import type { Mother } from "./people";
import { conditions, restrictions } from "./restrictions";

/**
 * Which dishes the world's plans may hold, so that they read like a dietitian's: nothing refused, dislikes left out. The
 * program judges by its own rules; this only has to be at least as strict.
 */
type Facts = {
  weeks: readonly number[];
  isAvailable: boolean;
  slots: ReadonlySet<number>;
  ingredients: ReadonlySet<number>;
  names: readonly string[];
  tags: ReadonlySet<number>;
  /** Contained or undeclared. */
  allergens: ReadonlySet<number>;
};

const grouped = <R, V>(rows: readonly R[], key: (row: R) => number, value: (row: R) => V): Map<number, V[]> => {
  const groups = new Map<number, V[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), value(row)]);
  return groups;
};

const foodsIn = grouped(
  dishIngredients,
  (r) => r.dishId,
  (r) => r.ingredientId,
);
const tagsOfFood = grouped(
  ingredientTags,
  (r) => r.ingredientId,
  (r) => r.tagId,
);
const tagsOfDish = grouped(
  dishTags,
  (r) => r.dishId,
  (r) => r.tagId,
);
const slotsOf = grouped(
  dishMenuCategories,
  (r) => r.dishId,
  (r) => r.categoryId,
);
const freeOf = grouped(
  ingredientAllergens.filter((r) => r.state === "free"),
  (r) => r.ingredientId,
  (r) => r.allergenId,
);
const nameOf = new Map(foods.map((food) => [food.id, food.name]));

export const facts: ReadonlyMap<number, Facts> = new Map(
  dishes.map((dish) => {
    const within = foodsIn.get(dish.id) ?? [];
    return [
      dish.id,
      {
        weeks: dish.weeks,
        isAvailable: dish.isAvailable,
        slots: new Set(slotsOf.get(dish.id)),
        ingredients: new Set(within),
        names: within.map((id) => nameOf.get(id) ?? ""),
        tags: new Set([...(tagsOfDish.get(dish.id) ?? []), ...within.flatMap((id) => tagsOfFood.get(id) ?? [])]),
        allergens: new Set(
          allergens.filter((a) => within.some((id) => !freeOf.get(id)?.includes(a.id))).map((a) => a.id),
        ),
      },
    ];
  }),
);

/** May she eat it `offset` days from today, in that slot; `strictly` also leaves out what is only advised against. */
export function suits(mother: Mother, dishId: number, slotId: number, offset: number, strictly: boolean): boolean {
  const dish = facts.get(dishId);
  if (!dish?.isAvailable || !dish.slots.has(slotId)) return false;
  const day = mother.postpartum + offset;
  const week = Math.min(6, Math.max(1, Math.floor(day / 7) + 1));
  if (!dish.weeks.includes(week)) return false;
  return isUnrestricted(mother, dish, dishId, strictly) && !isRuledOut(mother, dish, { day, week, offset }, strictly);
}

// Restrictions count for every day of the plan, also before they were noted: nobody would plan against them.
function isUnrestricted(mother: Mother, dish: Facts, dishId: number, strictly: boolean): boolean {
  return restrictions.every((r) => {
    if (r.motherId !== mother.id) return true;
    const hit =
      (r.allergenId !== null && dish.allergens.has(r.allergenId)) ||
      (r.tagId !== null && dish.tags.has(r.tagId)) ||
      (r.ingredientId !== null && dish.ingredients.has(r.ingredientId)) ||
      r.dishId === dishId ||
      (r.target === "text" && dish.names.some((name) => name.includes(r.label)));
    if (!hit || r.adjustment !== null) return true;
    return r.strength === "soft" && !strictly;
  });
}

function isRuledOut(
  mother: Mother,
  dish: Facts,
  at: { day: number; week: number; offset: number },
  strictly: boolean,
): boolean {
  const stage = ["expel", "recover", "nourish"][at.week - 1] ?? "restore";
  const own = conditions.filter(([id]) => id === mother.id).map(([, code]) => code);
  return dietRules.some((rule) => {
    const applies =
      (rule.appliesTo === "stage" && rule.appliesValue === stage) ||
      (rule.appliesTo === "delivery_mode" && rule.appliesValue === mother.mode) ||
      (rule.appliesTo === "feeding" && rule.appliesValue === mother.feeding) ||
      (rule.appliesTo === "condition" && own.includes(rule.appliesValue));
    const inTime =
      at.day >= (rule.dayFrom ?? Number.NEGATIVE_INFINITY) && at.day <= (rule.dayTo ?? Number.POSITIVE_INFINITY);
    if (!applies || !inTime || (rule.strength === "soft" && !strictly)) return false;
    return rule.tagId !== null ? dish.tags.has(rule.tagId) : dish.ingredients.has(rule.ingredientId ?? 0);
  });
}

/** Adjustments (少盐) that turn this dish into a variant for her on that day. */
export function adjustmentsFor(mother: Mother, dishId: number, offset: number): string[] {
  const dish = facts.get(dishId);
  return restrictions
    .filter((r) => r.motherId === mother.id && r.adjustment !== null && r.from <= offset && offset <= (r.to ?? offset))
    .filter(
      (r) =>
        (r.tagId !== null && dish?.tags.has(r.tagId)) ||
        (r.ingredientId !== null && dish?.ingredients.has(r.ingredientId)),
    )
    .flatMap((r) => (r.adjustment ? [r.adjustment] : []));
}

export const edibleShare = new Map(ingredients.map((food) => [food.id, food.ediblePct / 100]));
