import { z } from "zod";
import { patientGenders, patientKinds } from "@/db/enums/customers";
import { dayField, flag, id, name, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, listOut } from "@/lib/out";
import { pageOf } from "@/lib/page";
import { gender, idCard, phoneOrMask, words } from "../schema";

export const ListFamilies = pageOf(["createdAt", "familyName"]).extend({
  centreId: id.optional(),
  search: z.string().trim().max(100).optional(),
  archived: flag.optional(),
});
export type ListFamilies = z.infer<typeof ListFamilies>;

const familyFields = {
  primaryAddress: text(200).optional(),
  secondaryAddress: text(200).optional(),
  area: text(100).optional(),
  contactPhone: phoneOrMask.optional(),
  emergencyContact: text(100).optional(),
  emergencyPhone: phoneOrMask.optional(),
};
export const CreateFamily = z.strictObject({ centreId: id.optional(), familyName: name("家庭名称"), ...familyFields });
export type CreateFamily = z.infer<typeof CreateFamily>;
export const UpdateFamily = z.strictObject({
  id,
  version: version.optional(),
  familyName: name("家庭名称").optional(),
  ...familyFields,
});
export type UpdateFamily = z.infer<typeof UpdateFamily>;

/** Seed d keeps these as JSON: a list of texts, or one text cut at 、 and ；. */
const list = words.nullable().optional();
const patientFields = {
  gender: gender.nullable().optional(),
  birthDate: dayField.nullable().optional(),
  idCard: idCard.optional(),
  phone: phoneOrMask.optional(),
  relationshipToHead: text(20).optional(),
  birthWeightG: z.coerce
    .number({ error: "出生体重要填数字" })
    .int()
    .min(300, "出生体重不能小于 300 g")
    .max(8000, "出生体重不能大于 8000 g")
    .nullable()
    .optional(),
  medicalHistory: list,
  allergies: text(1000).optional(),
  currentMedications: list,
  servicePreferences: list,
  isActive: z.boolean().optional(),
};
export const CreatePatient = z.strictObject({
  familyId: id,
  kind: z.enum(patientKinds, { error: "请选择是妈妈、宝宝还是家人" }).default("other"),
  motherId: id.nullable().optional(),
  name: name("姓名"),
  ...patientFields,
});
export type CreatePatient = z.infer<typeof CreatePatient>;
export const UpdatePatient = z.strictObject({
  id,
  version: version.optional(),
  name: name("姓名").optional(),
  ...patientFields,
});
export type UpdatePatient = z.infer<typeof UpdatePatient>;

export const ListPatients = pageOf(["createdAt", "name"]).extend({
  centreId: id.optional(),
  familyId: id.optional(),
  kind: z.enum(patientKinds).optional(),
  search: z.string().trim().max(100).optional(),
});
export type ListPatients = z.infer<typeof ListPatients>;

export const RowId = z.strictObject({ id });
export type RowId = z.infer<typeof RowId>;

export const PatientOut = z.object({
  id: idOut,
  centreId: idOut,
  familyId: idOut,
  familyName: z.string(),
  customerId: idOut.nullable(),
  kind: z.enum(patientKinds),
  motherId: idOut.nullable(),
  name: z.string(),
  gender: z.enum(patientGenders).nullable(),
  birthDate: dayOut.nullable(),
  age: z.number().int().nullable(),
  idCard: z.string().nullable(),
  phone: z.string().nullable(),
  relationshipToHead: z.string(),
  birthOrder: z.number().int().nullable(),
  birthWeightG: z.number().int().nullable(),
  medicalHistory: z.array(z.string()),
  allergies: z.string().nullable(),
  currentMedications: z.array(z.string()),
  servicePreferences: z.array(z.string()),
  isActive: z.boolean(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type PatientOut = z.infer<typeof PatientOut>;
export const PatientsOut = listOut(PatientOut);

export const FamilyOut = z.object({
  id: idOut,
  centreId: idOut,
  familyName: z.string(),
  area: z.string().nullable(),
  primaryAddress: z.string().nullable(),
  secondaryAddress: z.string().nullable(),
  contactPhone: z.string().nullable(),
  emergencyContact: z.string().nullable(),
  emergencyPhone: z.string().nullable(),
  patientCount: z.number().int(),
  patients: z.array(z.object({ id: idOut, name: z.string(), kind: z.enum(patientKinds) })),
  customerId: idOut.nullable(),
  customerName: z.string().nullable(),
  room: z.string().nullable(),
  team: z.array(z.string()),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
  archivedAt: instantOut.nullable(),
});
export type FamilyOut = z.infer<typeof FamilyOut>;
export const FamiliesOut = listOut(FamilyOut);
export const FamilyDetailOut = FamilyOut.extend({ patients: z.array(PatientOut) });
export type FamilyDetailOut = z.infer<typeof FamilyDetailOut>;
