import { z } from "zod";
import { dayField, id } from "@/lib/fields";

export const OrderChoices = z.object({ centreId: id.optional(), date: dayField.optional() });
export type OrderChoices = z.infer<typeof OrderChoices>;

export const OrderDishes = z.object({
  centreId: id.optional(),
  date: dayField,
  slot: z.string().trim().min(1).max(50),
  search: z.string().trim().max(50).default(""),
});
export type OrderDishes = z.infer<typeof OrderDishes>;
