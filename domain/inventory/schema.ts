import { z } from "zod";
import { amountDue, quantity } from "@/lib/fields";

/** "g", "个", "勺"; compared as written. */
export const unitField = z
  .string({ error: "请填单位" })
  .trim()
  .min(1, "请填单位")
  .max(16, "单位最多 16 个字")
  .regex(/^[^\d\s]+$/, "单位里不要写数字和空格");

/** 1 `unit` = `baseQuantity` base units. */
export const ItemUnitIn = z.strictObject({
  unit: unitField,
  baseQuantity: quantity("换算数量", { max: 1e9 }).refine((n) => n > 0, "换算数量要大于 0"),
});

/** What `per` `unit` cost: 12.80 yuan for 1 kg, 9.90 for 10 个. */
export const PriceIn = z.strictObject({
  amount: amountDue,
  per: quantity("数量", { max: 1e9 })
    .refine((n) => n > 0, "数量要大于 0")
    .default(1),
  unit: unitField,
});
export type PriceIn = z.output<typeof PriceIn>;
