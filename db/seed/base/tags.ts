import type { FoodTagKind } from "@/db/enums/dishes";
import { dishData } from "../data";

type TagRow = [code: string, name: string, kind: FoodTagKind, foods: string, text?: string];

/**
 * Tags beside the 17 caution codes, and which foods carry them: a food's name, or "@" and a category of the food table.
 * Which food counts as what is domain knowledge; the traditional ones are custom and claim no medical evidence.
 */
const freshwater = "鲫鱼 鲤鱼 草鱼 鲢鳙鱼 黑鱼 加州鲈 鳜鱼 罗非鱼 鳝鱼";
const crustaceans = "对虾 基围虾 虾仁 河虾 虾皮 虾米 梭子蟹";
const pork =
  "猪瘦肉 猪里脊 猪大排 猪五花肉 猪前腿肉 梅花肉 猪肉末 猪小排 猪脊骨 猪蹄 猪肘 猪蹄筋(鲜) 猪肝 猪腰 猪心 猪肚 猪舌 猪血 猪皮 猪尾 猪大骨汤 火腿(金华) 猪油";
const alcohol = "料酒 米酒(20度) 酒酿";
const tagRows: TagRow[] = [
  ["seafood", "海鲜", "group", `@水产 -${freshwater.replaceAll(" ", " -")}`, "海鱼、虾蟹、贝类等；淡水鱼不算在内。"],
  [
    "fish",
    "鱼",
    "group",
    `@水产 -${`${crustaceans} 蛤蜊 蚬 牡蛎 鲜扇贝 干贝 贻贝 鲍鱼 海参(水发) 墨鱼 鱿鱼 章鱼 海蜇皮`.replaceAll(" ", " -")}`,
  ],
  ["crustacean", "虾蟹", "group", crustaceans],
  ["pork", "猪肉", "group", pork],
  ["beef", "牛肉", "group", "牛腱子 牛里脊 牛腩 牛瘦肉 牛肉末 牛肋条 牛蹄筋 牛肝"],
  ["mutton", "羊肉", "group", "羊肉 羊排"],
  ["poultry", "禽肉", "group", "@禽肉 鸡油"],
  ["offal", "内脏", "group", "猪肝 猪腰 猪心 猪肚 猪舌 牛肝 鸡肝 鸡胗 鸡心"],
  ["liver", "动物肝脏", "group", "猪肝 牛肝 鸡肝"],
  ["blood", "血制品", "group", "猪血 鸭血"],
  ["egg", "蛋", "group", "@蛋类"],
  ["dairy", "奶", "group", "@乳类 黄油"],
  [
    "soy",
    "豆制品",
    "group",
    "黄豆 黑豆 毛豆仁 北豆腐 嫩豆腐 冻豆腐 油豆腐 豆腐干 豆腐皮(湿) 腐竹 百叶豆腐 豆浆(无糖) 豆豉 豆腐乳 味噌 黄豆芽",
  ],
  ["mushroom", "菌菇", "group", "@菌藻 -海带(鲜) -海带(干) -裙带菜(干) -裙带菜(鲜) -紫菜(干) 虫草花"],
  ["seaweed", "海藻", "group", "海带(鲜) 海带(干) 裙带菜(干) 裙带菜(鲜) 紫菜(干)"],
  ["added_sugar", "添加糖", "group", "@糖类 炼乳"],
  ["spicy", "辛辣", "taste", "辣椒(红) 豆瓣酱 花椒 白胡椒粉 咖喱粉"],
  ["coriander", "香菜", "taste", "香菜"],
  ["sticky", "黏滞", "texture", "糯米 黑糯米 糯小米 糯玉米 糯米粉", "黏滞难消化的主料。"],
  [
    "cold_nature",
    "寒凉",
    "tradition",
    "绿豆 绿豆芽 苦瓜 荸荠 马蹄粉 梨 柚子 西柚 西瓜 甜瓜 柿子 柿饼 山竹 火龙果(白肉) 火龙果(红肉) 猕猴桃 空心菜 梭子蟹 蛤蜊 蚬 贻贝 牡蛎 海带(鲜) 海带(干) 薄荷 菊花茶(饮)",
    "习俗上月子里少吃，无医学禁忌。",
  ],
  [
    "fa_wu",
    "发物",
    "tradition",
    `${crustaceans} 羊肉 羊排 鹅肉 鳝鱼 韭菜 韭黄 香椿 竹笋 冬笋 芒果 榴莲`,
    "习俗上伤口未愈、皮肤过敏时少吃，无医学禁忌。",
  ],
  ["not_halal", "非清真", "religion", `${pork} ${alcohol} 鸭血 明胶`, "猪肉及制品、血、酒；其他肉类另须清真屠宰凭证。"],
  [
    "not_vegetarian",
    "含肉",
    "religion",
    "@畜肉 @禽肉 @水产 猪油 鸡油 明胶 鸡精 蚝油 花胶(干)",
    "蛋奶素、素食的客户不吃；蛋奶不算在内。",
  ],
  [
    "not_vegan",
    "含动物成分",
    "religion",
    "@畜肉 @禽肉 @水产 @蛋类 @乳类 黄油 猪油 鸡油 明胶 鸡精 蚝油 蜂蜜 花胶(干) 鸡蛋面",
    "纯素的客户不吃。",
  ],
  ["five_pungent", "五辛", "religion", "大蒜 青蒜 蒜薹 小葱 大葱 洋葱 韭菜 韭黄", "佛教素戒食。"],
];

/** Of a dish as a whole, by how it is made: see texturesOf in dishes.ts. */
const textureRows: [code: string, name: string, text: string][] = [
  ["not_soft", "软食不宜", "凉拌、生食、煎烤的硬食，咀嚼不便或术后恢复时不排。"],
  ["not_semi_liquid", "半流质不宜", "半流质只排稀粥、烂面、馄饨、蒸蛋、羹汤。"],
  ["not_liquid", "流质不宜", "流质只排不用嚼的汤饮。"],
];

// Foods that bring a caution with them into any dish, also one that is made up later.
const cautionFoods: Record<string, string> = {
  ALCOHOL: alcohol,
  VITA: "猪肝 牛肝 鸡肝",
  PURINE: "猪肝 猪腰 猪心 牛肝 鸡肝 鸡胗 鸡心",
  HTN: "榨菜 咸鸭蛋 火腿(金华)",
  THYROID: "海带(鲜) 海带(干) 裙带菜(干) 裙带菜(鲜) 紫菜(干)",
  WEAN: "韭菜 山楂片 薄荷 麦芽糖 炒麦芽",
  LACTUP: "通草 王不留行",
  BLEED: "当归 川芎 桃仁 红花 益母草",
  MED: "黄芪 参须 当归 川芎 白芍 熟地黄 党参 白术 炙甘草 桃仁 炮姜 杜仲 通草 王不留行 肉桂 炒麦芽 人参(人工种植) 西洋参 阿胶 益母草 红花 番泻叶 大黄",
};

const cautions = Object.entries(dishData().contraindication_codes);
export const tags = [
  ...cautions.map(([code, { label, text, basis }]) => ({ code, name: label, kind: "caution" as const, text, basis })),
  ...tagRows.map(([code, name, kind, , text]) => ({ code, name, kind, text: text ?? null, basis: "domain_knowledge" })),
  ...textureRows.map(([code, name, text]) => ({
    code,
    name,
    kind: "texture" as const,
    text,
    basis: "domain_knowledge",
  })),
].map((tag, i) => ({ id: i + 1, ...tag }));
export const tagIdOf = new Map(tags.map((tag) => [tag.code, tag.id]));
export const tagNameOf = new Map(tags.map((tag) => [tag.code, tag.name]));

/** Tag id and food of every pair; throws on a name that no food has. */
export function foodsWithTags(foods: readonly { id: number; name: string; category: string }[]) {
  const lists: [string, string][] = [
    ...tagRows.map(([code, , , list]): [string, string] => [code, list]),
    ...Object.entries(cautionFoods),
  ];
  return lists.flatMap(([code, list]) => {
    const tagId = tagIdOf.get(code);
    if (tagId === undefined) throw new Error(`seed: no tag ${code}`);
    return [...pick(foods, list)].map((ingredientId) => ({ tagId, ingredientId }));
  });
}

function pick(foods: readonly { id: number; name: string; category: string }[], list: string): Set<number> {
  const picked = new Set<number>();
  for (const word of list.split(" ")) {
    const found = word.startsWith("@")
      ? foods.filter((food) => food.category === word.slice(1))
      : foods.filter((food) => food.name === word.replace(/^-/, ""));
    if (found.length === 0) throw new Error(`seed: no food ${word}`);
    for (const { id } of found) word.startsWith("-") ? picked.delete(id) : picked.add(id);
  }
  return picked;
}
