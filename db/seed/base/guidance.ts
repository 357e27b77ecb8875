import type { DietRuleAppliesTo, DietRuleStrength, StageGuideStage } from "@/db/enums/dishes";
import { conditionData, dishData, driData, weekData } from "../data";
import { need } from "../insert";
import { foodIdOf } from "./foods";
import { nutrientIdOf } from "./masters";
import { tagIdOf, tagNameOf } from "./tags";

/** Stages, conditions, diet rules and nutrient targets: defaults that a dietitian checks and changes. */

const stageOfWeek = (week: number): StageGuideStage =>
  (({ 1: "expel", 2: "recover", 3: "nourish" }) as const)[week] ?? "restore";

const weeks = weekData();
export const stageGuides = weeks.weeks.map((week) => {
  const [energyMin, energyMax] = week.energy_kcal.split("-").map(Number);
  return {
    weekNumber: week.week,
    stage: stageOfWeek(week.week),
    label: week.label,
    energyMin,
    energyMax,
    principles: [...week.principles, `质地：${week.texture}`, week.modern_comment],
    recommendedFoods: week.custom_dishes,
    avoidFoods: week.avoid,
    basis: weeks.meta.basis.slice(0, 200),
  };
});

export const healthConditions = conditionData().map(({ code, name, basis, ...advice }, i) => ({
  id: i + 1,
  code,
  name,
  advice,
  basis: basis.slice(0, 200),
}));

/**
 * [applies to, value, tag code or "food:name", strength, from day, to day]: days after delivery, both included. The words
 * come from the tag's text unless given.
 */
type RuleRow = [DietRuleAppliesTo, string, string, DietRuleStrength, (number | null)?, (number | null)?, string?];
const ruleRows: RuleRow[] = [
  ["stage", "expel", "MED", "hard"],
  ["stage", "recover", "MED", "hard"],
  ["stage", "nourish", "MED", "hard"],
  ["stage", "restore", "MED", "hard"],
  ["stage", "expel", "BLEED", "hard", null, null, "恶露期不用活血药膳，须医师评估。"],
  ["stage", "expel", "ENGORGE", "soft", null, null, "乳腺未通，先不用浓汤，改清汤并撇油。"],
  ["stage", "recover", "ENGORGE", "soft", null, null, "乳腺未通时不用高脂浓汤。"],
  ["stage", "expel", "FAT", "soft", null, null, "第 1 周清淡少油。"],
  ["stage", "expel", "GI", "soft", null, null, "产后第 1–2 周不宜黏滞食物。"],
  ["stage", "recover", "GI", "soft", null, null, "产后第 1–2 周不宜黏滞食物。"],
  ["stage", "expel", "cold_nature", "soft", null, null, "习俗上月子初期不吃寒凉，无医学禁忌。"],
  ["stage", "expel", "spicy", "soft", null, null, "产后早期不宜辛辣。"],
  ["stage", "expel", "food:参须", "hard", null, null, "产后早期与哺乳期不用人参。"],
  ["delivery_mode", "cesarean", "CSEARLY", "hard", 0, 2, "剖宫产排气前不供应易产气的食物。"],
  ["delivery_mode", "cesarean", "BLEED", "hard", 0, 6, "剖宫产 1 周内禁用活血药膳。"],
  ["delivery_mode", "cesarean", "GI", "hard", 0, 3, "剖宫产胃肠功能未恢复，不宜黏滞食物。"],
  ["delivery_mode", "cesarean", "WOUND", "hard", 0, 13, "切口未愈合前不供应。"],
  ["delivery_mode", "assisted", "WOUND", "soft", 0, 6, "会阴伤口未愈合前慎用。"],
  ["feeding", "breast", "ALCOHOL", "hard"],
  ["feeding", "mixed", "ALCOHOL", "hard"],
  ["feeding", "breast", "WEAN", "hard"],
  ["feeding", "mixed", "WEAN", "soft"],
  ["feeding", "breast", "food:参须", "hard", null, null, "哺乳期不宜人参。"],
  ["feeding", "weaned", "LACTUP", "hard"],
  ["feeding", "weaned", "ENGORGE", "soft", null, null, "回奶期间少用浓汤。"],
  ["feeding", "formula", "LACTUP", "soft", null, null, "不哺乳，催乳类菜品不必安排。"],
  ["condition", "GDM", "GDM", "hard"],
  ["condition", "HTN", "HTN", "hard"],
  ["condition", "CS", "CSEARLY", "hard", 0, 2],
  ["condition", "CS", "BLEED", "hard", 0, 6],
  ["condition", "CS", "WOUND", "hard", 0, 13],
  ["condition", "CS", "GI", "hard", 0, 3],
  ["condition", "CMPA_INFANT", "dairy", "hard", null, null, "宝宝疑似牛奶蛋白过敏，妈妈回避乳制品，须补钙。"],
  ["condition", "MASTITIS", "ENGORGE", "hard"],
  ["condition", "MASTITIS", "LACTUP", "hard"],
  ["condition", "MASTITIS", "FAT", "hard"],
  ["condition", "LOWMILK", "WEAN", "hard"],
  ["condition", "LOWMILK", "ALCOHOL", "hard"],
  ["condition", "WEAN", "LACTUP", "hard"],
  ["condition", "WEAN", "ENGORGE", "hard"],
  ["condition", "CONSTIPATION", "GI", "hard"],
  ["condition", "CONSTIPATION", "HOT", "soft"],
  ["condition", "HYPERURICEMIA", "PURINE", "hard"],
  ["condition", "HYPERURICEMIA", "ALCOHOL", "hard"],
  ["condition", "HYPERLIPID", "FAT", "hard"],
  ["condition", "THYROID_HYPER", "THYROID", "hard"],
  ["condition", "LACTOSE", "dairy", "soft", null, null, "乳糖不耐：换舒化奶、酸奶或硬质奶酪。"],
  ["condition", "VEG", "not_vegetarian", "hard"],
  ["condition", "HALAL", "not_halal", "hard"],
  ["condition", "FEVER", "HOT", "hard"],
  ["condition", "FEVER", "MED", "hard"],
  ["condition", "FEVER", "ALCOHOL", "hard"],
  ["condition", "FEVER", "WOUND", "hard"],
  ["condition", "BLEEDING", "BLEED", "hard"],
  ["condition", "BLEEDING", "MED", "hard"],
  ["condition", "BLEEDING", "HOT", "hard"],
  ["condition", "G6PD", "food:鲜蚕豆", "hard", null, null, "G6PD 缺乏禁用蚕豆及制品。"],
  ["condition", "G6PD", "food:薄荷", "soft", null, null, "G6PD 缺乏慎用薄荷。"],
];

const stageNames: Record<string, string> = { expel: "排", recover: "调", nourish: "补", restore: "养" };
const valueNames: Record<string, string> = {
  cesarean: "剖宫产",
  assisted: "助产",
  breast: "母乳",
  mixed: "混合喂养",
  formula: "配方奶",
  weaned: "已回奶",
};
const conditionNames = new Map(healthConditions.map(({ code, name }) => [code, name]));
const cautions = dishData().contraindication_codes;

export const dietRules = ruleRows.map(([appliesTo, appliesValue, keeps, strength, dayFrom, dayTo, text]) => {
  const food = keeps.startsWith("food:") ? keeps.slice(5) : null;
  const who = stageNames[appliesValue] ?? valueNames[appliesValue] ?? conditionNames.get(appliesValue) ?? appliesValue;
  const what = food ?? need(tagNameOf, keeps);
  const foodId = food ? need(foodIdOf, food) : null;
  return {
    code: `${appliesTo === "delivery_mode" ? "delivery" : appliesTo}.${appliesValue}.${foodId ? `F${foodId}` : keeps}`,
    name: `${who.split("/")[0]}：${what}`,
    appliesTo,
    appliesValue,
    dayFrom: dayFrom ?? null,
    dayTo: dayTo ?? null,
    tagId: food ? null : need(tagIdOf, keeps),
    ingredientId: foodId,
    strength,
    text: (text ?? cautions[keeps]?.text ?? what).slice(0, 255),
    basis: cautions[keeps]?.basis ?? "domain_knowledge",
  };
});

/** Minimum, target and maximum a day, from china_dri_2023; the 2022 guide's 1000 mg is the calcium target, 800 the floor. */
const targetRows: Record<string, [min: number | null, target: number | null, max: number | null]> = {
  energy_kcal: [1900, 2100, 2300],
  protein_g: [80, 80, null],
  carb_g: [170, null, null],
  fibre_g: [29, 29, null],
  calcium_mg: [800, 1000, 2000],
  iron_mg: [24, 24, 42],
  sodium_mg: [null, 1500, 2000],
  potassium_mg: [2400, 2400, null],
  zinc_mg: [13, 13, 40],
  vita_ug_rae: [1260, 1260, 3000],
  vitc_mg: [150, 150, 2000],
  folate_ug: [550, 550, null],
  cholesterol_mg: [null, null, 300],
  alcohol_g: [null, null, 0],
};
const dri = driData();
const confidenceOf = new Map(dri.nutrients.map(({ code, china_dri_2023: value }) => [code, value.confidence]));
const bases: Record<string, string> = { energy_kcal: "EER, week guide ±10%", carb_g: "EAR", alcohol_g: "WHO advice" };

export const nutrientTargets = Object.entries(targetRows).map(([code, [minAmount, targetAmount, maxAmount]]) => ({
  profile: "lactation_cn2023",
  nutrientId: need(nutrientIdOf, code),
  minAmount,
  targetAmount,
  maxAmount,
  source: `China DRI 2023 ${bases[code] ?? ""}`.trim(),
  confidence: confidenceOf.get(code) ?? "medium",
}));

/** What of the guidance is no nutrient of the food table: shares of energy, food groups, water, nutrients without data. */
export const nutritionProfile = {
  energyShares: { fat: [20, 30], carb: [50, 65] },
  mealEnergyBand: 0.15,
  foodGroups: dri.food_group_targets.items,
  withoutData: dri.nutrients
    .filter(({ code }) => !nutrientIdOf.has(code) && !code.endsWith("_pct"))
    .map(({ code, name_zh: name, unit, china_dri_2023: { value, type } }) => ({ code, name, unit, value, type })),
  source: dri.food_group_targets.source,
  note: dri.meta.disclaimer,
};
