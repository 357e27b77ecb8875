import type { Clock } from "@/lib/time";

/** Short reference tables. Ids are fixed, so that the rest of the seed and the tests can name rows without looking. */

type SlotRow = [
  id: number,
  code: string,
  name: string,
  servingTime: string,
  cutoffMinutes: number,
  energyShare: number,
  description: string,
];
// Shares of the day's energy: default_meal_energy_split of dri_lactation.json (domain knowledge).
const slotRows: SlotRow[] = [
  [1, "breakfast", "早餐", "07:50", 830, 0.2, "前一天 18:00 截单"],
  [2, "morning_snack", "早点", "10:00", 960, 0.1, "前一天 18:00 截单"],
  [3, "lunch", "午餐", "11:50", 230, 0.3, "当天 08:00 截单"],
  [4, "afternoon_snack", "午点", "15:00", 120, 0.1, "当天 13:00 截单"],
  [5, "dinner", "晚餐", "18:00", 240, 0.25, "当天 14:00 截单"],
  [6, "bedtime_snack", "晚点", "20:00", 360, 0.05, "当天 14:00 截单"],
];
export const slots = slotRows.map(([id, code, name, servingTime, cutoffMinutes, energyShare, description]) => ({
  id,
  code,
  name,
  servingTime: servingTime as Clock,
  cutoffMinutes,
  energyShare,
  description,
  position: id,
}));
export const slotIdOf = new Map(slots.map((slot) => [slot.code, slot.id]));

/** Codes are the column names of foods_kitchen.csv; amounts are per 100 g of the edible part. */
const nutrientRows: [code: string, name: string, unit: string][] = [
  ["energy_kcal", "能量", "kcal"],
  ["protein_g", "蛋白质", "g"],
  ["fat_g", "脂肪", "g"],
  ["carb_g", "碳水化合物", "g"],
  ["fibre_g", "膳食纤维", "g"],
  ["calcium_mg", "钙", "mg"],
  ["iron_mg", "铁", "mg"],
  ["sodium_mg", "钠", "mg"],
  ["vitc_mg", "维生素 C", "mg"],
  ["vita_ug_rae", "维生素 A", "µg RAE"],
  ["cholesterol_mg", "胆固醇", "mg"],
  ["water_g", "水分", "g"],
  ["potassium_mg", "钾", "mg"],
  ["zinc_mg", "锌", "mg"],
  ["folate_ug", "叶酸", "µg"],
  ["alcohol_g", "酒精", "g"],
];
export const nutrients = nutrientRows.map(([code, name, unit], i) => ({
  id: i + 1,
  code,
  name,
  unit,
  position: i + 1,
}));
export const nutrientIdOf = new Map(nutrients.map((nutrient) => [nutrient.code, nutrient.id]));

/** The eight groups of GB 7718, then what centres ask for besides; the last column is the word of the food table. */
const allergenRows: [code: string, name: string, isGb7718: boolean, word: string][] = [
  ["gluten", "麸质谷物", true, "含麸质谷物"],
  ["crustacean", "甲壳类", true, "甲壳类"],
  ["fish", "鱼类", true, "鱼类"],
  ["egg", "蛋类", true, "蛋类"],
  ["peanut", "花生", true, "花生"],
  ["soy", "大豆", true, "大豆"],
  ["milk", "乳", true, "乳"],
  ["nut", "坚果", true, "坚果"],
  ["sesame", "芝麻", false, "芝麻*"],
  ["shellfish", "贝类", false, "贝类*"],
  ["mollusc", "软体动物", false, "软体动物*"],
  ["echinoderm", "棘皮动物", false, "棘皮动物*"],
  ["mango", "芒果", false, "芒果*"],
];
export const allergens = allergenRows.map(([code, name, isGb7718], i) => ({ id: i + 1, code, name, isGb7718 }));
export const allergenIdOf = new Map(allergens.map((allergen) => [allergen.code, allergen.id]));
export const allergenIdOfWord = new Map(allergenRows.map(([, , , word], i) => [word, i + 1]));

export const dishCategories = ["荤菜", "素菜", "汤品", "粥品", "主食", "甜品点心", "饮品", "药膳"].map((name, i) => ({
  id: i + 1,
  name,
  position: i + 1,
}));
export const dishCategoryIdOf = new Map(dishCategories.map((category) => [category.name, category.id]));
