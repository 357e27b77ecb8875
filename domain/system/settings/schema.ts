import { z } from "zod";
import { id, version } from "@/lib/fields";
import { defaultMealStructure, MealStructure } from "./rules";

/** Every setting there is: its meaning, its shape and what holds when nobody has set it. Centre 0 is the whole group. */
export const settings = {
  "identity.mfa_roles": {
    label: "必须绑定动态口令的角色",
    schema: z.array(z.string().max(50)).max(50),
    fallback: [] as string[],
    group: true,
  },
  "identity.default_centre": {
    label: "自助注册客户归属的中心",
    schema: z.number().int().nullable(),
    fallback: null,
    group: true,
  },
  "planning.repeat_days": {
    label: "同一道菜几天内不重复",
    schema: z.number().int().min(0).max(14),
    fallback: 3,
    group: false,
  },
  "planning.cost_ceiling_fen": {
    label: "每人每天膳食成本上限",
    schema: z.number().int().min(0),
    fallback: 10_500,
    group: false,
  },
  "planning.meal_structure": {
    label: "每个餐次排哪几样",
    schema: MealStructure,
    fallback: defaultMealStructure,
    group: false,
  },
  "kitchen.slot_dishes": {
    label: "一个餐次最多做几样菜",
    schema: z.number().int().min(1).max(500).nullable(),
    fallback: 40,
    group: false,
  },
  "kitchen.station_dishes": {
    label: "一个灶位一个餐次最多做几样菜",
    schema: z.number().int().min(1).max(200).nullable(),
    fallback: 20,
    group: false,
  },
  "kitchen.liver_grams_week": {
    label: "每周肝类上限（克）",
    schema: z.number().int().min(0),
    fallback: 85,
    group: false,
  },
  // Temperatures and samples: GB 31654-2021 and the rules for catering of the market regulator (2018).
  "kitchen.core_celsius_min": {
    label: "菜品中心温度下限（℃）",
    schema: z.number().min(0).max(120),
    fallback: 70,
    group: false,
  },
  "kitchen.hold_celsius_min": {
    label: "热菜保温下限（℃）",
    schema: z.number().min(0).max(100),
    fallback: 60,
    group: false,
  },
  "kitchen.fridge_celsius": {
    label: "冷藏温度范围（℃）",
    schema: z.strictObject({ min: z.number().min(-30).max(30), max: z.number().min(-30).max(30) }),
    fallback: { min: 0, max: 8 },
    group: false,
  },
  "kitchen.freezer_celsius_max": {
    label: "冷冻温度上限（℃）",
    schema: z.number().min(-60).max(0),
    fallback: -12,
    group: false,
  },
  "kitchen.sample_grams_min": {
    label: "每道菜留样至少（克）",
    schema: z.number().int().min(1).max(2000),
    fallback: 125,
    group: false,
  },
  "kitchen.sample_hours": {
    label: "留样保存（小时）",
    schema: z.number().int().min(1).max(720),
    fallback: 48,
    group: false,
  },
  "kitchen.reserve_days": {
    label: "为今后几天的餐预留食材",
    schema: z.number().int().min(1).max(14),
    fallback: 3,
    group: false,
  },
  "kitchen.requirement_days": {
    label: "采购缺口往后算几天",
    schema: z.number().int().min(3).max(31),
    fallback: 14,
    group: false,
  },
} as const satisfies Record<string, { label: string; schema: z.ZodType; fallback: unknown; group: boolean }>;

export type SettingName = keyof typeof settings;
export type SettingValue<N extends SettingName> = z.infer<(typeof settings)[N]["schema"]>;
export const settingNames = Object.keys(settings) as [SettingName, ...SettingName[]];

export const ChangeSetting = z.strictObject({
  name: z.enum(settingNames),
  centreId: id.optional(),
  value: z.unknown(),
  version: version.optional(),
});
export type ChangeSetting = z.infer<typeof ChangeSetting>;

export const SettingOut = z.object({
  name: z.string(),
  label: z.string(),
  value: z.unknown(),
  centreId: z.number().int().nullable(),
  isDefault: z.boolean(),
  version: z.number().int().nullable(),
});
