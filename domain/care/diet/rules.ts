import type { Diet, DietPreset, DietRestriction, DietTarget, DietTexture } from "./schema";
import { dietTextureLabels } from "./schema";

/** What a quick choice stands for. Limits are those of dri_lactation and postpartum_conditions; a doctor changes them. */
export type Preset = {
  label: string;
  /** What it does, in one line under the choice. */
  hint: string;
  texture?: DietTexture;
  restrictions?: DietRestriction[];
  conditions?: string[];
  targets?: DietTarget[];
};

const byTag = (label: string, code: string, more: Partial<DietRestriction> = {}): DietRestriction => ({
  kind: "medical",
  strength: "hard",
  label,
  target: "tag",
  code,
  ...more,
});

export const presets: Record<DietPreset, Preset> = {
  low_salt: {
    label: "低盐",
    hint: "高钠菜不排，其余少盐做；钠每天不超过 1500 mg",
    restrictions: [
      byTag("低盐", "HTN"),
      {
        kind: "medical",
        strength: "hard",
        label: "低盐",
        target: "ingredient",
        code: "食盐",
        adjustment: "少盐",
      },
    ],
    conditions: ["HTN"],
    targets: [{ nutrient: "sodium_mg", max: 1500 }],
  },
  low_fat: {
    label: "低脂",
    hint: "高脂菜不排，汤撇油；脂肪每天不超过 50 g",
    restrictions: [byTag("低脂", "FAT"), byTag("少油", "ENGORGE", { adjustment: "撇油" })],
    targets: [{ nutrient: "fat_g", max: 50 }],
  },
  low_sugar: {
    label: "控糖",
    hint: "按糖代谢异常配餐；碳水每天 175–289 g",
    restrictions: [byTag("控糖", "GDM")],
    conditions: ["GDM"],
    targets: [{ nutrient: "carb_g", min: 175, max: 289 }],
  },
  semi_liquid: { label: "半流质", hint: "稀粥、烂面、蒸蛋、馄饨、羹汤", texture: "semi_liquid" },
  soft: { label: "软食", hint: "不排凉拌、生食和煎烤的硬食", texture: "soft" },
  liquid: { label: "流质", hint: "只排汤饮", texture: "liquid" },
  no_seafood: { label: "忌海鲜", hint: "海鱼、虾蟹、贝类都不排", restrictions: [byTag("海鲜", "seafood")] },
  no_spicy: { label: "忌辛辣", hint: "辣椒、花椒、咖喱不排", restrictions: [byTag("辛辣", "spicy")] },
  no_alcohol: { label: "忌酒", hint: "料酒、米酒、酒酿做的都不排", restrictions: [byTag("酒", "ALCOHOL")] },
  no_lactation_soup: {
    label: "停下奶汤",
    hint: "下奶菜不排，浓汤撇油",
    restrictions: [byTag("下奶菜", "LACTUP"), byTag("浓汤", "ENGORGE", { adjustment: "撇油" })],
  },
  low_purine: { label: "低嘌呤", hint: "内脏、浓肉汤不排", restrictions: [byTag("低嘌呤", "PURINE")] },
  high_fibre: { label: "高纤维", hint: "膳食纤维每天至少 30 g", targets: [{ nutrient: "fibre_g", min: 30 }] },
  high_iron: { label: "补铁", hint: "铁每天至少 24 mg", targets: [{ nutrient: "iron_mg", min: 24 }] },
};

const textureTags: Record<DietTexture, string | null> = {
  regular: null,
  soft: "not_soft",
  semi_liquid: "not_semi_liquid",
  liquid: "not_liquid",
};
/** The stricter the later. */
const textureOrder: readonly DietTexture[] = ["regular", "soft", "semi_liquid", "liquid"];

export type ExpandedDiet = {
  texture: DietTexture | null;
  restrictions: DietRestriction[];
  conditions: string[];
  targets: DietTarget[];
};

/** Presets and what was said besides them as one: the strictest texture, a target given by hand instead of the preset's. */
export function expandDiet(diet: Diet): ExpandedDiet {
  const chosen = diet.presets.map((code) => presets[code]);
  const textures = [diet.texture, ...chosen.map((p) => p.texture)].filter((t) => t !== null && t !== undefined);
  const texture = textures.toSorted((a, b) => textureOrder.indexOf(b) - textureOrder.indexOf(a))[0] ?? null;
  const tag = texture && textureTags[texture];
  const restrictions = [
    ...chosen.flatMap((p) => p.restrictions ?? []),
    ...(texture && tag ? [byTag(dietTextureLabels[texture], tag)] : []),
    ...diet.restrictions,
  ];
  const byNutrient = new Map<string, DietTarget>();
  for (const target of [...chosen.flatMap((p) => p.targets ?? []), ...diet.targets])
    byNutrient.set(target.nutrient, target);
  return {
    texture,
    restrictions: uniqueBy(restrictions, (r) => [r.kind, r.target, r.code ?? r.targetId ?? r.label].join(":")),
    conditions: [...new Set([...chosen.flatMap((p) => p.conditions ?? []), ...diet.conditions])],
    targets: [...byNutrient.values()],
  };
}

function uniqueBy<T>(rows: readonly T[], key: (row: T) => string): T[] {
  const found = new Map<string, T>();
  for (const row of rows) found.set(key(row), row); // the later one, which was said by hand
  return [...found.values()];
}

export const isEmptyDiet = (diet: Diet): boolean => {
  const { restrictions, conditions, targets } = expandDiet(diet);
  return restrictions.length + conditions.length + targets.length === 0;
};

/** "低盐、半流质。忌花生。钠最多 1500 mg/天": the order in words, where nobody wrote any. Names and units by nutrient code. */
export function dietText(
  diet: Diet,
  nutrients: ReadonlyMap<string, { name: string; unit: string }>,
  conditions: ReadonlyMap<string, string> = new Map(),
): string {
  const { texture, targets } = expandDiet(diet);
  const heads = diet.presets.map((code) => presets[code].label);
  if (texture && texture !== "regular" && !heads.includes(dietTextureLabels[texture]))
    heads.push(dietTextureLabels[texture]);
  const away = diet.restrictions.map((r) => r.label);
  const bounds = targets.map((t) => targetText(t, nutrients));
  const named = diet.conditions.map((code) => conditions.get(code) ?? code);
  const parts = [
    heads.length > 0 && `${heads.join("、")}饮食`,
    away.length > 0 && `忌${away.join("、")}`,
    named.length > 0 && `按${named.join("、")}配餐`,
    bounds.length > 0 && bounds.join("，"),
  ];
  return parts.filter(Boolean).join("；");
}

/** "钠最多 1500 mg/天". */
export function targetText(t: DietTarget, nutrients: ReadonlyMap<string, { name: string; unit: string }>): string {
  const { name, unit } = nutrients.get(t.nutrient) ?? { name: t.nutrient, unit: "" };
  const [min, max] = [t.min ?? null, t.max ?? null];
  const band =
    min !== null && max !== null
      ? `${min}–${max}`
      : min !== null
        ? `至少 ${min}`
        : max !== null
          ? `最多 ${max}`
          : `约 ${t.target ?? ""}`;
  return `${name}${/^\d/.test(band) ? " " : ""}${band} ${unit}/天`;
}
