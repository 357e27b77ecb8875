import type { DishForm } from "@/domain/dishes/recipes/schema";

export type LineValue = {
  ingredientId: number | null;
  dishId: number | null;
  /** Null = 适量. */
  quantity: number | null;
  unit: string;
  basis: "net" | "gross";
  isOptional: boolean;
};

/** A dish as the form holds it: ids as text for the pickers, empty text for none. */
export type DishValues = {
  name: string;
  description: string;
  price: number | null;
  slotIds: string[];
  dishCategoryId: string | null;
  method: string | null;
  region: string;
  weeks: string[];
  station: string | null;
  cookMinutes: number | null;
  portionGrams: number | null;
  isBase: boolean;
  isMedicinal: boolean;
  caution: string;
  isAvailable: boolean;
  ingredients: LineValue[];
  tags: string[];
  substitutes: number[];
  /** Figures by hand, by nutrient code. */
  overrides: Record<string, number | null>;
  reason: string;
  photo: string | null;
};

export const emptyDish: DishValues = {
  name: "",
  description: "",
  price: null,
  slotIds: [],
  dishCategoryId: null,
  method: null,
  region: "",
  weeks: [],
  station: null,
  cookMinutes: null,
  portionGrams: null,
  isBase: false,
  isMedicinal: false,
  caution: "",
  isAvailable: true,
  ingredients: [],
  tags: [],
  substitutes: [],
  overrides: {},
  reason: "",
  photo: null,
};

export function valuesOf(row: DishForm): DishValues {
  return {
    name: row.name,
    description: row.description ?? "",
    price: row.price,
    slotIds: row.slotIds.map(String),
    dishCategoryId: row.dishCategoryId === null ? null : String(row.dishCategoryId),
    method: row.method,
    region: row.region ?? "",
    weeks: row.weeks.map(String),
    station: row.station,
    cookMinutes: row.cookMinutes,
    portionGrams: row.portionGrams,
    isBase: row.isBase,
    isMedicinal: row.isMedicinal,
    caution: row.caution ?? "",
    isAvailable: row.isAvailable,
    ingredients: row.ingredients.map((line) => ({ ...line, quantity: line.quantity === 0 ? null : line.quantity })),
    tags: row.tags,
    substitutes: row.substitutes,
    overrides: row.nutritionOverride?.amounts ?? {},
    reason: row.nutritionOverride?.reason ?? "",
    photo: row.photo,
  };
}

export function inputOf({ overrides, reason, slotIds, weeks, ingredients, dishCategoryId, ...rest }: DishValues) {
  const amounts = Object.fromEntries(
    Object.entries(overrides).filter((pair): pair is [string, number] => pair[1] !== null),
  );
  return {
    ...rest,
    slotIds: slotIds.map(Number),
    weeks: weeks.map(Number),
    dishCategoryId: dishCategoryId === null ? null : Number(dishCategoryId),
    ingredients: ingredients.map((line) => ({ ...line, quantity: line.quantity ?? 0 })),
    nutritionOverride: Object.keys(amounts).length > 0 ? { amounts, reason } : null,
  };
}
