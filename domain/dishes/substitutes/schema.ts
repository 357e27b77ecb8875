import { z } from "zod";
import { id, version } from "@/lib/fields";
import { idOut } from "@/lib/out";

/** What is tried, in this order, when a dish cannot be served to somebody. An empty list is fine. */
export const SetSubstitutes = z
  .strictObject({ id, dishIds: z.array(id).max(20, "最多 20 道"), version: version.optional() })
  .refine((given) => new Set(given.dishIds).size === given.dishIds.length, {
    path: ["dishIds"],
    message: "有一道菜写了两次",
  })
  .refine((given) => !given.dishIds.includes(given.id), { path: ["dishIds"], message: "一道菜不能替代它自己" });
export type SetSubstitutes = z.infer<typeof SetSubstitutes>;

export const DishSubstitutes = z.object({ id });
export type DishSubstitutes = z.infer<typeof DishSubstitutes>;

export const SubstitutesOut = z.object({
  id: idOut,
  name: z.string(),
  /** The dish's own version: a list saved on a stale one is refused. */
  version: z.number().int(),
  substitutes: z.array(
    z.object({
      id: idOut,
      name: z.string(),
      category: z.string().nullable(),
      isAvailable: z.boolean(),
      /** Suits at least one meal slot of the dish; else it is never taken. */
      suitsSlots: z.boolean(),
    }),
  ),
});
export type Substitutes = z.infer<typeof SubstitutesOut>;
