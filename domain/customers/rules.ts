import type { ChildbirthDeliveryMode, ChildbirthFeeding, StayStatus } from "@/db/enums/customers";
import {
  childbirthDeliveryModeLabels,
  childbirthFeedingLabels,
  type RestrictionKind,
  type RestrictionSource,
  type RestrictionStrength,
  type RestrictionTarget,
} from "@/db/enums/customers";
import { type DietRuleAppliesTo, type StageGuideStage, stageGuideStageLabels } from "@/db/enums/dishes";
import { addDays, type Day, daysBetween } from "@/lib/time";

/** One pregnancy of a mother: expected until `deliveredOn` is known. */
export type Birth = {
  id?: number;
  expectedDeliveryDate: Day | null;
  deliveredOn: Day | null;
  deliveryMode: ChildbirthDeliveryMode | null;
  feeding: ChildbirthFeeding | null;
};

export type Postpartum = { day: number; week: number; stage: StageGuideStage };

const stageOfWeek: readonly StageGuideStage[] = ["expel", "recover", "nourish"];

/** How far after a birth a day lies (day 0 = day of delivery, weeks of seven days), or null when it is not after one. */
export function postpartum(birth: Pick<Birth, "deliveredOn"> | null, on: Day): Postpartum | null {
  if (!birth?.deliveredOn) return null;
  const day = daysBetween(birth.deliveredOn, on);
  if (day < 0) return null;
  const week = Math.floor(day / 7) + 1;
  return { day, week, stage: stageOfWeek[week - 1] ?? "restore" };
}

/** The day on which the next stage begins, or null in the last one. */
export function nextStage(
  birth: Pick<Birth, "deliveredOn"> | null,
  on: Day,
): { day: Day; stage: StageGuideStage } | null {
  const now = postpartum(birth, on);
  if (!birth?.deliveredOn || !now || now.week > 3) return null;
  return { day: addDays(birth.deliveredOn, now.week * 7), stage: stageOfWeek[now.week] ?? "restore" };
}

/** Longest time from the first day of a pregnancy, as midwives count, to its due date: 280 days. */
const PREGNANCY_DAYS = 280;

/**
 * Of several births the one that counts on a day: a pregnancy running on that day, else the latest delivery up to it, else the
 * next one expected. So the second child leaves the stages of the first as they were.
 */
export function birthOn<B extends Birth>(births: readonly B[], on: Day): B | null {
  const delivered = births
    .filter((b) => b.deliveredOn !== null && b.deliveredOn <= on)
    .sort((a, b) => ((a.deliveredOn ?? "") < (b.deliveredOn ?? "") ? 1 : -1))[0];
  const open = births
    .filter((b) => (b.deliveredOn === null || b.deliveredOn > on) && b !== delivered)
    .sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1));
  const running = open.find((b) => {
    const due = b.deliveredOn ?? b.expectedDeliveryDate;
    if (!due) return !delivered;
    const start = addDays(due, -PREGNANCY_DAYS);
    return start <= on && (!delivered?.deliveredOn || start > delivered.deliveredOn);
  });
  return running ?? delivered ?? open[0] ?? null;
}

const dueOf = (b: Birth): string => b.deliveredOn ?? b.expectedDeliveryDate ?? "9999-12-31";

/** A stay's states (model.md §4). */
const stayNext: Record<StayStatus, readonly StayStatus[]> = {
  booked: ["checked_in", "cancelled", "no_show"],
  checked_in: ["checked_out"],
  checked_out: [],
  cancelled: [],
  no_show: [],
};
export const canBecome = (from: StayStatus, to: StayStatus): boolean => stayNext[from].includes(to);

/** Nights [from, until) against nights [from, until); no end is open. */
export type Nights = { fromDay: Day; untilDay: Day | null };
export const overlaps = (a: Nights, b: Nights): boolean =>
  (a.untilDay === null || b.fromDay < a.untilDay) && (b.untilDay === null || a.fromDay < b.untilDay);

/** How much of a stay is over on a day, 0 to 1, and the days left; null without an end. */
export function stayProgress(from: Day, to: Day | null, on: Day): { done: number; left: number } | null {
  if (!to) return null;
  const [all, gone] = [Math.max(1, daysBetween(from, to)), daysBetween(from, on)];
  return { done: Math.min(1, Math.max(0, gone / all)), left: daysBetween(on, to) };
}

/** What the kitchen must know of a person to judge a dish. Dated facts stay dated: one Person serves every day of a plan. */
export type Person = {
  patientId: number;
  name: string;
  restrictions: RestrictionFact[];
  conditions: ConditionFact[];
  /** The birth that counts today; `births` holds all of them for other days. */
  childbirth: Birth | null;
  births?: Birth[];
};

export type RestrictionFact = {
  id: number;
  kind: RestrictionKind;
  strength: RestrictionStrength;
  target: RestrictionTarget;
  /** Id of the ingredient, allergen, tag or dish; null for text. */
  targetId: number | null;
  /** Name of the target as the masters say it; null for text. */
  targetName: string | null;
  label: string;
  source: RestrictionSource;
  reason: string | null;
  adjustment: string | null;
  validFrom: Day;
  validTo: Day | null;
};

export type ConditionFact = { code: string; name: string; fromDay: Day; toDay: Day | null };

export type DietRule = {
  id: number;
  code: string;
  name: string;
  appliesTo: DietRuleAppliesTo;
  appliesValue: string;
  dayFrom: number | null;
  dayTo: number | null;
  tagId: number | null;
  tagName: string | null;
  ingredientId: number | null;
  ingredientName: string | null;
  strength: RestrictionStrength;
  text: string;
};

/** The part of a dish card that matters here (dishes' DishCard fits). */
export type JudgedDish = {
  id: number;
  name: string;
  ingredients: readonly { ingredientId: number; name: string; via?: string }[];
  allergens: readonly { id: number; name: string; state: "contains" | "unknown"; from: readonly string[] }[];
  tags: readonly { id: number; name: string }[];
};

export type Reason = {
  kind: RestrictionKind;
  strength: RestrictionStrength;
  /** The whole sentence, as it is shown and printed. */
  text: string;
  /** What it is about in one word, as on the RestrictionTag. */
  label: string;
  ingredient: string | null;
  source: RestrictionSource;
  validFrom: Day | null;
  validTo: Day | null;
  /** How the dish may still be served (少盐): makes it a variant. */
  adjustment: string | null;
  /** The supplier declared nothing: taken as contained. */
  undeclared: boolean;
  /** This reason alone keeps the dish away. */
  refuses: boolean;
  restrictionId: number | null;
};

export type Verdict = { verdict: "allowed" | "note" | "refused"; reasons: Reason[] };

/**
 * May this person eat this dish on this day, and why not. A hard restriction refuses, a soft one asks to confirm. An allergen
 * that nobody declared counts as contained. An adjustment turns a hard restriction into a variant to cook, never for an allergy.
 */
export function judge(person: Person, dish: JudgedDish, on: Day, rules: readonly DietRule[]): Verdict {
  const own = person.restrictions.filter((r) => isInForce(r, on)).flatMap((r) => reasonsOf(r, person, dish));
  const ruled = rules.flatMap((rule) => reasonOfRule(rule, person, dish, on));
  const reasons = [...own, ...ruled].sort((a, b) => rank(a) - rank(b));
  if (reasons.length === 0) return { verdict: "allowed", reasons };
  return { verdict: reasons.some((r) => r.refuses) ? "refused" : "note", reasons };
}

export const isInForce = (r: { validFrom: Day; validTo: Day | null }, on: Day): boolean =>
  r.validFrom <= on && (r.validTo === null || r.validTo >= on);

const kindRank: Record<RestrictionKind, number> = { allergy: 0, medical: 1, religion: 2, stage: 3, dislike: 4 };
const rank = (r: Reason): number => (r.refuses ? 0 : 10) + kindRank[r.kind];

type Hit = { what: string; ingredient: string | null; undeclared?: boolean };

function reasonsOf(r: RestrictionFact, person: Person, dish: JudgedDish): Reason[] {
  return hitsOf(r, dish).map((hit) => {
    const canAdjust = r.adjustment !== null && r.kind !== "allergy";
    const refuses = r.strength === "hard" && !canAdjust;
    return {
      kind: r.kind,
      strength: r.strength,
      text: sentence(r, person.name, hit, refuses, canAdjust),
      label: r.label,
      ingredient: hit.ingredient,
      source: r.source,
      validFrom: r.validFrom,
      validTo: r.validTo,
      adjustment: r.adjustment,
      undeclared: hit.undeclared ?? false,
      refuses,
      restrictionId: r.id,
    };
  });
}

function hitsOf(r: RestrictionFact, dish: JudgedDish): Hit[] {
  switch (r.target) {
    case "allergen":
      return allergenHits(dish, (a) => a.id === r.targetId && (a.state === "contains" || r.kind !== "dislike"));
    case "ingredient":
      return ingredientHits(dish, (i) => i.ingredientId === r.targetId || isSameFood(r, i.name));
    case "dish":
      return dish.id === r.targetId ? [{ what: `“${dish.name}”`, ingredient: null }] : [];
    case "tag":
      return tagHits(r, dish);
    case "text":
      return textHits(r.label, dish);
  }
}

const allergenHits = (dish: JudgedDish, wanted: (a: JudgedDish["allergens"][number]) => boolean): Hit[] =>
  dish.allergens.filter(wanted).map((a) => {
    const from = a.from.length > 0 ? a.from.join("、") : dish.name;
    return {
      what: a.state === "unknown" ? from : `含${from}`,
      ingredient: a.from[0] ?? null,
      undeclared: a.state === "unknown",
    };
  });

/** To an allergic person dried mango is mango: the name of the food inside another name counts as that food. */
const isSameFood = (r: RestrictionFact, name: string): boolean =>
  r.kind === "allergy" && (r.targetName ?? "").length >= 2 && name.includes(r.targetName ?? r.label);

function ingredientHits(dish: JudgedDish, wanted: (i: JudgedDish["ingredients"][number]) => boolean): Hit[] {
  const found = dish.ingredients.filter(wanted);
  const names = [...new Set(found.map((i) => (i.via ? `${i.name}（在${i.via}里）` : i.name)))];
  return names.length === 0 ? [] : [{ what: `含${names.join("、")}`, ingredient: found[0]?.name ?? null }];
}

/** Words that people use for several allergens at once: an allergy to one of them is an allergy to each. */
export const allergensOfWord: Record<string, readonly string[]> = {
  海鲜: ["鱼类", "甲壳类", "贝类", "软体动物", "棘皮动物"],
  水产: ["鱼类", "甲壳类", "贝类", "软体动物", "棘皮动物"],
  虾蟹: ["甲壳类"],
};

function tagHits(r: RestrictionFact, dish: JudgedDish): Hit[] {
  const group = r.kind === "allergy" ? (allergensOfWord[r.label] ?? allergensOfWord[r.targetName ?? ""]) : undefined;
  const hits = group ? allergenHits(dish, (a) => group.some((name) => sameAllergen(a.name, name))) : [];
  if (hits.length > 0) return hits;
  const tag = dish.tags.find((t) => t.id === r.targetId);
  return tag ? [{ what: `属于“${tag.name}”`, ingredient: null }] : [];
}

/** 甲壳纲类 and 甲壳类, 贝类* and 贝类 are the same. */
export const sameAllergen = (a: string, b: string): boolean => plainAllergen(a) === plainAllergen(b);
const plainAllergen = (name: string): string =>
  name
    .replace(/[*（(].*$/, "")
    .replace("纲", "")
    .replace(/及其.*$/, "");

/** A word that nobody mapped is looked for in the names of the dish and of what is in it. */
function textHits(label: string, dish: JudgedDish): Hit[] {
  const word = label.trim();
  if (word === "") return [];
  const inIngredients = ingredientHits(dish, (i) => sharesName(i.name, word));
  if (inIngredients.length > 0) return inIngredients;
  return dish.name.includes(word) ? [{ what: `菜名里有“${word}”`, ingredient: null }] : [];
}

const sharesName = (name: string, word: string): boolean =>
  name.includes(word) || (name.length >= 2 && word.includes(name));

function sentence(r: RestrictionFact, name: string, hit: Hit, refuses: boolean, canAdjust: boolean): string {
  if (hit.undeclared) {
    const found = `${hit.what}没申报${r.label}`;
    return refuses ? `${found}，按含有拦下。请仓库补标签` : `${found}，${name}要少吃，请先问仓库`;
  }
  const head = refuses ? "不能排：" : canAdjust ? `改做法才能排（${r.adjustment}）：` : "先确认再排：";
  return `${head}${hit.what}，${why(r, name)}`;
}

function why(r: RestrictionFact, name: string): string {
  switch (r.kind) {
    case "allergy":
      return `${name}对${r.label}过敏`;
    case "medical":
      return `${r.source === "doctor_order" ? "医嘱" : "身体原因"}要${name}${/[少低控限忌戒]/.test(r.label) ? "" : "忌"}${r.label}`;
    case "religion":
      return `不合${name}的宗教饮食“${r.label}”`;
    case "stage":
      return `${name}现阶段忌${r.label}`;
    case "dislike":
      return `${name}不吃${r.label}`;
  }
}

function reasonOfRule(rule: DietRule, person: Person, dish: JudgedDish, on: Day): Reason[] {
  const applies = appliesTo(rule, person, on);
  if (!applies) return [];
  const hit =
    rule.ingredientId !== null
      ? ingredientHits(dish, (i) => i.ingredientId === rule.ingredientId)[0]
      : dish.tags.filter((t) => t.id === rule.tagId).map((t) => ({ what: `属于“${t.name}”`, ingredient: null }))[0];
  if (!hit) return [];
  const refuses = rule.strength === "hard";
  return [
    {
      kind: rule.appliesTo === "condition" ? "medical" : "stage",
      strength: rule.strength,
      text: `${refuses ? "不能排" : "先确认再排"}：${hit.what}，${applies}。${rule.text}`,
      label: rule.name,
      ingredient: hit.ingredient,
      source: "rule",
      validFrom: null,
      validTo: null,
      adjustment: null,
      undeclared: false,
      refuses,
      restrictionId: null,
    },
  ];
}

/** Says about the person why the rule concerns her on this day; null when it does not. */
function appliesTo(rule: DietRule, person: Person, on: Day): string | null {
  const birth = birthOn(person.births ?? (person.childbirth ? [person.childbirth] : []), on);
  const now = postpartum(birth, on);
  const isInDays =
    (rule.dayFrom === null && rule.dayTo === null) ||
    (now !== null && now.day >= (rule.dayFrom ?? 0) && now.day <= (rule.dayTo ?? Number.POSITIVE_INFINITY));
  if (!isInDays) return null;
  switch (rule.appliesTo) {
    case "stage":
      return now?.stage === rule.appliesValue
        ? `${person.name}在产后第 ${now.day} 天（${stageGuideStageLabels[now.stage]}）`
        : null;
    case "condition": {
      const found = person.conditions.find((c) => c.code === rule.appliesValue && isConditionOn(c, on));
      return found ? `${person.name}有${found.name}` : null;
    }
    case "delivery_mode":
      return now && birth?.deliveryMode === rule.appliesValue
        ? `${person.name}${childbirthDeliveryModeLabels[birth.deliveryMode]}第 ${now.day} 天`
        : null;
    case "feeding":
      return now && birth?.feeding === rule.appliesValue
        ? `${person.name}现在${childbirthFeedingLabels[birth.feeding]}${birth.feeding === "weaned" ? "" : "喂养"}`
        : null;
  }
}

const isConditionOn = (c: ConditionFact, on: Day): boolean => c.fromDay <= on && (c.toDay === null || c.toDay >= on);
