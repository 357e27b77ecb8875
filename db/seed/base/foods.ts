import { initials } from "@/lib/pinyin";
import { foodRows, herbRows } from "../data";
import { need } from "../insert";
import { allergenIdOfWord, allergens, nutrients } from "./masters";
import { foodsWithTags } from "./tags";

/** What a kitchen can store unopened; domain knowledge, only a default for new lots. */
const shelfDays: Record<string, number> = {
  蔬菜: 3,
  水果: 5,
  水产: 2,
  畜肉: 3,
  禽肉: 3,
  蛋类: 21,
  乳类: 7,
  豆类及制品: 5,
  菌藻: 30,
  谷薯及制品: 90,
  坚果种子: 120,
  油脂: 180,
  糖类: 365,
  调味品: 365,
  药食同源: 365,
  药材: 365,
};

/** Grams of one kitchen unit, edible part; domain knowledge, for typing "鸡蛋 2 个". */
const unitRows: Record<string, string> = {
  鸡蛋: "个 50",
  土鸡蛋: "个 45",
  鸡蛋白: "个 33",
  鸡蛋黄: "个 17",
  鸭蛋: "个 60",
  咸鸭蛋: "个 60",
  鹌鹑蛋: "个 9",
  鸽蛋: "个 15",
  皮蛋: "个 55",
  "红枣(干)": "颗 5",
  鲜枣: "颗 15",
  桂圆干: "颗 3",
  核桃仁: "个 6",
  栗子仁: "颗 8",
  "莲子(干)": "颗 1",
  生姜: "片 3 块 15",
  大蒜: "瓣 4",
  小葱: "根 10",
  大葱: "根 80",
  番茄: "个 180",
  土豆: "个 200",
  胡萝卜: "根 120",
  洋葱: "个 200",
  苹果: "个 200",
  香蕉: "根 110",
  橙子: "个 180",
  猕猴桃: "个 80",
  梨: "个 220",
  牛油果: "个 130",
  黄瓜: "根 200",
  西兰花: "朵 15",
  鲜香菇: "朵 20",
  干香菇: "朵 4",
  全脂牛奶: "ml 1.03 盒 250 杯 250",
  "豆浆(无糖)": "ml 1.02 杯 250",
  北豆腐: "块 100",
  嫩豆腐: "块 100",
  猪蹄: "只 500",
  鸽子: "只 350",
  乌鸡: "只 900",
  鲫鱼: "条 300",
  鲈鱼: "条 500",
  基围虾: "只 12",
  "酸奶(原味全脂)": "杯 100",
  芝麻油: "勺 5 茶匙 5",
  大豆油: "勺 10 汤匙 10",
  酱油: "勺 6 汤匙 15",
  食盐: "勺 6 茶匙 5",
  白砂糖: "勺 10 茶匙 5",
  蜂蜜: "勺 12",
  馄饨皮: "张 8",
  饺子皮: "张 9",
  枸杞子: "粒 0.15",
  面包: "片 35",
  奶酪: "片 20",
  猪肝: "片 10",
};

const table = foodRows().map((row, i) => ({
  row,
  id: i + 1,
  code: row.food_id ?? "",
  name: row.name_zh ?? "",
  category: row.category ?? "",
  isHerb: row.category === "药食同源" && ["黄芪", "茯苓", "参须", "甘草粉"].includes(row.name_zh ?? ""),
}));
const known = new Set(table.map((food) => food.name));
const herbs = herbRows()
  .filter((row) => !known.has(row.name_zh ?? ""))
  .map((row, i) => ({
    row,
    id: table.length + i + 1,
    code: `H${String(i + 1).padStart(4, "0")}`,
    name: row.name_zh ?? "",
    category: "药材",
    isHerb: true,
  }));
export const foods = [...table, ...herbs];
/** Ids by food id (F0265) and by name. */
export const foodIdOf = new Map(foods.flatMap(({ id, code, name }) => [[code, id] as const, [name, id] as const]));

export const items = foods.map(({ id, code, name, category }) => ({
  id,
  code,
  name,
  kind: "ingredient" as const,
  baseUnit: "g",
  category,
  shelfDays: shelfDays[category] ?? null,
}));

export const itemUnits = Object.entries(unitRows).flatMap(([name, units]) =>
  [...units.matchAll(/(\S+) ([\d.]+)/g)].map(([, unit = "", grams]) => ({
    itemId: need(foodIdOf, name),
    unit,
    baseQuantity: Number(grams),
  })),
);

export const ingredients = [
  ...table.map(({ row, ...food }) => ({
    id: food.id,
    itemId: food.id,
    name: food.name,
    nameKey: initials(food.name),
    category: food.category,
    ediblePct: Number(row.edible_pct),
    isHerb: food.isHerb,
    source: row.source ?? null,
    sourceRef: row.source_ref || null,
    note: [row.note, row.qa_flag].filter(Boolean).join("；") || null,
  })),
  ...herbs.map(({ row, ...herb }) => ({
    id: herb.id,
    itemId: herb.id,
    name: herb.name,
    nameKey: initials(herb.name),
    category: herb.category,
    ediblePct: 100,
    isHerb: true,
    source: "domain_knowledge",
    sourceRef: null,
    note: [row.traditional_role, row.mainland_regulatory_status, row.caution].filter(Boolean).join("；"),
  })),
];

export const aliases = table.flatMap(({ id, row }) =>
  (row.aliases_zh ?? "")
    .split(";")
    .filter(Boolean)
    .map((alias) => ({ ingredientId: id, alias })),
);

// A blank is unknown, which is not zero: no row.
export const ingredientNutrients = table.flatMap(({ id, row }) => {
  const filled = new Set((row.filled ?? "").split(";").map((part) => part.split(":")[0]));
  return nutrients.flatMap(({ id: nutrientId, code }) => {
    const cell = row[code];
    if (!cell) return [];
    return [
      { ingredientId: id, nutrientId, amount: Number(cell), source: row.source ?? "", isFilled: filled.has(code) },
    ];
  });
});

// The curated table was read for allergens: what it does not list is free. So were the two that are plain food; the other
// herbs were not and stay unknown.
const assessedHerbs: Record<string, string[]> = { "花胶(干)": ["鱼类"], 虫草花: [] };
export const ingredientAllergens = [
  ...table.flatMap(({ id, name, row }) => assessed(id, name === "芒果" ? ["芒果*"] : (row.allergens ?? "").split(";"))),
  ...herbs.flatMap(({ id, name }) => (assessedHerbs[name] ? assessed(id, assessedHerbs[name]) : [])),
];

function assessed(ingredientId: number, words: readonly string[]) {
  const contained = new Set(words.filter(Boolean).map((word) => need(allergenIdOfWord, word)));
  return allergens.map((allergen) => ({
    ingredientId,
    allergenId: allergen.id,
    state: contained.has(allergen.id) ? ("contains" as const) : ("free" as const),
  }));
}

export const ingredientTags = foodsWithTags(foods);
