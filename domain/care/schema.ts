import { z } from "zod";
import { medicalOrderOrderTypes, medicalOrderStatuses } from "@/db/enums/care";
import { restrictionKinds, restrictionStrengths } from "@/db/enums/customers";
import { clockField, dayField, flag, id, text, version } from "@/lib/fields";
import { clockOut, dayOut, idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";
import { Diet, DietOut } from "./diet/schema";

const fields = {
  orderType: z.enum(medicalOrderOrderTypes, { error: "请选医嘱类型" }),
  /** Left out of a diet order, it is written from the diet. */
  content: text(2000).optional(),
  dosage: text(100).optional(),
  frequency: text(50).optional(),
  /** "7天" or "2周" also gives the last day, unless that is named. */
  duration: text(50).optional(),
  dueTimes: z.array(clockField).max(24, "一天最多 24 次").nullable().optional(),
  diet: Diet.nullable().optional(),
  /** First and last day, both included; from today on and until stopped unless said. */
  startsOn: dayField.optional(),
  stopsOn: dayField.nullable().optional(),
  notes: text(2000).optional(),
};

export const CreateMedicalOrder = z.strictObject({
  ...fields,
  /** The cared-for person; a customer means her own. */
  patientId: id.optional(),
  customerId: id.optional(),
  /** Left out by a doctor: the caller. */
  doctorId: id.optional(),
  status: z.enum(["draft", "active"]).default("active"),
  onceKey: z.string().max(128).optional(),
});
export type CreateMedicalOrder = z.output<typeof CreateMedicalOrder>;

/** Only a draft is changed; `status: "active"` puts it into force. */
export const UpdateMedicalOrder = z.strictObject({
  ...fields,
  orderType: fields.orderType.optional(),
  id,
  version,
  status: z.enum(["draft", "active"]).optional(),
});
export type UpdateMedicalOrder = z.output<typeof UpdateMedicalOrder>;

export const StopMedicalOrder = z.strictObject({
  id,
  version: version.optional(),
  reason: z.string({ error: "请填停止的原因" }).trim().min(1, "请填停止的原因").max(200, "最多 200 个字"),
});
export type StopMedicalOrder = z.output<typeof StopMedicalOrder>;

export const OneMedicalOrder = z.strictObject({ id });
export type OneMedicalOrder = z.output<typeof OneMedicalOrder>;
export const AcknowledgeMedicalOrder = z.strictObject({ id, version: version.optional() });
export type AcknowledgeMedicalOrder = z.output<typeof AcknowledgeMedicalOrder>;

export const ListMedicalOrders = pageOf(["id", "startsAt"]).extend({
  centreId: id.optional(),
  patientId: id.optional(),
  customerId: id.optional(),
  doctorId: id.optional(),
  status: z.enum(medicalOrderStatuses).optional(),
  orderType: z.enum(medicalOrderOrderTypes).optional(),
  /** Only those that a nurse has (not) confirmed to know. */
  acknowledged: flag.optional(),
  search: z.string().trim().max(100).optional(),
});
export type ListMedicalOrders = z.output<typeof ListMedicalOrders>;

const tagOut = z.object({
  kind: z.enum(restrictionKinds),
  strength: z.enum(restrictionStrengths),
  label: z.string(),
  until: dayOut.nullable(),
});

export const MedicalOrderOut = z.object({
  id: idOut,
  centreId: idOut,
  number: z.string(),
  patientId: idOut,
  patientName: z.string(),
  customerId: idOut.nullable(),
  room: z.string().nullable(),
  /** What she must not have, as it stands today: named wherever she is. */
  restrictions: z.array(tagOut),
  doctorId: idOut,
  doctorName: z.string(),
  doctorTitle: z.string().nullable(),
  healthRecordId: idOut.nullable(),
  orderType: z.enum(medicalOrderOrderTypes),
  content: z.string(),
  dosage: z.string().nullable(),
  frequency: z.string().nullable(),
  duration: z.string().nullable(),
  dueTimes: z.array(clockOut).nullable(),
  diet: DietOut.nullable(),
  startsAt: instantOut,
  stopsAt: instantOut.nullable(),
  notes: z.string().nullable(),
  status: z.enum(medicalOrderStatuses),
  stoppedBy: idOut.nullable(),
  stoppedByName: z.string().nullable(),
  stopReason: z.string().nullable(),
  acknowledgedBy: idOut.nullable(),
  acknowledgedByName: z.string().nullable(),
  acknowledgedAt: instantOut.nullable(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type MedicalOrderOut = z.output<typeof MedicalOrderOut>;

export const PreviewDiet = z.strictObject({
  patientId: id,
  diet: Diet,
  startsOn: dayField.optional(),
  stopsOn: dayField.nullable().optional(),
});
export type PreviewDiet = z.output<typeof PreviewDiet>;
