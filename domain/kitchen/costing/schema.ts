import { z } from "zod";
import { dayField, id } from "@/lib/fields";
import { dayOut, idOut, moneyOut } from "@/lib/out";

export const PlanCostingInput = z.object({ id });

/** `is_complete` false: a price is missing, so the real cost is higher. */
const costOut = z.object({ amount: moneyOut, isComplete: z.boolean() });
const marginOut = z.object({ amount: moneyOut, permille: z.number().int().nullable() });

export const PlanCostingOut = z.object({
  planId: idOut,
  price: moneyOut,
  /** All days, at what food costs now, and what that leaves of the price. */
  planned: costOut,
  margin: marginOut,
  /** Of the days served so far: what the lots taken for them cost, and what had been planned for those days. */
  actual: costOut.extend({ days: z.number().int(), planned: moneyOut }),
  /** Actual so far, and what is still planned: where it will end. */
  forecast: costOut.extend({ margin: marginOut }),
  days: z.array(
    z.object({
      date: dayOut,
      planned: moneyOut,
      isComplete: z.boolean(),
      actual: moneyOut.nullable(),
      isActualComplete: z.boolean(),
    }),
  ),
});
export type PlanCostingOut = z.output<typeof PlanCostingOut>;

export const KitchenCostingInput = z.object({
  from: dayField.optional(),
  to: dayField.optional(),
  centreId: id.optional(),
});
export type KitchenCostingInput = z.infer<typeof KitchenCostingInput>;
export const KitchenCostingOut = z.object({
  from: dayOut,
  to: dayOut,
  centreId: idOut,
  days: z.array(
    z.object({
      date: dayOut,
      /** Everything planned and ordered, at what food costs now; null when nothing is. */
      planned: moneyOut.nullable(),
      isPlannedComplete: z.boolean(),
      /** What the lots taken for closed batches cost. */
      actual: moneyOut.nullable(),
      isActualComplete: z.boolean(),
      batches: z.number().int(),
      closedBatches: z.number().int(),
      mothers: z.number().int(),
      plannedPerMother: moneyOut.nullable(),
    }),
  ),
});
export type KitchenCostingOut = z.output<typeof KitchenCostingOut>;
