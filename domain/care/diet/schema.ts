import { z } from "zod";
import { restrictionKinds, restrictionStrengths } from "@/db/enums/customers";
import { id, name, quantity, text } from "@/lib/fields";

/** How the food has to be; each but "regular" keeps away what is tagged as not fitting it. */
export const dietTextures = ["regular", "soft", "semi_liquid", "liquid"] as const;
export type DietTexture = (typeof dietTextures)[number];
export const dietTextureLabels: Record<DietTexture, string> = {
  regular: "普食",
  soft: "软食",
  semi_liquid: "半流质",
  liquid: "流质",
};

export const dietPresets = [
  "low_salt",
  "low_fat",
  "low_sugar",
  "semi_liquid",
  "soft",
  "liquid",
  "no_seafood",
  "no_spicy",
  "no_alcohol",
  "no_lactation_soup",
  "low_purine",
  "high_fibre",
  "high_iron",
] as const;
export type DietPreset = (typeof dietPresets)[number];

const dietTargets = ["ingredient", "allergen", "tag", "dish", "text"] as const;

/**
 * What an order keeps from her. The target is named by id, or by what the masters call it: a tag or allergen by its code, an
 * ingredient by its name; without either the label is mapped as words are.
 */
export const DietRestriction = z.strictObject({
  kind: z.enum(restrictionKinds).default("medical"),
  strength: z.enum(restrictionStrengths).default("hard"),
  label: name("禁忌内容"),
  target: z.enum(dietTargets).optional(),
  targetId: id.optional(),
  code: z.string().trim().max(100).optional(),
  adjustment: text(50).optional(),
});
export type DietRestriction = z.output<typeof DietRestriction>;

const bound = quantity("数值", { max: 1e6 }).nullable().optional();
/** Bounds of a nutrient a day, by its code (sodium_mg); in the nutrient's own unit. */
export const DietTarget = z
  .strictObject({ nutrient: z.string().trim().min(1, "请选营养素").max(32), min: bound, target: bound, max: bound })
  .refine((t) => (t.min ?? null) !== null || (t.target ?? null) !== null || (t.max ?? null) !== null, {
    error: "下限、目标、上限至少填一个",
    path: ["max"],
  })
  .refine((t) => (t.min ?? Number.NEGATIVE_INFINITY) <= (t.max ?? Number.POSITIVE_INFINITY), {
    error: "下限不能大于上限",
    path: ["min"],
  });
export type DietTarget = z.output<typeof DietTarget>;

/** What the `diet` column of a medical order holds: presets, and what was said besides them. */
export const Diet = z.strictObject({
  presets: z.array(z.enum(dietPresets)).max(dietPresets.length).default([]),
  texture: z.enum(dietTextures).nullable().default(null),
  restrictions: z.array(DietRestriction).max(30, "最多 30 条").default([]),
  /** Codes of health conditions, whose diet rules then hold. */
  conditions: z.array(z.string().trim().min(1).max(32)).max(10, "最多 10 种").default([]),
  targets: z.array(DietTarget).max(20, "最多 20 项").default([]),
});
export type Diet = z.output<typeof Diet>;

/** The same as it is answered. */
const amount = z.number().nullable().optional();
export const DietOut = z.object({
  presets: z.array(z.enum(dietPresets)),
  texture: z.enum(dietTextures).nullable(),
  restrictions: z.array(
    z.object({
      kind: z.enum(restrictionKinds),
      strength: z.enum(restrictionStrengths),
      label: z.string(),
      target: z.enum(dietTargets).optional(),
      targetId: z.number().int().optional(),
      code: z.string().optional(),
      adjustment: z.string().nullable().optional(),
    }),
  ),
  conditions: z.array(z.string()),
  targets: z.array(z.object({ nutrient: z.string(), min: amount, target: amount, max: amount })),
});
