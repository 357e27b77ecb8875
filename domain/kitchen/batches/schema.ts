import { z } from "zod";
import { productionBatchStatuses } from "@/db/enums/kitchen";
import { dayField, id, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";

export const ListBatches = z.object({
  centreId: id.optional(),
  date: dayField.optional(),
  slot: z.string().trim().max(50).optional(),
  status: z.enum(productionBatchStatuses).optional(),
});
export type ListBatches = z.infer<typeof ListBatches>;

export const OneBatch = z.object({ id });
export type OneBatch = z.infer<typeof OneBatch>;

export const BatchStep = z.strictObject({ id, version: version.optional() });
export type BatchStep = z.infer<typeof BatchStep>;

const portions = z.coerce.number({ error: "请填份数" }).int("份数要是整数").min(0, "份数不能小于 0").max(9999);
const celsius = z.coerce.number({ error: "请填温度" }).min(-60, "温度太低").max(300, "温度太高");

/** Temperatures out of the limits of the settings need `actionTaken` (回锅加热至 82 ℃). */
export const CloseBatch = z.strictObject({
  id,
  version: version.optional(),
  /** Left out: as many as planned. */
  cookedPortions: portions.optional(),
  leftoverPortions: portions.optional(),
  coreCelsius: celsius.optional(),
  holdCelsius: celsius.optional(),
  actionTaken: text(200).optional(),
});
export type CloseBatch = z.infer<typeof CloseBatch>;

export const CancelBatch = z.strictObject({ id, version: version.optional(), reason: text(200).optional() });
export type CancelBatch = z.infer<typeof CancelBatch>;

/** The recipe as it was cooked: frozen when the batch is closed, never changed after. Grams are for all portions. */
export type RecipeAsCooked = {
  portions: number;
  ingredients: { ingredientId: number; itemId: number | null; name: string; grams: number; grossGrams: number }[];
  /** What the store could not give, by item. */
  shortfalls: { itemId: number; name: string; quantity: number; unit: string }[];
};

const temperature = z.object({
  id: idOut,
  pointName: z.string(),
  celsius: z.number(),
  measuredAt: instantOut,
  isOk: z.boolean(),
  actionTaken: z.string().nullable(),
});

export const BatchOut = z.object({
  id: idOut,
  number: z.string(),
  centreId: idOut,
  date: dayOut,
  slotId: idOut,
  slotCode: z.string(),
  slot: z.string(),
  dishId: idOut,
  dishName: z.string(),
  station: z.string().nullable(),
  variantLabel: z.string().nullable(),
  status: z.enum(productionBatchStatuses),
  plannedPortions: z.number().int(),
  cookedPortions: z.number().int().nullable(),
  leftoverPortions: z.number().int().nullable(),
  startedAt: instantOut.nullable(),
  closedAt: instantOut.nullable(),
  closedByName: z.string().nullable(),
  cost: moneyOut.nullable(),
  isCostComplete: z.boolean(),
  hasShortfall: z.boolean(),
  version: z.number().int(),
});
export type Batch = z.infer<typeof BatchOut>;
export const BatchesOut = z.object({ centreId: idOut, date: dayOut, batches: z.array(BatchOut) });

export const BatchDetailOut = BatchOut.extend({
  recipe: z
    .object({
      portions: z.number().int(),
      ingredients: z.array(
        z.object({
          ingredientId: idOut,
          itemId: idOut.nullable(),
          name: z.string(),
          grams: z.number(),
          grossGrams: z.number(),
        }),
      ),
      shortfalls: z.array(z.object({ itemId: idOut, name: z.string(), quantity: z.number(), unit: z.string() })),
    })
    .nullable(),
  temperatures: z.array(temperature),
  samples: z.array(z.object({ id: idOut, sampleNo: z.string(), grams: z.number(), keepUntilAt: instantOut })),
});
export type BatchDetail = z.infer<typeof BatchDetailOut>;

/** What closing answers: `shortfalls` were not in the store and are missing in the cost. */
export const ClosedOut = z.object({
  id: idOut,
  version: z.number().int(),
  cost: moneyOut.nullable(),
  isCostComplete: z.boolean(),
  shortfalls: z.array(z.object({ itemId: idOut, name: z.string(), quantity: z.number(), unit: z.string() })),
});
export type Closed = z.infer<typeof ClosedOut>;
