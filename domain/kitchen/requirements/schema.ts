import { z } from "zod";
import { dayField, id } from "@/lib/fields";
import { dayOut, idOut, moneyOut } from "@/lib/out";

export const RequirementsInput = z.object({
  from: dayField.optional(),
  /** As many days as the setting says when left out. */
  to: dayField.optional(),
  centreId: id.optional(),
});
export type RequirementsInput = z.infer<typeof RequirementsInput>;

const quantityOut = z.number();

export const RequirementsOut = z.object({
  from: dayOut,
  to: dayOut,
  centreId: idOut,
  /** What each whole day takes from the store, by ingredient. */
  days: z.array(
    z.object({
      date: dayOut,
      /** In the house; and of them those without a plan, whose use is estimated (预计). */
      mothers: z.number().int(),
      unplanned: z.number().int(),
      ingredients: z.array(
        z.object({
          ingredientId: idOut,
          name: z.string(),
          netGrams: z.number(),
          grossGrams: z.number(),
          dishes: z.array(
            z.object({ dishId: idOut, dishName: z.string(), portions: z.number().int(), grossGrams: z.number() }),
          ),
        }),
      ),
    }),
  ),
  /** Every item along the calendar, in its base unit; those that run short first. */
  items: z.array(
    z.object({
      itemId: idOut,
      ingredientId: idOut,
      name: z.string(),
      category: z.string(),
      unit: z.string(),
      /** In lots that are available and in date on the first day. */
      stock: quantityOut,
      /** On its way: transfers, and receipts that are written but not posted. */
      incoming: quantityOut,
      /** Missing over all days: of what is planned, and with what is only expected. */
      short: quantityOut,
      shortExpected: quantityOut,
      firstShortOn: dayOut.nullable(),
      coveredUntil: dayOut.nullable(),
      days: z.array(
        z.object({
          date: dayOut,
          need: quantityOut,
          expected: quantityOut,
          short: quantityOut,
          balance: quantityOut,
          expired: quantityOut,
          state: z.enum(["unused", "enough", "incoming", "short"]),
        }),
      ),
    }),
  ),
  suggestions: z.array(
    z.object({
      itemId: idOut,
      name: z.string(),
      supplierId: idOut.nullable(),
      supplierName: z.string().nullable(),
      quantity: quantityOut,
      unit: z.string(),
      baseQuantity: quantityOut,
      baseUnit: z.string(),
      missing: quantityOut,
      neededOn: dayOut,
      orderBy: dayOut,
      isLate: z.boolean(),
      until: dayOut,
      cost: moneyOut.nullable(),
    }),
  ),
});
export type RequirementsOut = z.output<typeof RequirementsOut>;
