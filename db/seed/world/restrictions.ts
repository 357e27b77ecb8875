import type { RestrictionKind, RestrictionSource, RestrictionStrength } from "@/db/enums/customers";
import { foodIdOf } from "../base/foods";
import { allergenIdOf } from "../base/masters";
import { tagIdOf } from "../base/tags";
import { need } from "../insert";

/**
 * [mother, kind, strength, target, label, source, from, to, adjustment, reason]: target is allergen:/tag:/food: and a code or
 * name, or "text" for a word that nobody has mapped yet. Days are relative to today.
 */
type Row = [
  mother: number,
  kind: RestrictionKind,
  strength: RestrictionStrength,
  target: string,
  label: string,
  source: RestrictionSource,
  from: number,
  to: number | null,
  adjustment?: string | null,
  reason?: string,
];

const rows: Row[] = [
  [1, "allergy", "hard", "allergen:peanut", "花生", "customer", -7, null, null, "入住登记，本人确认"],
  [1, "allergy", "hard", "allergen:crustacean", "甲壳类", "customer", -7, null, null, "入住登记，本人确认"],
  [1, "medical", "soft", "tag:GDM", "控糖", "doctor_order", -7, 7, null, "孕期糖耐量异常，周敏医嘱"],
  [1, "dislike", "soft", "tag:mutton", "羊肉", "customer", -5, null, null, "小程序，陈可登记"],
  [2, "medical", "hard", "food:食盐", "低盐", "doctor_order", -2, 14, "少盐", "产后血压偏高，周敏医嘱"],
  [3, "allergy", "hard", "allergen:egg", "蛋类", "customer", -5, null, null, "入住登记，本人确认"],
  [6, "religion", "hard", "tag:not_vegetarian", "蛋奶素", "customer", -12, null, null, "入住登记"],
  [7, "allergy", "hard", "allergen:nut", "坚果", "customer", -9, null, null, "入住登记，本人确认"],
  [7, "allergy", "hard", "allergen:soy", "大豆", "customer", -9, null, null, "入住登记，本人确认"],
  [8, "dislike", "soft", "food:海参(水发)", "海参", "customer", -3, null],
  [9, "stage", "soft", "text", "软食", "staff", -2, 5, null, "咀嚼不便，先软食"],
  [10, "dislike", "soft", "tag:coriander", "香菜", "customer", -4, null],
  [14, "allergy", "hard", "allergen:milk", "乳", "customer", -8, null, null, "入住登记，本人确认"],
  [18, "allergy", "hard", "allergen:fish", "鱼类", "customer", -14, null, null, "入住登记，本人确认"],
  [19, "dislike", "soft", "tag:offal", "内脏", "customer", -18, null],
  [21, "medical", "soft", "tag:ENGORGE", "少油", "doctor_order", -3, 10, "撇油", "左侧乳房硬块，汤要撇油"],
  [24, "religion", "hard", "tag:not_halal", "清真", "customer", -21, null, null, "入住登记"],
  [27, "dislike", "soft", "tag:mutton", "羊肉", "customer", -15, null],
  [28, "allergy", "hard", "allergen:crustacean", "甲壳类", "customer", -24, null, null, "入住登记，本人确认"],
  [29, "medical", "soft", "tag:GDM", "控糖", "doctor_order", -18, null, null, "血糖偏高，周敏医嘱"],
  [30, "allergy", "hard", "allergen:sesame", "芝麻", "customer", -15, null, null, "入住登记，本人确认"],
  [31, "allergy", "hard", "allergen:peanut", "花生", "customer", -17, null, null, "入住登记，本人确认"],
  [31, "dislike", "soft", "tag:spicy", "辛辣", "customer", -30, -4, null, "已改口味"],
  [32, "allergy", "hard", "allergen:mango", "芒果", "customer", -21, null, null, "入住登记，本人确认"],
  [33, "allergy", "hard", "text", "菌子", "customer", 0, null, null, "电话登记，没说清是哪一种"],
  [34, "dislike", "soft", "tag:mutton", "羊肉", "customer", -6, null],
  [41, "allergy", "hard", "allergen:milk", "乳", "customer", -1, null, null, "入住登记，本人确认"],
  [42, "dislike", "soft", "tag:seafood", "海鲜", "customer", -7, null],
];

/** Restrictions of a mother with the target resolved to the column that holds it. */
export const restrictions = rows.map(
  ([motherId, kind, strength, target, label, source, from, to, adjustment = null, reason = null], i) => ({
    id: i + 1,
    motherId,
    kind,
    strength,
    ...targetOf(target),
    label,
    source,
    from,
    to,
    adjustment,
    reason,
  }),
);

function targetOf(target: string) {
  const none = { ingredientId: null, allergenId: null, tagId: null, dishId: null };
  const [what, key = ""] = target.split(":");
  if (what === "allergen") return { ...none, target: "allergen" as const, allergenId: need(allergenIdOf, key) };
  if (what === "tag") return { ...none, target: "tag" as const, tagId: need(tagIdOf, key) };
  if (what === "food") return { ...none, target: "ingredient" as const, ingredientId: need(foodIdOf, key) };
  return { ...none, target: "text" as const };
}

/** [mother, condition, from, to, note]: what triggers diet rules. */
export const conditions: [mother: number, code: string, from: number, to: number | null, note: string][] = [
  [2, "HTN", -4, 14, "产后第 2 天起血压偏高"],
  [26, "GDM", -20, null, "妊娠期糖尿病，产后随访"],
  [14, "CMPA_INFANT", -6, 22, "宝宝疑似牛奶蛋白过敏，妈妈回避"],
  [12, "MASTITIS", -1, 4, "右侧乳房硬块"],
  [20, "ANEMIA", -20, -2, "血红蛋白 108 g/L，已复查"],
];
