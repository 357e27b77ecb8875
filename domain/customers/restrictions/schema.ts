import { z } from "zod";
import { restrictionKinds, restrictionSources, restrictionStrengths, restrictionTargets } from "@/db/enums/customers";
import { dayField, flag, id, text, version } from "@/lib/fields";
import { dayOut, idOut } from "@/lib/out";
import { NewRestriction } from "../schema";

export const AddRestriction = NewRestriction.extend({ id: id.meta({ description: "客户" }), patientId: id.optional() });
export type AddRestriction = z.infer<typeof AddRestriction>;

export const EditRestriction = z.strictObject({
  id,
  /** The customer in whose list it stands; another one's is not found. */
  customerId: id.optional(),
  version,
  strength: z.enum(restrictionStrengths).optional(),
  reason: text(200).optional(),
  adjustment: text(50).optional(),
  validFrom: dayField.optional(),
  validTo: dayField.nullable().optional(),
  /** Give a word that nobody mapped its target. */
  target: z.enum(restrictionTargets).optional(),
  targetId: id.optional(),
});
export type EditRestriction = z.infer<typeof EditRestriction>;

export const EndRestriction = z.strictObject({
  id,
  customerId: id.optional(),
  version: version.optional(),
  /** Last day on which it holds; left out, it ends before today. */
  lastDay: dayField.optional(),
  reason: text(200).optional(),
});
export type EndRestriction = z.infer<typeof EndRestriction>;

export const ListRestrictions = z.object({ id, inForce: flag.optional() });
export type ListRestrictions = z.infer<typeof ListRestrictions>;

export const RestrictionOut = z.object({
  id: idOut,
  patientId: idOut,
  patientName: z.string(),
  kind: z.enum(restrictionKinds),
  strength: z.enum(restrictionStrengths),
  target: z.enum(restrictionTargets),
  targetId: idOut.nullable(),
  targetName: z.string().nullable(),
  label: z.string(),
  source: z.enum(restrictionSources),
  reason: z.string().nullable(),
  adjustment: z.string().nullable(),
  validFrom: dayOut,
  validTo: dayOut.nullable(),
  isInForce: z.boolean(),
  createdBy: z.string().nullable(),
  version: z.number().int(),
});
export type RestrictionOut = z.infer<typeof RestrictionOut>;
export const RestrictionsOut = z.object({ items: z.array(RestrictionOut), labels: z.array(z.string()) });

export const TargetSearch = z.object({ search: z.string().trim().max(50).default("") });
export type TargetSearch = z.infer<typeof TargetSearch>;
export const TargetsOut = z.object({
  items: z.array(z.object({ target: z.enum(restrictionTargets), targetId: idOut, name: z.string(), hint: z.string() })),
});

export const SetCondition = z.strictObject({
  id: id.meta({ description: "客户" }),
  patientId: id.optional(),
  healthConditionId: id,
  fromDay: dayField.optional(),
  toDay: dayField.nullable().optional(),
  note: text(200).optional(),
});
export type SetCondition = z.infer<typeof SetCondition>;

export const EndCondition = z.strictObject({
  id,
  customerId: id.optional(),
  version: version.optional(),
  lastDay: dayField.optional(),
});
export type EndCondition = z.infer<typeof EndCondition>;

export const ConditionOut = z.object({
  id: idOut,
  patientId: idOut,
  code: z.string(),
  name: z.string(),
  fromDay: dayOut,
  toDay: dayOut.nullable(),
  source: z.string(),
  note: z.string().nullable(),
  version: z.number().int(),
});
export type ConditionOut = z.infer<typeof ConditionOut>;
export const ConditionsOut = z.object({
  items: z.array(ConditionOut),
  choices: z.array(z.object({ id: idOut, code: z.string(), name: z.string() })),
});
