import type { ConditionFact, DietRule, Person, RestrictionFact } from "@/domain/customers/safety/rules";
import type { Profile } from "@/domain/dishes/guidance/rules";
import type { DishCard, Nutrition, Slot } from "@/domain/dishes/rules";
import type { Fen } from "@/lib/money";
import type { Day } from "@/lib/time";
import type { Grid } from "../items/rules";
import type { Origins } from "../origins/rules";
import type { Goals } from "../schema";

/** A dish as the editor needs it: what judge() looks at, what the panel shows, the nutrients it adds up. */
export type EditorCard = Pick<
  DishCard,
  | "id"
  | "name"
  | "nameKey"
  | "category"
  | "weeks"
  | "slotIds"
  | "isAvailable"
  | "isBase"
  | "allergens"
  | "tags"
  | "cost"
> & {
  ingredients: { ingredientId: number; name: string; grams: number; via?: string }[];
  nutrition: Nutrition;
};

export type EditorWeek = {
  weekNumber: number;
  version: number;
  focusArea: string | null;
  goals: Goals;
  avoidFoods: string[];
  recommendedFoods: string[];
  notes: string | null;
  isApproved: boolean;
};

export type EditorDay = { date: Day; weekNumber: number; specialNotes: string | null };

/** Everything the editor opens with; plain values only. */
export type EditorData = {
  plan: {
    id: number;
    planNumber: string;
    status: "draft" | "active" | "completed" | "cancelled";
    version: number;
    startDate: Day;
    endDate: Day;
    mealPlanType: string;
    notes: string | null;
    totalPrice: Fen;
    discountAmount: Fen;
    finalPrice: Fen;
    totalCaloriesPerDay: number | null;
    createdByName: string | null;
    approvedByName: string | null;
  };
  who: {
    customerId: number;
    name: string;
    room: string | null;
    isBooked: boolean;
    /** 剖宫产 11-09, or 预产期 12-01. */
    birthText: string | null;
    restrictions: Pick<RestrictionFact, "kind" | "strength" | "label" | "validTo">[];
    /** How her dishes are cooked differently: 少盐. */
    adjustments: string[];
  };
  weeks: EditorWeek[];
  days: EditorDay[];
  cells: Grid;
  slots: Slot[];
  cards: EditorCard[];
  person: Person;
  rules: DietRule[];
  /** Daily targets by feeding, stage and condition, to be chosen from for each day. */
  profiles: Profile[];
  origins: Origins;
  /** Last day before the plan on which she had a dish. */
  lastHad: Record<number, Day>;
  may: { edit: boolean; approve: boolean; cancel: boolean; overrule: boolean };
  openedBy: number;
};

/** Nutrients that the editor shows; the others stay at home. */
export const shownNutrients = [
  "energy_kcal",
  "protein_g",
  "carb_g",
  "fat_g",
  "fibre_g",
  "iron_mg",
  "calcium_mg",
  "sodium_mg",
] as const;

/**
 * Shares of a day's energy from fat and carbohydrate in percent: 20–30 and 50–65 (China DRI 2023, lactation); with impaired
 * glucose metabolism 45–55 from carbohydrate.
 */
export function energyShareBands(conditions: readonly ConditionFact[], on: Day) {
  const isSweet = conditions.some((c) => c.code === "GDM" && c.fromDay <= on && (c.toDay === null || c.toDay >= on));
  return { fat: { min: 20, max: 30 }, carb: isSweet ? { min: 45, max: 55 } : { min: 50, max: 65 } };
}

/** A week wants no more liver than this, for its vitamin A (dietary guidelines for lactation, 2022). */
export const LIVER_GRAMS = 85;
