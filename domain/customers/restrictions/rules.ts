import type { RestrictionKind, RestrictionStrength } from "@/db/enums/customers";

export type ReadWord = { kind: RestrictionKind; strength: RestrictionStrength; label: string };

const RELIGION = /^(清真|穆斯林|回族|伊斯兰|素食|吃素|全素|纯素|蛋奶素|净素|佛教)/;
const MEDICAL = /(低盐|少盐|限盐|低糖|少糖|控糖|无糖|低脂|少油|低嘌呤|忌碘|限碘)/;

/**
 * What a typed word means: "对虾过敏" is an allergy, "不吃羊肉" a wish, "清真" religion, "低盐" medical. A word alone is an
 * allergy when it names an allergen (`isAllergen`), else something she does not eat: both kept strictly, the safe side.
 */
export function readWord(word: string, isAllergen: (label: string) => boolean): ReadWord {
  const text = word.normalize("NFKC").trim();
  const allergy = /^对?(.+?)(?:严重|轻微)?过敏$/.exec(text)?.[1] ?? /^过敏[::\s]*(.+)$/.exec(text)?.[1];
  if (allergy) return { kind: "allergy", strength: "hard", label: allergy.trim() };
  if (/麸质|面筋|乳糜泻/.test(text)) return { kind: "allergy", strength: "hard", label: "麸质" };
  if (RELIGION.test(text))
    return { kind: "religion", strength: "hard", label: /^(穆斯林|回族|伊斯兰)/.test(text) ? "清真" : text };
  if (MEDICAL.test(text)) return { kind: "medical", strength: "hard", label: text };
  const disliked = /^(?:不吃|不要|不喜欢吃?|讨厌|忌口?[::\s]*|不放|少吃)(.+)$/.exec(text)?.[1];
  if (disliked) return { kind: "dislike", strength: "soft", label: disliked.trim() };
  return { kind: isAllergen(text) ? "allergy" : "dislike", strength: "hard", label: text };
}

/** What people call the allergens of GB 7718 and a few more, by a part of the allergen's own name. */
const synonyms: readonly { allergen: string; words: readonly string[] }[] = [
  { allergen: "麸质", words: ["麸质", "无麸质", "面筋", "小麦", "面粉", "麦麸", "麦子"] },
  { allergen: "甲壳", words: ["虾", "蟹", "虾蟹", "螃蟹", "虾类", "蟹类", "甲壳", "甲壳类", "虾皮", "龙虾"] },
  { allergen: "鱼", words: ["鱼", "鱼类", "鱼肉"] },
  { allergen: "蛋", words: ["蛋", "鸡蛋", "蛋类", "蛋白", "蛋清", "鸭蛋", "禽蛋"] },
  { allergen: "花生", words: ["花生", "花生米"] },
  { allergen: "大豆", words: ["大豆", "黄豆", "豆制品", "豆类", "豆浆", "豆腐"] },
  { allergen: "乳", words: ["乳", "奶", "牛奶", "牛乳", "乳制品", "奶制品", "乳类", "牛奶蛋白", "鲜奶"] },
  { allergen: "坚果", words: ["坚果", "坚果类", "果仁"] },
  { allergen: "芝麻", words: ["芝麻", "白芝麻", "黑芝麻"] },
  { allergen: "贝", words: ["贝", "贝类", "扇贝", "蛤蜊", "牡蛎", "生蚝"] },
  { allergen: "软体", words: ["软体动物", "鱿鱼", "章鱼", "墨鱼"] },
];

/** The allergen that a word stands for, among those on file; by its own name or what people call it. */
export function allergenNamed<A extends { name: string }>(word: string, allergens: readonly A[]): A | undefined {
  const plain = word.replace(/[*（(].*$/, "").trim();
  const own = allergens.find((a) => bare(a.name) === bare(plain));
  if (own) return own;
  const known = synonyms.find((s) => s.words.includes(plain));
  return known && allergens.find((a) => a.name.includes(known.allergen));
}

const bare = (name: string): string =>
  name
    .replace(/[*（(].*$/, "")
    .replace("纲", "")
    .replace(/(类|及其.*)$/, "");

/** What people call the things that tags say: word → code of the tag. */
export const tagCodeOfWord: Readonly<Record<string, string>> = {
  清真: "not_halal",
  素食: "not_vegetarian",
  吃素: "not_vegetarian",
  蛋奶素: "not_vegetarian",
  全素: "not_vegan",
  纯素: "not_vegan",
  净素: "not_vegan",
  佛教素: "not_vegan",
  水产: "seafood",
  虾蟹: "crustacean",
  辣: "spicy",
  辣椒: "spicy",
  酒: "ALCOHOL",
  酒精: "ALCOHOL",
  含酒: "ALCOHOL",
  生冷: "cold_nature",
  低盐: "HTN",
  少盐: "HTN",
  限盐: "HTN",
  低糖: "GDM",
  少糖: "GDM",
  控糖: "GDM",
  无糖: "GDM",
  低脂: "FAT",
  少油: "FAT",
  低嘌呤: "PURINE",
  限碘: "THYROID",
  忌碘: "THYROID",
};
