import { z } from "zod";
import { foodTagKinds } from "@/db/enums/dishes";
import { clockField, flag, id, name, quantity, text, version } from "@/lib/fields";
import { clockOut, idOut } from "@/lib/out";

const code = z
  .string({ error: "请填代码" })
  .trim()
  .regex(/^[a-z][a-z0-9_]{1,19}$/, "代码用小写字母、数字和下划线，2 到 20 位，如 late_snack");
const position = z.coerce.number({ error: "要填整数" }).int("要填整数").min(0).max(10_000);
const minutes = z.coerce
  .number({ error: "要填整数" })
  .int("要填整数")
  .min(0, "不能小于 0")
  .max(2880, "最多提前 2 天（2880 分钟）");
const share = quantity("能量占比", { max: 1 }).nullable();

const slotFields = {
  name: name("餐次名", 50),
  description: text(500),
  servingTime: clockField,
  /** Minutes before serving time at which the kitchen stops taking changes. */
  cutoffMinutes: minutes,
  /** Part of the day's energy, 0–1. */
  energyShare: share,
  position,
  isActive: flag,
};
const slotOptional = z.object(slotFields).partial().shape;
export const CreateSlot = z.strictObject({ ...slotOptional, code, name: slotFields.name, servingTime: clockField });
export type CreateSlot = z.output<typeof CreateSlot>;
export const UpdateSlot = z.strictObject({ ...slotOptional, id, version });
export type UpdateSlot = z.output<typeof UpdateSlot>;
export const SlotOut = z.object({
  id: idOut,
  code: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  servingTime: clockOut,
  cutoffMinutes: z.number().int(),
  energyShare: z.number().nullable(),
  position: z.number().int(),
  isActive: z.boolean(),
  version: z.number().int(),
});

export const CreateCategory = z.strictObject({ name: name("分类名", 50), position: position.optional() });
export type CreateCategory = z.output<typeof CreateCategory>;
export const UpdateCategory = z.strictObject({
  name: name("分类名", 50).optional(),
  position: position.optional(),
  id,
  version,
});
export type UpdateCategory = z.output<typeof UpdateCategory>;
export const CategoryOut = z.object({
  id: idOut,
  name: z.string(),
  position: z.number().int(),
  version: z.number().int(),
  dishCount: z.number().int(),
});

export const CreateAllergen = z.strictObject({ code, name: name("过敏原", 50), isGb7718: flag.default(false) });
export type CreateAllergen = z.output<typeof CreateAllergen>;
export const UpdateAllergen = z.strictObject({ id, name: name("过敏原", 50).optional(), isGb7718: flag.optional() });
export type UpdateAllergen = z.output<typeof UpdateAllergen>;
export const AllergenOut = z.object({
  id: idOut,
  code: z.string(),
  name: z.string(),
  isGb7718: z.boolean(),
  /** Ingredients in use that contain it, and those nobody has judged. */
  contains: z.number().int(),
  unknown: z.number().int(),
});

const tagFields = { name: name("标签", 50), kind: z.enum(foodTagKinds), text: text(1000), basis: text(100) };
export const CreateTag = z.strictObject({
  code: z.string().trim().min(1, "请填代码").max(32).regex(/^\w+$/, "代码用字母、数字和下划线"),
  ...tagFields,
  text: tagFields.text.default(null),
  basis: tagFields.basis.default(null),
});
export type CreateTag = z.output<typeof CreateTag>;
export const UpdateTag = z.strictObject({ ...z.object(tagFields).partial().shape, id, version });
export type UpdateTag = z.output<typeof UpdateTag>;
export const TagOut = z.object({
  id: idOut,
  code: z.string(),
  name: z.string(),
  kind: z.enum(foodTagKinds),
  text: z.string().nullable(),
  basis: z.string().nullable(),
  version: z.number().int(),
  ingredientCount: z.number().int(),
  dishCount: z.number().int(),
});

export const NutrientOut = z.object({ id: idOut, code: z.string(), name: z.string(), unit: z.string() });

export const MasterId = z.strictObject({ id });
export const NoInput = z.object({});
