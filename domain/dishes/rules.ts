import type { DishIngredientBasis, DishNutritionSource, IngredientAllergenState } from "@/db/enums/dishes";
import { type ItemUnits, toBase, toGrams } from "@/domain/inventory/rules";
import { type Fen, fen } from "@/lib/money";
import type { Clock } from "@/lib/time";

export type Slot = {
  id: number;
  code: string;
  name: string;
  servingTime: Clock;
  /** How long before serving time the kitchen stops taking changes. */
  cutoffMinutes: number;
  /** Part of the day's energy that the slot should carry, 0–1. */
  energyShare: number | null;
  position: number;
};

/** Amounts by nutrient code (energy_kcal, protein_g …); a code that is not there is unknown, which is not zero. */
export type Nutrition = Record<string, number>;

export type CardAllergen = {
  id: number;
  code: string;
  name: string;
  state: "contains" | "unknown";
  /** The ingredients that cause the state. */
  from: string[];
};

/** Everything other domains need to know of a dish, per serving. */
export type DishCard = {
  id: number;
  name: string;
  /** Pinyin initials for search. */
  nameKey: string | null;
  /** Food class (荤菜 …), not the meal slot. */
  categoryId: number | null;
  category: string | null;
  method: string | null;
  station: string | null;
  /** Customary postpartum weeks; null = any. */
  weeks: number[] | null;
  slotIds: number[];
  price: Fen | null;
  isAvailable: boolean;
  isBase: boolean;
  isMedicinal: boolean;
  caution: string | null;
  portionGrams: number | null;
  /** Flattened through base dishes; `grams` is the edible weight, `grossGrams` what has to be bought for it. */
  ingredients: CardIngredient[];
  /** Absent = free of it. */
  allergens: CardAllergen[];
  /** `from`: the ingredients that bring the tag in, "" = the dish itself. */
  tags: { id: number; code: string; name: string; from?: string[] }[];
  nutrition: Nutrition;
  isNutritionComplete: boolean;
  /** Codes whose amount is a lower bound, because an ingredient does not say. */
  missing?: string[];
  cost: { amount: Fen; isComplete: boolean };
};

export type CardIngredient = {
  ingredientId: number;
  name: string;
  grams: number;
  grossGrams: number;
  /** The base dish that brings it in. */
  via?: string;
  isOptional?: boolean;
};

/** An ingredient as the computations see it. */
export type Food = {
  id: number;
  name: string;
  /** Used at grams a pot: counted as carrying no nutrients, so that it never makes a dish incomplete. */
  isHerb: boolean;
  ediblePct: number;
  units: ItemUnits;
  /** Fen per base unit; null = no price known. */
  unitCost: number | null;
  /** Per 100 g edible; a missing code is unknown. */
  nutrients: Nutrition;
  /** By allergen id; a missing id is unknown. */
  allergens: Record<number, IngredientAllergenState>;
  tagIds: number[];
};

export type RecipeLine = {
  ingredientId: number | null;
  subDishId: number | null;
  /** 0 = as much as needed (适量): in the dish, but not measured yet. */
  quantity: number;
  unit: string;
  /** Net is what goes into the pot, gross still has bone, shell or peel. */
  basis: DishIngredientBasis;
  isOptional: boolean;
};

export type Recipe = { id: number; name: string; portionGrams: number | null; lines: readonly RecipeLine[] };

/** Masters that a computation looks things up in. */
export type Larder = { foods: ReadonlyMap<number, Food>; recipes: ReadonlyMap<number, Recipe> };

/** One ingredient of a dish after base dishes are dissolved; null where it is not measured or its unit cannot be weighed. */
export type Part = {
  food: Food;
  net: number | null;
  gross: number | null;
  /** Gross quantity in the item's base unit, which is what it costs. */
  base: number | null;
  via?: string;
  isOptional: boolean;
};

/** The unit a base dish may be counted in besides mass units. */
export const PORTION = "份";

/**
 * Edible and gross grams of one line, and the gross quantity in base units. Net × 100 / edible part = gross; the edible
 * part is the percentage of the bought weight that is eaten.
 */
export function weigh(
  food: Food,
  line: Pick<RecipeLine, "quantity" | "unit" | "basis">,
): Omit<Part, "food" | "isOptional"> {
  if (line.quantity === 0) return { net: null, gross: null, base: null };
  const edible = food.ediblePct / 100;
  const grams = toGrams(food.units, line.quantity, line.unit);
  const base = toBase(food.units, line.quantity, line.unit);
  const [net, gross] = line.basis === "net" ? [1, 1 / edible] : [edible, 1];
  return {
    net: grams === null ? null : grams * net,
    gross: grams === null ? null : grams * gross,
    base: base === null ? null : base * gross,
  };
}

/** The dishes that lead from a recipe back to itself ("高汤 → 鸡汤 → 高汤"), or null when nothing goes in a circle. */
export function circleOf(recipe: Recipe, recipes: Larder["recipes"], trail: readonly Recipe[] = []): string[] | null {
  if (trail.some((r) => r.id === recipe.id)) return [...trail, recipe].map((r) => r.name);
  for (const { subDishId } of recipe.lines) {
    const sub = subDishId === null ? undefined : subDishId === trail[0]?.id ? trail[0] : recipes.get(subDishId);
    const circle = sub && circleOf(sub, recipes, [...trail, recipe]);
    if (circle) return circle;
  }
  return null;
}

/** A recipe's ingredients with base dishes dissolved into theirs, each scaled. Throws RangeError on a circle or unknown id. */
export function flatten(recipe: Recipe, larder: Larder, trail: readonly number[] = []): Part[] {
  if (trail.includes(recipe.id)) throw new RangeError(`dish ${recipe.id} contains itself`);
  return recipe.lines.flatMap((line): Part[] => {
    if (line.ingredientId !== null) {
      const food = larder.foods.get(line.ingredientId);
      if (!food) throw new RangeError(`no ingredient ${line.ingredientId}`);
      return [{ food, ...weigh(food, line), isOptional: line.isOptional }];
    }
    const sub = larder.recipes.get(line.subDishId ?? 0);
    if (!sub) throw new RangeError(`no dish ${line.subDishId}`);
    const parts = flatten(sub, larder, [...trail, recipe.id]);
    const factor = servingsOf(sub, parts, line.quantity, line.unit);
    const scaled = (n: number | null) => (n === null || factor === null ? null : n * factor);
    return parts.map((part) => ({
      ...part,
      net: scaled(part.net),
      gross: scaled(part.gross),
      base: scaled(part.base),
      via: sub.name,
      isOptional: line.isOptional || part.isOptional,
    }));
  });
}

/** How many servings of a base dish a quantity is; null when it is given by weight and a serving's weight is unknown. */
function servingsOf(sub: Recipe, parts: readonly Part[], quantity: number, unit: string): number | null {
  if (quantity === 0) return null;
  if (unit === PORTION) return quantity;
  const grams = toGrams({ baseUnit: "g", units: [] }, quantity, unit);
  const serving = sub.portionGrams ?? netWeight(parts);
  return grams === null || !serving ? null : grams / serving;
}

/** Edible grams of all parts together; null when one cannot be weighed. */
export function netWeight(parts: readonly Part[]): number | null {
  let grams = 0;
  for (const { net } of parts) {
    if (net === null) return null;
    grams += net;
  }
  return grams;
}

/** Recorded only where a food holds any, so a missing row says nothing against a dish. */
const optionalNutrients = new Set(["alcohol_g"]);

export type ComputedNutrition = {
  /** Sums of what is known. A code is absent when no ingredient knows it. */
  amounts: Nutrition;
  /** Codes whose sum lacks an ingredient, and which: the true amount is at least the sum. */
  missing: { code: string; foods: string[] }[];
  isComplete: boolean;
};

/** Nutrients of one serving: edible grams × amount per 100 g, over all parts. */
export function nutritionOf(parts: readonly Part[], codes: readonly string[]): ComputedNutrition {
  const amounts: Nutrition = {};
  const missing: ComputedNutrition["missing"] = [];
  for (const code of codes) {
    const foods = new Set<string>();
    for (const { food, net } of parts) {
      const per100 = food.nutrients[code];
      if (per100 === undefined && food.isHerb) amounts[code] ??= 0;
      else if (per100 === undefined || net === null) foods.add(food.name);
      else amounts[code] = (amounts[code] ?? 0) + (net * per100) / 100;
    }
    if (parts.length === 0 || (foods.size > 0 && !optionalNutrients.has(code)))
      missing.push({ code, foods: [...foods] });
  }
  for (const code of Object.keys(amounts)) amounts[code] = round4(amounts[code] ?? 0);
  return { amounts, missing, isComplete: missing.length === 0 };
}

export type StoredNutrition = { code: string; amount: number; source: DishNutritionSource; reason: string | null };

/**
 * What is kept of a dish's nutrition after a recomputation: an override always stays; a declared value stays until the
 * ingredients give the whole amount.
 */
export function mergedNutrition(computed: ComputedNutrition, kept: readonly StoredNutrition[]) {
  const open = new Set(computed.missing.map((m) => m.code));
  const stays = kept.filter((row) => row.source === "override" || (row.source === "declared" && open.has(row.code)));
  const taken = new Set(stays.map((row) => row.code));
  const rows: StoredNutrition[] = [
    ...Object.entries(computed.amounts)
      .filter(([code]) => !taken.has(code))
      .map(([code, amount]) => ({ code, amount, source: "computed" as const, reason: null })),
    ...stays,
  ];
  return { rows, isComplete: computed.missing.every((m) => taken.has(m.code)) };
}

type Allergen = { id: number; code: string; name: string };

/** Allergens of a dish with the ingredients behind each: contains beats unknown beats free, and free ones are left out. */
export function allergensOf(parts: readonly Part[], allergens: readonly Allergen[]): CardAllergen[] {
  const found: CardAllergen[] = [];
  for (const { id, code, name } of allergens) {
    const inState = (state: "contains" | undefined) => [
      ...new Set(parts.filter((p) => p.food.allergens[id] === state).map((p) => p.food.name)),
    ];
    const [contains, unknown] = [inState("contains"), inState(undefined)];
    if (contains.length > 0) found.push({ id, code, name, state: "contains", from: contains });
    else if (unknown.length > 0) found.push({ id, code, name, state: "unknown", from: unknown });
  }
  return found;
}

/** Tags of a dish: its own and those of its ingredients, with where each comes from ("" = the dish itself). */
export function tagsOf(parts: readonly Part[], own: readonly number[]): Map<number, string[]> {
  const tags = new Map<number, string[]>(own.map((id) => [id, [""]]));
  for (const { food } of parts)
    for (const id of food.tagIds) {
      const from = tags.get(id) ?? [];
      if (!from.includes(food.name)) tags.set(id, [...from, food.name]);
    }
  return tags;
}

export type Cost = {
  /** Sum of what has a price, rounded once at the end. */
  amount: Fen;
  isComplete: boolean;
  /** Ingredients without a price, or whose unit cannot be converted. */
  missing: string[];
  /** One per part, unrounded fen. */
  lines: (number | null)[];
};

/** Ingredient cost of one serving: gross quantity in base units × fen per base unit. */
export function costOf(parts: readonly Part[]): Cost {
  const lines = parts.map(({ food, base }) => (base === null || food.unitCost === null ? null : base * food.unitCost));
  const missing = [...new Set(parts.filter((_, i) => lines[i] === null).map((p) => p.food.name))];
  const sum = Math.round(lines.reduce<number>((total, line) => total + (line ?? 0), 0));
  const isReal = Number.isSafeInteger(sum); // an absurd price or unit must not bring every list of dishes down
  return {
    amount: fen(isReal ? sum : 0),
    isComplete: isReal && parts.length > 0 && missing.length === 0,
    missing,
    lines,
  };
}

export type Portion = { dishId: number; quantity: number };

/** Nutrients of several dishes together. Not complete when a dish is unknown or its own figures are not complete. */
export function sumNutrition(
  cards: ReadonlyMap<number, Pick<DishCard, "nutrition" | "isNutritionComplete">>,
  portions: readonly Portion[],
): { nutrition: Nutrition; isComplete: boolean } {
  const nutrition: Nutrition = {};
  let isComplete = true;
  for (const { dishId, quantity } of portions) {
    const card = cards.get(dishId);
    isComplete &&= card?.isNutritionComplete ?? false;
    for (const [code, amount] of Object.entries(card?.nutrition ?? {}))
      nutrition[code] = (nutrition[code] ?? 0) + amount * quantity;
  }
  for (const code of Object.keys(nutrition)) nutrition[code] = round4(nutrition[code] ?? 0);
  return { nutrition, isComplete };
}

/** A daily amount to aim at; codes and units are those of the nutrient master. */
export type Target = {
  nutrientId: number;
  code: string;
  name: string;
  unit: string;
  min: number | null;
  target: number | null;
  max: number | null;
  source: string;
  confidence: string | null;
  /** The profile that set it and its version; "personal" for a person's own. */
  profile?: string;
  version?: number;
};

export type Comparison = Target & {
  amount: number | null;
  state: "low" | "within" | "high" | "unknown";
  /** The band counted as on target; null = open on that side. */
  from: number | null;
  to: number | null;
  /** How much is lacking (positive) or too much (negative); 0 inside the band. */
  gap: number;
};

/** A single figure to aim at is met from 90 % on: food tables themselves differ by more than a tenth. */
const MET = 0.9;

/** A day's nutrients against targets. Lower edge: the minimum, else 90 % of the target; upper edge: the maximum. */
export function compareToTargets(total: Nutrition, targets: readonly Target[]): Comparison[] {
  return targets.map((target) => {
    const from = target.min ?? (target.target === null ? null : target.target * MET);
    const to = target.max;
    const amount = total[target.code];
    if (amount === undefined) return { ...target, amount: null, state: "unknown", from, to, gap: 0 };
    const state = from !== null && amount < from ? "low" : to !== null && amount > to ? "high" : "within";
    const gap = state === "low" ? (from ?? 0) - amount : state === "high" ? (to ?? 0) - amount : 0;
    return { ...target, amount, state, from, to, gap: round4(gap) };
  });
}

/** Share of energy from protein, fat and carbohydrate in percent (Atwater 4–9–4 kcal/g); null without energy. */
export function energyShares(n: Nutrition): { protein: number; fat: number; carb: number } | null {
  const kcal = [(n.protein_g ?? 0) * 4, (n.fat_g ?? 0) * 9, (n.carb_g ?? 0) * 4] as const;
  const sum = kcal[0] + kcal[1] + kcal[2];
  if (sum <= 0) return null;
  const percent = (part: number) => Math.round((part / sum) * 1000) / 10;
  return { protein: percent(kcal[0]), fat: percent(kcal[1]), carb: percent(kcal[2]) };
}

/** "生姜、芝麻油": what a dish is made of, as one line of text. */
export const ingredientsText = (card: Pick<DishCard, "ingredients">): string =>
  [...new Set(card.ingredients.map((i) => i.name))].join("、");

/** Who should not eat it, as one line of text: the caution, then what it contains or may contain; 无 when nothing is known. */
export function restrictionsText(card: Pick<DishCard, "caution" | "allergens">): string {
  const named = (state: CardAllergen["state"]) => card.allergens.filter((a) => a.state === state).map((a) => a.name);
  const [contains, unknown] = [named("contains"), named("unknown")];
  const said = [
    card.caution,
    contains.length > 0 && `含${contains.join("、")}`,
    unknown.length > 0 && `未申报${unknown.join("、")}`,
  ].filter(Boolean);
  return said.join("；") || "无";
}

const round4 = (n: number) => Math.round(n * 1e4) / 1e4;
