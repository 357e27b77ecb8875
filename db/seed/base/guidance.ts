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
  ["stage", "expel", "food:人参(人工种植)", "hard", null, null, "产后早期与哺乳期不用人参。"],
  // Medicine, not a meal: never available either.
  ["stage", "expel", "NOTMEAL", "hard"],
  ["stage", "recover", "NOTMEAL", "hard"],
  ["stage", "nourish", "NOTMEAL", "hard"],
  ["stage", "restore", "NOTMEAL", "hard"],
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
  ["feeding", "mixed", "food:参须", "hard", null, null, "哺乳期不宜人参。"],
  ["feeding", "breast", "food:人参(人工种植)", "hard", null, null, "卫生部 2012 年第 17 号公告：哺乳期妇女不宜。"],
  ["feeding", "mixed", "food:人参(人工种植)", "hard", null, null, "卫生部 2012 年第 17 号公告：哺乳期妇女不宜。"],
  ["feeding", "breast", "food:西洋参", "soft", null, null, "哺乳期资料不足，先问医师。"],
  ["feeding", "mixed", "food:西洋参", "soft", null, null, "哺乳期资料不足，先问医师。"],
  ["feeding", "breast", "food:番泻叶", "hard", null, null, "泻下药，哺乳期避免。"],
  ["feeding", "mixed", "food:番泻叶", "hard", null, null, "泻下药，哺乳期避免。"],
  ["feeding", "breast", "food:大黄", "hard", null, null, "泻下药，哺乳期避免。"],
  ["feeding", "mixed", "food:大黄", "hard", null, null, "泻下药，哺乳期避免。"],
  ["feeding", "weaned", "LACTUP", "hard"],
  ["feeding", "weaned", "ENGORGE", "soft", null, null, "回奶期间少用浓汤。"],
  ["feeding", "formula", "LACTUP", "soft", null, null, "不哺乳，催乳类菜品不必安排。"],
  ["condition", "GDM", "GDM", "hard"],
  ["condition", "GDM", "added_sugar", "soft", null, null, "糖代谢异常：换无糖做法，添加糖每天不超过 10 g。"],
  ["condition", "GDM", "sticky", "soft", null, null, "糯米等升糖快，须计入碳水交换份。"],
  ["condition", "HTN", "HTN", "hard"],
  ["condition", "HTN", "ALCOHOL", "hard", null, null, "产后高血压不饮酒，含酒的菜不供应。"],
  ["condition", "HTN", "food:炙甘草", "hard", null, null, "甘草升压、低钾，高血压与水肿者不用。"],
  ["condition", "HTN", "food:甘草粉", "hard", null, null, "甘草升压、低钾，高血压与水肿者不用。"],
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
  ["condition", "CONSTIPATION", "food:熟地黄", "soft", null, null, "熟地黄滋腻，腹胀便秘者慎用。"],
  ["condition", "HYPERURICEMIA", "PURINE", "hard"],
  ["condition", "HYPERURICEMIA", "ALCOHOL", "hard"],
  ["condition", "HYPERURICEMIA", "ENGORGE", "soft", null, null, "浓肉汤嘌呤高，改清汤。"],
  ["condition", "HYPERLIPID", "FAT", "hard"],
  ["condition", "HYPERLIPID", "VITA", "soft", null, null, "肝脏胆固醇高，每天胆固醇不超过 300 mg。"],
  ["condition", "HYPERLIPID", "food:阿胶", "soft", null, null, "阿胶滋腻，高脂者慎用。"],
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
  ["condition", "BLEEDING", "food:肉桂", "hard", null, null, "肉桂温通，出血者不用。"],
  ["condition", "BLEEDING", "food:王不留行", "hard", null, null, "王不留行活血，出血者不用。"],
  ["condition", "ANEMIA", "food:菊花茶(饮)", "soft", null, null, "茶饮与补铁、含铁的菜至少隔 2 小时。"],
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

type Bounds = [min: number | null, target: number | null, max: number | null];
/**
 * Minimum, target and maximum a day: profile → nutrient. The two of feeding are whole (china_dri_2023; the 2022 guide's
 * 1000 mg is the calcium target, 800 the floor); those of stages and conditions narrow them and hold only what they change.
 */
const targetRows: Record<string, { source: string; rows: Record<string, Bounds>; bases?: Record<string, string> }> = {
  lactation_cn2023: {
    source: "China DRI 2023",
    bases: { energy_kcal: "EER, week guide ±10%", carb_g: "EAR", alcohol_g: "WHO advice" },
    rows: {
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
    },
  },
  adult_cn2023: {
    source: "China DRI 2023, not lactating",
    bases: { energy_kcal: "EER, week guide 1700–1900", carb_g: "EAR" },
    rows: {
      energy_kcal: [1700, 1800, 1900],
      protein_g: [55, 55, null],
      carb_g: [120, null, null],
      fibre_g: [25, 25, null],
      calcium_mg: [800, 800, 2000],
      iron_mg: [18, 18, 42],
      sodium_mg: [null, 1500, 2000],
      potassium_mg: [2000, 2000, null],
      zinc_mg: [8.5, 8.5, 40],
      vita_ug_rae: [660, 660, 3000],
      vitc_mg: [100, 100, 2000],
      folate_ug: [400, 400, null],
      cholesterol_mg: [null, null, 300],
    },
  },
  "stage.expel": { source: "Week guide", rows: { energy_kcal: [1800, 1950, 2100] } },
  "stage.recover": { source: "Week guide", rows: { energy_kcal: [2000, 2150, 2300] } },
  "stage.nourish": { source: "Week guide", rows: { energy_kcal: [2100, 2250, 2400] } },
  "stage.restore": { source: "Week guide, weeks 4–6", rows: { energy_kcal: [1900, 2150, 2400] } },
  // 45–55 % of 2100 kcal at 4 kcal/g; the floor in grams is the condition's own.
  "condition.GDM": {
    source: "postpartum_conditions GDM",
    rows: { carb_g: [175, 236, 289], fibre_g: [25, 29, null] },
  },
  // Severe cases (1500 mg) are a doctor's order.
  "condition.HTN": {
    source: "postpartum_conditions HTN",
    rows: { sodium_mg: [null, 1500, 2000], potassium_mg: [2400, 2400, null] },
  },
  "condition.CS": { source: "postpartum_conditions CS", rows: { vitc_mg: [150, 150, null] } },
  "condition.CMPA_INFANT": { source: "postpartum_conditions CMPA_INFANT", rows: { calcium_mg: [1000, 1000, null] } },
  "condition.ANEMIA": { source: "postpartum_conditions ANEMIA", rows: { iron_mg: [24, 24, null] } },
  "condition.CONSTIPATION": { source: "postpartum_conditions CONSTIPATION", rows: { fibre_g: [25, 30, 35] } },
  // 25 % of 2100 kcal at 9 kcal/g.
  "condition.HYPERLIPID": {
    source: "postpartum_conditions HYPERLIPID",
    rows: { fat_g: [null, 50, 58], cholesterol_mg: [null, null, 300] },
  },
};
const dri = driData();
const confidenceOf = new Map(dri.nutrients.map(({ code, china_dri_2023: value }) => [code, value.confidence]));

export const nutrientTargets = Object.entries(targetRows).flatMap(([profile, { source, rows, bases = {} }]) =>
  Object.entries(rows).map(([code, [minAmount, targetAmount, maxAmount]]) => ({
    profile,
    nutrientId: need(nutrientIdOf, code),
    minAmount,
    targetAmount,
    maxAmount,
    source: `${source} ${bases[code] ?? ""}`.trim(),
    confidence: profile.includes(".") ? "medium" : (confidenceOf.get(code) ?? "medium"),
  })),
);

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
