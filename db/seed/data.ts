import { readFileSync } from "node:fs";
import { parseCsv } from "./csv";

/** The reference files of `db/seed/data`, in the shapes they have (see the README there). */
const read = (name: string) => readFileSync(new URL(`./data/${name}`, import.meta.url), "utf8");
const json = <T>(name: string) => JSON.parse(read(name)) as T;

export type DishData = {
  id: string;
  name: string;
  category: string;
  /** Codes of the meal slots it suits; the first is the primary one. */
  slots: string[];
  weeks: number[];
  region: string;
  method: string;
  /** Food id (F0265) or the name of a herb, grams per serving, and whether they include bone and peel. */
  ingredients: [food: string, grams: number, basis: "net" | "gross"][];
  codes: string[];
  allergens: string[];
  note: string;
  nutrition: Record<string, number>;
};

type Caution = { label: string; text: string; basis: string };
export type ConditionData = { code: string; name: string; basis: string; block_codes?: string[] } & Record<
  string,
  unknown
>;
export type WeekData = {
  week: number;
  label: string;
  custom: string;
  energy_kcal: string;
  texture: string;
  principles: string[];
  custom_dishes: string[];
  avoid: string[];
  modern_comment: string;
};
type DriNutrient = {
  code: string;
  name_zh: string;
  unit: string;
  china_dri_2023: { value: number | string; type: string; upper: number | string | null; confidence: string };
  note: string;
};
type FoodGroup = { group: string; amount: string; note: string };
export type DriData = {
  meta: { disclaimer: string; sources: Record<string, string> };
  nutrients: DriNutrient[];
  food_group_targets: { source: string; items: FoodGroup[]; meal_pattern: string };
};

export const foodRows = () => parseCsv(read("foods_kitchen.csv"));
export const herbRows = () => parseCsv(read("herbs_tonics.csv"));
export const dishData = () =>
  json<{ note: string; contraindication_codes: Record<string, Caution>; dishes: DishData[] }>("yuezi_dishes.json");
export const conditionData = () => json<{ conditions: ConditionData[] }>("postpartum_conditions.json").conditions;
export const weekData = () => json<{ meta: { basis: string }; weeks: WeekData[] }>("postpartum_week_principles.json");
export const driData = () => json<DriData>("dri_lactation.json");
