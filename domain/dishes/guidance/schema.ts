import { z } from "zod";
import { dietRuleAppliesTo, dietRuleStrengths, stageGuideStages } from "@/db/enums/dishes";
import { flag, id, name, quantity, text, version } from "@/lib/fields";
import { dayOut, idOut } from "@/lib/out";

const days = z.coerce
  .number({ error: "要填整数" })
  .int("要填整数")
  .min(0, "不能小于 0")
  .max(1000, "最多 1000 天")
  .nullable();
const ruleFields = {
  name: name("规则名"),
  appliesTo: z.enum(dietRuleAppliesTo, { error: "请选对谁有效" }),
  /** A stage, a way of delivery or feeding, or the code of a health condition. */
  appliesValue: z.string({ error: "请选对谁有效" }).trim().min(1, "请选对谁有效").max(32),
  /** Days after delivery, both included; null = all. */
  dayFrom: days,
  dayTo: days,
  tagId: id.nullable(),
  ingredientId: id.nullable(),
  strength: z.enum(dietRuleStrengths),
  text: name("说明", 255),
  basis: text(100),
  isActive: flag,
};
const ruleOptional = z.object(ruleFields).partial().shape;
export const CreateDietRule = z.strictObject({
  ...ruleOptional,
  name: ruleFields.name,
  appliesTo: ruleFields.appliesTo,
  appliesValue: ruleFields.appliesValue,
  text: ruleFields.text,
  strength: ruleFields.strength.default("hard"),
});
export type CreateDietRule = z.output<typeof CreateDietRule>;
export const UpdateDietRule = z.strictObject({ ...ruleOptional, id, version });
export type UpdateDietRule = z.output<typeof UpdateDietRule>;
export const GuidanceId = z.strictObject({ id });
export type GuidanceId = z.output<typeof GuidanceId>;

export const ListDietRules = z.object({
  appliesTo: z.enum(dietRuleAppliesTo).optional(),
  appliesValue: z.string().trim().max(32).optional(),
  tagId: id.optional(),
  isActive: flag.optional(),
  search: z.string().trim().max(50).optional(),
});
export type ListDietRules = z.output<typeof ListDietRules>;

export const DietRuleOut = z.object({
  id: idOut,
  code: z.string(),
  name: z.string(),
  appliesTo: z.enum(dietRuleAppliesTo),
  appliesValue: z.string(),
  /** The value as people call it. */
  appliesLabel: z.string(),
  dayFrom: z.number().int().nullable(),
  dayTo: z.number().int().nullable(),
  tagId: idOut.nullable(),
  tagName: z.string().nullable(),
  ingredientId: idOut.nullable(),
  ingredientName: z.string().nullable(),
  strength: z.enum(dietRuleStrengths),
  text: z.string(),
  basis: z.string().nullable(),
  isActive: z.boolean(),
  version: z.number().int(),
});
export type DietRuleOut = z.output<typeof DietRuleOut>;

const limit = quantity("数值", { max: 1e7 }).nullable();
export const UpdateTarget = z
  .strictObject({
    id,
    /** The version of the profile that was looked at; the edit makes the next one. */
    version,
    minAmount: limit,
    targetAmount: limit,
    maxAmount: limit,
    /** Where the new figures come from. */
    source: name("依据", 64).optional(),
  })
  .refine((t) => t.minAmount === null || t.maxAmount === null || t.minAmount <= t.maxAmount, {
    error: "下限不能大于上限",
    path: ["minAmount"],
  })
  .refine((t) => t.targetAmount === null || t.minAmount === null || t.targetAmount >= t.minAmount, {
    error: "目标不能小于下限",
    path: ["targetAmount"],
  })
  .refine((t) => t.targetAmount === null || t.maxAmount === null || t.targetAmount <= t.maxAmount, {
    error: "目标不能大于上限",
    path: ["targetAmount"],
  });
export type UpdateTarget = z.output<typeof UpdateTarget>;

export const ListTargets = z.object({
  profile: z.string().trim().max(32).optional(),
  /** Every version, not only the one in force. */
  history: flag.default(false),
});
export type ListTargets = z.output<typeof ListTargets>;

export const TargetOut = z.object({
  id: idOut,
  /** Without its version. */
  profile: z.string(),
  profileLabel: z.string(),
  version: z.number().int(),
  since: dayOut,
  nutrient: z.string(),
  code: z.string(),
  unit: z.string(),
  minAmount: z.number().nullable(),
  targetAmount: z.number().nullable(),
  maxAmount: z.number().nullable(),
  source: z.string(),
  confidence: z.string().nullable(),
});
export type TargetOut = z.output<typeof TargetOut>;

export const ConditionOut = z.object({
  id: idOut,
  code: z.string(),
  name: z.string(),
  /** prefer, limit, avoid, monitor …: lists of sentences, as they are on file. */
  advice: z.record(z.string(), z.unknown()).nullable(),
  basis: z.string().nullable(),
  isActive: z.boolean(),
  rules: z.number().int(),
  version: z.number().int(),
});
export type ConditionOut = z.output<typeof ConditionOut>;
const lines = z.array(z.string().trim().min(1).max(200, "每条最多 200 个字")).max(30, "最多 30 条");
export const UpdateCondition = z.strictObject({
  id,
  version,
  name: name("名称").optional(),
  prefer: lines.optional(),
  limit: lines.optional(),
  avoid: lines.optional(),
  basis: text(200).optional(),
  isActive: flag.optional(),
});
export type UpdateCondition = z.output<typeof UpdateCondition>;

export const StageGuideOut = z.object({
  id: idOut,
  weekNumber: z.number().int(),
  stage: z.enum(stageGuideStages),
  label: z.string(),
  energyMin: z.number().int().nullable(),
  energyMax: z.number().int().nullable(),
  principles: z.array(z.string()),
  recommendedFoods: z.array(z.string()),
  avoidFoods: z.array(z.string()),
  basis: z.string().nullable(),
  version: z.number().int(),
});
export type StageGuideOut = z.output<typeof StageGuideOut>;
const kcal = z.coerce
  .number({ error: "要填整数" })
  .int("要填整数")
  .min(500, "不能小于 500")
  .max(6000, "不能大于 6000")
  .nullable();
export const UpdateStageGuide = z
  .strictObject({
    id,
    version,
    label: name("本周重点", 50).optional(),
    energyMin: kcal.optional(),
    energyMax: kcal.optional(),
    principles: lines.optional(),
    recommendedFoods: lines.optional(),
    avoidFoods: lines.optional(),
    basis: text(200).optional(),
  })
  .refine((g) => (g.energyMin ?? 0) <= (g.energyMax ?? Number.POSITIVE_INFINITY), {
    error: "下限不能大于上限",
    path: ["energyMin"],
  });
export type UpdateStageGuide = z.output<typeof UpdateStageGuide>;
export const NoInput = z.object({});
