import { z } from "zod";
import { childbirthDeliveryModes, childbirthFeedings, patientGenders } from "@/db/enums/customers";
import { clockField, dayField, id, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut } from "@/lib/out";
import { NewBaby } from "../schema";

const parity = z.coerce.number({ error: "胎次要填数字" }).int().min(1, "胎次从 1 起").max(15, "胎次最多 15");
const gestationDays = z.coerce
  .number({ error: "孕周要填数字" })
  .int()
  .min(140, "孕周不能小于 20 周")
  .max(315, "孕周不能大于 45 周");

export const RecordDelivery = z.strictObject({
  id: id.meta({ description: "客户" }),
  deliveredOn: dayField,
  deliveredTime: clockField.nullable().optional(),
  deliveryMode: z.enum(childbirthDeliveryModes, { error: "请选择分娩方式" }),
  feeding: z.enum(childbirthFeedings).nullable().optional(),
  parity: parity.nullable().optional(),
  gestationDays: gestationDays.nullable().optional(),
  notes: text(1000).optional(),
  babies: z.array(NewBaby).max(6, "最多 6 个宝宝").optional(),
});
export type RecordDelivery = z.infer<typeof RecordDelivery>;

export const EditBirth = z.strictObject({
  id,
  /** The customer in whose file it stands; another one's is not found. */
  customerId: id.optional(),
  version,
  expectedDeliveryDate: dayField.nullable().optional(),
  deliveredOn: dayField.nullable().optional(),
  deliveredTime: clockField.nullable().optional(),
  deliveryMode: z.enum(childbirthDeliveryModes).nullable().optional(),
  feeding: z.enum(childbirthFeedings).nullable().optional(),
  parity: parity.nullable().optional(),
  gestationDays: gestationDays.nullable().optional(),
  notes: text(1000).optional(),
});
export type EditBirth = z.infer<typeof EditBirth>;

export const BirthOut = z.object({
  id: idOut,
  patientId: idOut,
  expectedDeliveryDate: dayOut.nullable(),
  deliveredOn: dayOut.nullable(),
  deliveredAt: instantOut.nullable(),
  deliveryMode: z.enum(childbirthDeliveryModes).nullable(),
  feeding: z.enum(childbirthFeedings).nullable(),
  parity: z.number().int().nullable(),
  gestationDays: z.number().int().nullable(),
  notes: z.string().nullable(),
  isCurrent: z.boolean(),
  version: z.number().int(),
  babies: z.array(
    z.object({
      id: idOut,
      name: z.string(),
      gender: z.enum(patientGenders).nullable(),
      birthWeightG: z.number().int().nullable(),
      birthOrder: z.number().int().nullable(),
    }),
  ),
});
export type BirthOut = z.infer<typeof BirthOut>;
export const BirthsOut = z.object({ items: z.array(BirthOut) });
