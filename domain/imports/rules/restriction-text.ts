import type { ImportedRestriction } from "../schema";

/**
 * The restrictions in a cell like "海鲜、不吃羊肉". In a column headed 过敏/忌口 a food alone is taken for an allergy, the safe side;
 * "少吃" after it makes that doubtful. Gluten-free is an allergy to gluten; religious diets and vegetarians are hard.
 */
export function readRestrictions(text: string | null): ImportedRestriction[] {
  if (text === null) return [];
  const parts = text
    .normalize("NFKC")
    .split(/[、,;。\n/|+]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "" && !NONE.test(part));
  return parts.map(restrictionOf);
}

const NONE = /^(无|没有|暂无|没|否|不详|none|no|-+|无过敏|无忌口|无特殊)$/i;
const RELIGION = /^(清真|穆斯林|回族|伊斯兰)/;
const VEGETARIAN = /(素食|吃素|全素|纯素|蛋奶素|净素)/;
const MEDICAL = /(低盐|少盐|限盐|低糖|少糖|控糖|无糖|低脂|少油|低嘌呤|糖尿病|高血压|甲亢|甲减|痛风|医嘱)/;

function restrictionOf(part: string): ImportedRestriction {
  const label = part.slice(0, 100);
  if (RELIGION.test(part)) return { kind: "religion", strength: "hard", label: "清真", isDoubtful: false };
  if (VEGETARIAN.test(part)) return { kind: "religion", strength: "hard", label, isDoubtful: false };
  if (/麸质|面筋|乳糜泻/.test(part)) return { kind: "allergy", strength: "hard", label: "麸质", isDoubtful: false };
  const allergy = /^对?(.+?)(?:严重)?过敏$/.exec(part)?.[1] ?? /^过敏[::\s]*(.+)$/.exec(part)?.[1];
  if (allergy) return { kind: "allergy", strength: "hard", label: allergy.trim().slice(0, 100), isDoubtful: false };
  if (MEDICAL.test(part)) return { kind: "medical", strength: "hard", label, isDoubtful: false };
  const less = /^(?:尽量)?(?:少吃|少)(.+)$/.exec(part)?.[1] ?? /^(.+?)(?:尽量)?(?:少吃|少放|不多吃)$/.exec(part)?.[1];
  if (less) return { kind: "allergy", strength: "hard", label: less.trim().slice(0, 100), isDoubtful: true };
  const disliked = /^(?:不吃|不要|不喜欢吃?|讨厌|忌口?[::\s]*|不放)(.+)$/.exec(part)?.[1];
  if (disliked) return { kind: "dislike", strength: "soft", label: disliked.trim().slice(0, 100), isDoubtful: false };
  return { kind: "allergy", strength: "hard", label, isDoubtful: false };
}
