import { z } from "zod";
import { stageGuideStages } from "@/db/enums/dishes";
import { dayOut, idOut, moneyOut } from "@/lib/out";

const amounts = z.record(z.string(), z.number());
/** Codes whose amount is a lower bound: an ingredient does not say. */
const missing = z.array(z.string());

const against = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  amount: z.number().nullable(),
  state: z.enum(["low", "within", "high", "unknown"]),
  from: z.number().nullable(),
  to: z.number().nullable(),
  gap: z.number(),
  /** False: the true amount is higher. */
  isComplete: z.boolean(),
  source: z.string(),
  confidence: z.string().nullable(),
  /** The profile that set it and its version; "personal" for a person's own. */
  profile: z.string().optional(),
  version: z.number().int().optional(),
});

const share = z.object({ within: z.number().int(), of: z.number().int() });

export const MealOut = z.object({
  slotId: idOut,
  slot: z.string(),
  mealType: z.string(),
  /** Part of the day's energy that this meal should carry, 0–1, and what it carries. */
  energyShare: z.number().nullable(),
  actualShare: z.number().nullable(),
  nutrition: amounts,
  missing,
  dishes: z.array(
    z.object({
      dishId: idOut,
      dishName: z.string(),
      quantity: z.number().int(),
      nutrition: amounts,
      missing,
    }),
  ),
});
export type MealOut = z.output<typeof MealOut>;

const period = {
  /** Days that hold a dish; the amounts are their mean. */
  days: z.number().int(),
  nutrition: amounts,
  missing,
  targets: z.array(against),
  /** By nutrient: days inside the band, of the days that know it. */
  onTarget: z.record(z.string(), share),
};

export const GapOut = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  amount: z.number(),
  from: z.number(),
  lack: z.number(),
  isComplete: z.boolean(),
  dishes: z.array(
    z.object({
      dishId: idOut,
      dishName: z.string(),
      category: z.string().nullable(),
      slots: z.array(z.string()),
      amount: z.number(),
      share: z.number(),
      kcal: z.number(),
      isComplete: z.boolean(),
      caveats: z.array(z.string()),
    }),
  ),
  foods: z.array(
    z.object({
      ingredientId: idOut,
      name: z.string(),
      grams: z.number(),
      amount: z.number(),
      dishes: z.array(z.string()),
    }),
  ),
});
export type GapOut = z.output<typeof GapOut>;

export const SurplusOut = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  amount: z.number(),
  to: z.number(),
  excess: z.number(),
  sources: z.array(z.object({ dishId: idOut, dishName: z.string(), times: z.number().int(), amount: z.number() })),
});
export type SurplusOut = z.output<typeof SurplusOut>;

const advice = { gaps: z.array(GapOut), surpluses: z.array(SurplusOut) };

export const NutritionDayOut = z.object({
  date: dayOut,
  weekNumber: z.number().int(),
  dayNumber: z.number().int(),
  stage: z.enum(stageGuideStages).nullable(),
  postpartumDay: z.number().int().nullable(),
  totalCalories: z.number().nullable(),
  isComplete: z.boolean(),
  cost: moneyOut,
  isCostComplete: z.boolean(),
  nutrition: amounts,
  missing,
  targets: z.array(against),
  meals: z.array(MealOut),
});
export type NutritionDayOut = z.output<typeof NutritionDayOut>;

export const NutritionWeekOut = z.object({
  weekNumber: z.number().int(),
  from: dayOut,
  to: dayOut,
  ...period,
  ...advice,
});
export type NutritionWeekOut = z.output<typeof NutritionWeekOut>;

export const NutritionOut = z.object({
  planId: idOut,
  profile: z.string(),
  /** Profiles and versions that the targets come from. */
  origins: z.array(
    z.object({
      profile: z.string(),
      label: z.string(),
      version: z.number().int(),
      source: z.string(),
      confidence: z.string().nullable(),
    }),
  ),
  /** On whose account the targets are what they are, in words. */
  basis: z.array(z.string()),
  days: z.array(NutritionDayOut),
  weeks: z.array(NutritionWeekOut),
  /** Mean of the days that have any dish. */
  average: z.object({ ...period, ...advice }),
  /** What no figure here says anything about. */
  notInTables: z.array(z.string()),
  uncertainty: z.string(),
});
export type NutritionOut = z.output<typeof NutritionOut>;
