import { z } from "zod";
import {
  childbirthDeliveryModes,
  childbirthFeedings,
  customerStatuses,
  patientGenders,
  restrictionKinds,
  restrictionStrengths,
  stayStatuses,
} from "@/db/enums/customers";
import { stageGuideStages } from "@/db/enums/dishes";
import { dayField, flag, id, name, phone, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, listOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** A phone number, or the masked form that a list showed ("138 **** 6217"), which means: leave it as it is. */
export const phoneOrMask = z
  .union([
    z.literal("").transform(() => null),
    z
      .string()
      .regex(/\*/)
      .transform(() => undefined),
    phone,
  ])
  .nullable();

/** Preferences and restrictions as both seeds send them: a list, or one text cut at 、，,；; and line ends. */
export const words = z
  .union([z.array(z.string()), z.string()])
  .transform((given) => [given].flat().flatMap((word) => word.split(/[、，,；;\n]+/)))
  .transform((given) => [
    ...new Set(given.map((word) => word.normalize("NFKC").trim()).filter((word) => !isNone(word))),
  ])
  .pipe(z.array(z.string().max(100, "每一条最多 100 个字")).max(50, "最多 50 条"));
const isNone = (word: string): boolean => /^(|无|没有|暂无|否|none|no|-+)$/i.test(word);

/** 女 and 男 as seed b writes them, or the codes. */
export const gender = z
  .enum(["female", "male", "女", "男"], { error: "性别填女或男" })
  .transform((value) => (value === "女" || value === "female" ? ("female" as const) : ("male" as const)));

/** Mainland cards are checked digit by digit (GB 11643); other papers are 5 to 20 letters and digits. A masked one is left alone. */
export const idCard = z
  .union([
    z.literal("").transform(() => null),
    z
      .string()
      .regex(/\*/)
      .transform(() => undefined),
    z
      .string()
      .transform((value) => value.normalize("NFKC").replace(/\s/g, "").toUpperCase())
      .superRefine((value, at) => {
        const fault = idCardFault(value);
        if (fault) at.addIssue({ code: "custom", message: fault });
      }),
  ])
  .nullable();

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** What is wrong with a normalised card number, or null. */
export function idCardFault(value: string): string | null {
  if (!/^\d{12,}/.test(value)) return /^[A-Z0-9]{5,20}$/.test(value) ? null : "证件号只能有字母和数字，5 到 20 位";
  if (value.length !== 18) return `${value.length < 18 ? "只有" : "有"} ${value.length} 位，身份证应为 18 位`;
  if (!/^\d{17}[\dX]$/.test(value)) return "身份证前 17 位应为数字，末位是数字或 X";
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(value[i]), 0);
  return "10X98765432"[sum % 11] === value[17] ? null : "身份证校验位不对，请再核对一遍";
}

const age = z.coerce
  .number({ error: "年龄要填数字" })
  .int("年龄要填整数")
  .min(10, "年龄不能小于 10")
  .max(120, "年龄不能大于 120");
const email = z
  .union([z.literal("").transform(() => null), z.email("邮箱写得不对").max(100, "邮箱最多 100 个字")])
  .nullable();

/** What a form says of a restriction that it adds; `target` names what was picked, else the word is mapped. */
export const NewRestriction = z.strictObject({
  kind: z.enum(restrictionKinds, { error: "请选择禁忌种类" }),
  strength: z.enum(restrictionStrengths).default("hard"),
  label: name("禁忌内容"),
  target: z.enum(["ingredient", "allergen", "tag", "dish", "text"]).optional(),
  targetId: id.optional(),
  reason: text(200).optional(),
  adjustment: text(50).optional(),
  validFrom: dayField.optional(),
  validTo: dayField.nullable().optional(),
});
export type NewRestriction = z.infer<typeof NewRestriction>;

export const NewBaby = z.strictObject({
  name: text(100).optional(),
  gender: gender.nullable().optional(),
  birthWeightG: z.coerce
    .number({ error: "出生体重要填数字" })
    .int("出生体重填整克数")
    .min(300, "出生体重不能小于 300 g")
    .max(8000, "出生体重不能大于 8000 g")
    .nullable()
    .optional(),
});
export type NewBaby = z.infer<typeof NewBaby>;

const personFields = {
  phone: phoneOrMask.optional(),
  /** Seed b's name for phone. */
  contact: phoneOrMask.optional(),
  email: email.optional(),
  address: text(200).optional(),
  area: text(100).optional(),
  age: age.nullable().optional(),
  gender: gender.nullable().optional(),
  birthDate: dayField.nullable().optional(),
  idCard: idCard.optional(),
  payerRelation: text(20).optional(),
  emergencyContact: text(100).optional(),
  emergencyPhone: phoneOrMask.optional(),
  preferences: words.nullable().optional(),
  notes: text(2000).optional(),
  source: text(32).optional(),
  consultantId: id.nullable().optional(),
  butlerId: id.nullable().optional(),
  status: z.enum(customerStatuses).optional(),
  isActive: z.boolean().optional(),
  /** Seed b: the birth, expected when it lies ahead. */
  deliveryDate: dayField.nullable().optional(),
  expectedDeliveryDate: dayField.nullable().optional(),
  deliveryMode: z.enum(childbirthDeliveryModes).nullable().optional(),
  feeding: z.enum(childbirthFeedings).nullable().optional(),
  parity: z.coerce.number().int().min(1, "胎次从 1 起").max(15, "胎次最多 15").nullable().optional(),
  checkInDate: dayField.nullable().optional(),
  checkOutDate: dayField.nullable().optional(),
  dietaryRestrictions: words.nullable().optional(),
  /** The same phone is already in this centre, and that is meant. */
  allowDuplicate: z.boolean().optional(),
};

export const CreateCustomer = z.strictObject({
  centreId: id.optional(),
  name: name("姓名"),
  ...personFields,
  roomId: id.nullable().optional(),
  restrictions: z.array(NewRestriction).max(50).optional(),
  babies: z.array(NewBaby).max(6).optional(),
});
export type CreateCustomer = z.infer<typeof CreateCustomer>;

export const UpdateCustomer = z.strictObject({
  id,
  version: version.optional(),
  name: name("姓名").optional(),
  ...personFields,
});
export type UpdateCustomer = z.infer<typeof UpdateCustomer>;

export const CustomerId = z.strictObject({ id });
export type CustomerId = z.infer<typeof CustomerId>;
export const CustomerVersion = z.strictObject({ id, version: version.optional() });
export type CustomerVersion = z.infer<typeof CustomerVersion>;

export const customerTabs = ["in_house", "booked", "left", "all"] as const;
export const customerTabLabels = { in_house: "在住", booked: "待入住", left: "已退住", all: "全部" } as const;

export const ListCustomers = pageOf(["createdAt", "name", "day", "checkIn", "checkOut", "room"]).extend({
  centreId: id.optional(),
  search: z.string().trim().max(100).optional(),
  status: z.enum(customerStatuses).optional(),
  isActive: flag.optional(),
  tab: z.enum(customerTabs).optional(),
  floor: z.string().trim().max(20).optional(),
  stage: z.enum(stageGuideStages).optional(),
  restriction: z.enum(restrictionKinds).optional(),
  deliveryMode: z.enum(childbirthDeliveryModes).optional(),
  dayFrom: z.coerce.number().int().min(0).max(1000).optional(),
  dayTo: z.coerce.number().int().min(0).max(1000).optional(),
  leavesFrom: dayField.optional(),
  leavesTo: dayField.optional(),
  butlerId: id.optional(),
  archived: flag.optional(),
});
export type ListCustomers = z.infer<typeof ListCustomers>;

const tagOut = z.object({
  kind: z.enum(restrictionKinds),
  strength: z.enum(restrictionStrengths),
  label: z.string(),
  until: dayOut.nullable(),
});

export const CustomerOut = z.object({
  id: idOut,
  centreId: idOut,
  familyId: idOut.nullable(),
  patientId: idOut.nullable(),
  name: z.string(),
  phone: z.string().nullable(),
  contact: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  age: z.number().int().nullable(),
  gender: z.enum(["女", "男"]).nullable(),
  deliveryDate: dayOut.nullable(),
  expectedDeliveryDate: dayOut.nullable(),
  deliveredOn: dayOut.nullable(),
  deliveryMode: z.enum(childbirthDeliveryModes).nullable(),
  feeding: z.enum(childbirthFeedings).nullable(),
  stage: z.enum(stageGuideStages).nullable(),
  postpartumDay: z.number().int().nullable(),
  stayId: idOut.nullable(),
  stayStatus: z.enum(stayStatuses).nullable(),
  checkInDate: dayOut.nullable(),
  checkOutDate: dayOut.nullable(),
  daysLeft: z.number().int().nullable(),
  room: z.string().nullable(),
  floor: z.string().nullable(),
  isAway: z.boolean(),
  babies: z.array(z.object({ id: idOut, gender: z.enum(patientGenders).nullable() })),
  butler: z.string().nullable(),
  dietaryRestrictions: z.array(z.string()),
  restrictions: z.array(tagOut),
  preferences: z.array(z.string()),
  status: z.enum(customerStatuses),
  isActive: z.boolean(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
  archivedAt: instantOut.nullable(),
});
export type CustomerOut = z.infer<typeof CustomerOut>;
export const CustomersOut = listOut(CustomerOut);

export const CustomerDetailOut = CustomerOut.extend({
  birthDate: dayOut.nullable(),
  idCard: z.string().nullable(),
  area: z.string().nullable(),
  payerRelation: z.string(),
  emergencyContact: z.string().nullable(),
  emergencyPhone: z.string().nullable(),
  notes: z.string().nullable(),
  source: z.string().nullable(),
  consultantId: idOut.nullable(),
  consultant: z.string().nullable(),
  butlerId: idOut.nullable(),
  parity: z.number().int().nullable(),
  mergedIntoId: idOut.nullable(),
  anonymisedAt: instantOut.nullable(),
});
export type CustomerDetailOut = z.infer<typeof CustomerDetailOut>;

export const SafetyQuery = z.strictObject({ id, dishId: id, date: dayField.optional() });
export type SafetyQuery = z.infer<typeof SafetyQuery>;

export const VerdictOut = z.object({
  verdict: z.enum(["allowed", "note", "refused"]),
  reasons: z.array(
    z.object({
      kind: z.enum(restrictionKinds),
      strength: z.enum(restrictionStrengths),
      text: z.string(),
      ingredient: z.string().nullable(),
      via: z.string().nullable(),
      source: z.string(),
      setBy: z.string().nullable(),
      basis: z.string().nullable(),
      ruleCode: z.string().nullable(),
      restrictionId: idOut.nullable(),
      validFrom: dayOut.nullable(),
      validTo: dayOut.nullable(),
      adjustment: z.string().nullable(),
      undeclared: z.boolean(),
    }),
  ),
});

export const RevealCustomer = z.strictObject({ id, reason: text(200).optional() });
export type RevealCustomer = z.infer<typeof RevealCustomer>;
export const RevealedOut = z.object({
  phone: z.string().nullable(),
  address: z.string().nullable(),
  idCard: z.string().nullable(),
  emergencyPhone: z.string().nullable(),
});
