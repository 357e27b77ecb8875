import { z } from "zod";
import { id, version } from "@/lib/fields";

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
  "kitchen.liver_grams_week": {
    label: "每周肝类上限（克）",
    schema: z.number().int().min(0),
    fallback: 85,
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
