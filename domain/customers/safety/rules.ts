import {
  childbirthDeliveryModeLabels,
  childbirthFeedingLabels,
  type RestrictionKind,
  type RestrictionSource,
  type RestrictionStrength,
  type RestrictionTarget,
} from "@/db/enums/customers";
import { type DietRuleAppliesTo, stageGuideStageLabels } from "@/db/enums/dishes";
import { addDays, type Day } from "@/lib/time";
import { allergenNamed } from "../restrictions/rules";
import { type Birth, birthOn, type Postpartum, postpartum, stageDays } from "../rules";

/** What the kitchen must know of a person to judge a dish. Dated facts stay dated: one Person serves every day of a plan. */
export type Person = {
  patientId: number;
  name: string;
  restrictions: RestrictionFact[];
  conditions: ConditionFact[];
  /** The birth that counts today; `births` holds all of them for other days. */
  childbirth: Birth | null;
  births?: Birth[];
  /** Daily limits of her own, on top of the profile's. */
  targets?: PersonalTarget[];
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
  /** Who wrote it down. */
  setBy?: string | null;
};

export type ConditionFact = { code: string; name: string; fromDay: Day; toDay: Day | null };

/** A person's own bounds of a nutrient a day; a null bound leaves the profile's. */
export type PersonalTarget = {
  nutrientId: number;
  code: string;
  name: string;
  unit: string;
  min: number | null;
  target: number | null;
  max: number | null;
  source: string;
  validFrom: Day;
  validTo: Day | null;
};

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
  basis?: string | null;
};

/** The part of a dish card that matters here (dishes' DishCard fits). */
export type JudgedDish = {
  id: number;
  name: string;
  ingredients: readonly { ingredientId: number; name: string; via?: string }[];
  allergens: readonly { id: number; name: string; state: "contains" | "unknown"; from: readonly string[] }[];
  /** `from`: the ingredients that bring the tag in; "" or nothing is the dish itself. */
  tags: readonly { id: number; name: string; from?: readonly string[] }[];
  /** Amounts of a serving by nutrient code, for limits of her own. */
  nutrition?: Readonly<Record<string, number>>;
};

export type Reason = {
  kind: RestrictionKind;
  strength: RestrictionStrength;
  /** The whole sentence, as it is shown and printed. */
  text: string;
  /** What it is about in one word, as on the RestrictionTag. */
  label: string;
  ingredient: string | null;
  /** The base dish, sauce or seasoning through which the ingredient gets in. */
  via: string | null;
  source: RestrictionSource;
  /** Who wrote the restriction down; null of a rule. */
  setBy: string | null;
  /** Why it was written down, or what a rule rests on. */
  basis: string | null;
  validFrom: Day | null;
  validTo: Day | null;
  /** How the dish may still be served (少盐): makes it a variant. */
  adjustment: string | null;
  /** The supplier declared nothing: taken as contained. */
  undeclared: boolean;
  /** This reason alone keeps the dish away. */
  refuses: boolean;
  restrictionId: number | null;
  ruleCode: string | null;
};

export type Verdict = { verdict: "allowed" | "note" | "refused"; reasons: Reason[] };

/**
 * May this person eat this dish on this day, and why not. A hard restriction refuses, a soft one asks to confirm. What is not
 * known counts as the worse case: an allergen that nobody declared as contained, a way of feeding that nobody recorded as
 * breastfeeding. An adjustment turns a hard restriction into a variant to cook, never for an allergy.
 */
export function judge(person: Person, dish: JudgedDish, on: Day, rules: readonly DietRule[]): Verdict {
  const own = person.restrictions.filter((r) => isInForce(r, on)).flatMap((r) => reasonsOf(r, person, dish));
  const limits = (person.targets ?? []).filter((t) => isInForce(t, on)).flatMap((t) => reasonOfLimit(t, dish));
  const life = lifeOn(person, on);
  const ruled = rules.flatMap((rule) => reasonOfRule(rule, person, dish, on, life));
  const reasons = [...own, ...limits, ...ruled].sort((a, b) => rank(a) - rank(b));
  if (reasons.length === 0) return { verdict: "allowed", reasons };
  return { verdict: reasons.some((r) => r.refuses) ? "refused" : "note", reasons };
}

/** What a refusal rests on, the same for as long as that stands: what a release covers is kept by these keys. */
export const reasonKey = (r: Pick<Reason, "restrictionId" | "ruleCode" | "label">): string =>
  r.restrictionId !== null ? `restriction:${r.restrictionId}` : `rule:${r.ruleCode ?? r.label}`;

/** Whether a release that covers these keys lifts every refusal there is now. It never lifts an allergy, nor what came later. */
export const isReleased = (reasons: readonly Reason[], covered: readonly string[] | null): boolean =>
  covered !== null &&
  reasons.filter((r) => r.refuses).every((r) => r.kind !== "allergy" && covered.includes(reasonKey(r)));

export const isInForce = (r: { validFrom: Day; validTo: Day | null }, on: Day): boolean =>
  r.validFrom <= on && (r.validTo === null || r.validTo >= on);

const kindRank: Record<RestrictionKind, number> = { allergy: 0, medical: 1, religion: 2, stage: 3, dislike: 4 };
const rank = (r: Reason): number => (r.refuses ? 0 : 10) + kindRank[r.kind];

type Hit = { what: string; ingredient: string | null; via: string | null; undeclared?: boolean };

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
      via: hit.via,
      source: r.source,
      setBy: r.setBy ?? null,
      basis: r.reason,
      validFrom: r.validFrom,
      validTo: r.validTo,
      adjustment: r.adjustment,
      undeclared: hit.undeclared ?? false,
      refuses,
      restrictionId: r.id,
      ruleCode: null,
    };
  });
}

/** What of the dish the restriction means. An allergy counts by the allergen its word names too, whatever it was mapped to. */
function hitsOf(r: RestrictionFact, dish: JudgedDish): Hit[] {
  const direct = directHits(r, dish);
  if (r.kind !== "allergy" || r.target === "allergen") return direct;
  const named = allergensNamed(r);
  const byWord = [...named, allergenNamed(r.label, dish.allergens)?.name].filter((name) => name !== undefined);
  const more = allergenHits(dish, (a) => byWord.some((name) => sameAllergen(a.name, name)));
  return named.length > 0 && more.length > 0 ? more : [...direct, ...more];
}

function directHits(r: RestrictionFact, dish: JudgedDish): Hit[] {
  switch (r.target) {
    case "allergen":
      return allergenHits(dish, (a) => a.id === r.targetId && (a.state === "contains" || r.kind !== "dislike"));
    case "ingredient":
      return ingredientHits(dish, (i) => i.ingredientId === r.targetId || isSameFood(r, i.name));
    case "dish":
      return dish.id === r.targetId ? [{ what: `“${dish.name}”`, ingredient: null, via: null }] : [];
    case "tag":
      return tagHits(dish, r.targetId);
    case "text":
      return textHits(r.label, dish);
  }
}

const allergenHits = (dish: JudgedDish, wanted: (a: JudgedDish["allergens"][number]) => boolean): Hit[] =>
  dish.allergens.filter(wanted).map((a) => {
    const from = a.from.length > 0 ? a.from.map((name) => whereIn(dish, name)).join("、") : dish.name;
    return {
      what: a.state === "unknown" ? from : `含${from}`,
      ingredient: a.from[0] ?? null,
      via: viaOf(dish, a.from[0]),
      undeclared: a.state === "unknown",
    };
  });

/** To an allergic person dried mango is mango: the name of the food inside another name counts as that food. */
const isSameFood = (r: RestrictionFact, name: string): boolean =>
  r.kind === "allergy" && (r.targetName ?? "").length >= 2 && name.includes(r.targetName ?? r.label);

function ingredientHits(dish: JudgedDish, wanted: (i: JudgedDish["ingredients"][number]) => boolean): Hit[] {
  const found = dish.ingredients.filter(wanted);
  const names = [...new Set(found.map((i) => (i.via ? `${i.name}（在${i.via}里）` : i.name)))];
  const [first] = found;
  return first ? [{ what: `含${names.join("、")}`, ingredient: first.name, via: first.via ?? null }] : [];
}

/** The base dish that alone brings an ingredient in; null where it is in the dish itself too. */
function viaOf(dish: JudgedDish, name: string | undefined): string | null {
  const all = dish.ingredients.filter((i) => i.name === name);
  return all.some((i) => !i.via) ? null : (all[0]?.via ?? null);
}

function whereIn(dish: JudgedDish, name: string): string {
  const via = viaOf(dish, name);
  return via ? `${name}（在${via}里）` : name;
}

/** Words that people use for several allergens at once: an allergy to one of them is an allergy to each. */
export const allergensOfWord: Record<string, readonly string[]> = {
  海鲜: ["鱼类", "甲壳类", "贝类", "软体动物", "棘皮动物"],
  水产: ["鱼类", "甲壳类", "贝类", "软体动物", "棘皮动物"],
  虾蟹: ["甲壳类"],
};
const allergensNamed = (r: RestrictionFact): readonly string[] =>
  allergensOfWord[r.label] ?? allergensOfWord[r.targetName ?? ""] ?? [];

function tagHits(dish: JudgedDish, tagId: number | null): Hit[] {
  const tag = dish.tags.find((t) => t.id === tagId);
  if (!tag) return [];
  const from = (tag.from ?? []).filter((name) => name !== "");
  const [first] = from;
  if (first === undefined) return [{ what: `属于“${tag.name}”`, ingredient: null, via: null }];
  const names = from.map((name) => whereIn(dish, name)).join("、");
  return [{ what: `含${names}，属于“${tag.name}”`, ingredient: first, via: viaOf(dish, first) }];
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
  return dish.name.includes(word) ? [{ what: `菜名里有“${word}”`, ingredient: null, via: null }] : [];
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
      return `${r.source === "doctor_order" ? "医嘱" : "身体原因"}要${name}${/[少低控限忌戒]|软食|流质/.test(r.label) ? "" : "忌"}${r.label}`;
    case "religion":
      return `不合${name}的宗教饮食“${r.label}”`;
    case "stage":
      return `${name}现阶段忌${r.label}`;
    case "dislike":
      return `${name}不吃${r.label}`;
  }
}

/** From this share of a day's limit on, one serving is worth a look; above the whole of it, it is refused. */
const MUCH_OF_A_DAY = 0.5;

/** One serving against a daily limit of hers. Minimums and targets are for the day as a whole and refuse no dish. */
function reasonOfLimit(t: PersonalTarget, dish: JudgedDish): Reason[] {
  const amount = dish.nutrition?.[t.code];
  if (t.max === null || amount === undefined || amount <= t.max * MUCH_OF_A_DAY) return [];
  const refuses = amount > t.max;
  const who = t.source === "doctor_order" ? "医嘱每天" : "她每天";
  const held = `一份含${t.name} ${rounded(amount)} ${t.unit}`;
  const against = refuses
    ? `超过${who}最多 ${rounded(t.max)} ${t.unit}`
    : `占${who}最多 ${rounded(t.max)} ${t.unit} 的 ${Math.round((amount / t.max) * 100)} %`;
  return [
    {
      kind: "medical",
      strength: refuses ? "hard" : "soft",
      text: `${refuses ? "不能排" : "先确认再排"}：${held}，${against}`,
      label: `${t.name} ≤ ${rounded(t.max)} ${t.unit}`,
      ingredient: null,
      via: null,
      source: t.source === "doctor_order" ? "doctor_order" : "staff",
      setBy: null,
      basis: null,
      validFrom: t.validFrom,
      validTo: t.validTo,
      adjustment: null,
      undeclared: false,
      refuses,
      restrictionId: null,
      ruleCode: null,
    },
  ];
}

const rounded = (amount: number): number => (amount >= 10 ? Math.round(amount) : Math.round(amount * 10) / 10);

type Life = { birth: Birth | null; now: Postpartum | null };

function lifeOn(person: Person, on: Day): Life {
  const birth = birthOn(person.births ?? (person.childbirth ? [person.childbirth] : []), on);
  return { birth, now: postpartum(birth, on) };
}

function reasonOfRule(rule: DietRule, person: Person, dish: JudgedDish, on: Day, life: Life): Reason[] {
  const [hit] =
    rule.ingredientId === null
      ? tagHits(dish, rule.tagId)
      : ingredientHits(dish, (i) => i.ingredientId === rule.ingredientId);
  const applies = hit && applicationOf(rule, person, on, life);
  if (!applies) return [];
  const refuses = rule.strength === "hard" && !applies.isGuess;
  return [
    {
      kind: rule.appliesTo === "condition" ? "medical" : "stage",
      strength: refuses ? "hard" : "soft",
      text: `${refuses ? "不能排" : "先确认再排"}：${hit.what}，${applies.because}。${rule.text}`,
      label: rule.name,
      ingredient: hit.ingredient,
      via: hit.via,
      source: "rule",
      setBy: null,
      basis: rule.basis ?? null,
      validFrom: applies.from,
      validTo: applies.to,
      adjustment: null,
      undeclared: false,
      refuses,
      restrictionId: null,
      ruleCode: rule.code,
    },
  ];
}

type Application = {
  /** What about the person makes the rule hold. */
  because: string;
  from: Day | null;
  to: Day | null;
  /** It may not concern her at all: then it asks instead of refusing. */
  isGuess?: boolean;
};

/** Why a rule concerns a person on a day, and from when to when; null when it does not. */
function applicationOf(rule: DietRule, person: Person, on: Day, { birth, now }: Life): Application | null {
  const isInDays =
    (rule.dayFrom === null && rule.dayTo === null) ||
    (now !== null && now.day >= (rule.dayFrom ?? 0) && now.day <= (rule.dayTo ?? Number.POSITIVE_INFINITY));
  if (!isInDays) return null;
  const from = (day: Day | null) => later(day, rule.dayFrom, birth);
  const to = (day: Day | null) => earlier(day, rule.dayTo, birth);
  switch (rule.appliesTo) {
    case "stage": {
      if (now?.stage !== rule.appliesValue) return null;
      const days = stageDays(birth, now.stage);
      const because = `${person.name}在产后第 ${now.day} 天（${stageGuideStageLabels[now.stage]}）`;
      return { because, from: from(days?.from ?? null), to: to(days?.to ?? null) };
    }
    case "condition": {
      const found = person.conditions.find((c) => c.code === rule.appliesValue && isConditionOn(c, on));
      return found
        ? { because: `${person.name}有${found.name}`, from: from(found.fromDay), to: to(found.toDay) }
        : null;
    }
    case "delivery_mode": {
      if (!now || !birth) return null;
      const isGuess = birth.deliveryMode === null && rule.appliesValue === "cesarean" && rule.strength === "hard";
      if (birth.deliveryMode !== rule.appliesValue && !isGuess) return null;
      const because = isGuess
        ? `${person.name}还没登记分娩方式，剖宫产第 ${now.day} 天就不能吃`
        : `${person.name}${childbirthDeliveryModeLabels[birth.deliveryMode ?? "vaginal"]}第 ${now.day} 天`;
      return { because, from: from(birth.deliveredOn), to: to(null), isGuess };
    }
    case "feeding": {
      if (!now || !birth) return null;
      const isUnknown = birth.feeding === null && rule.appliesValue === "breast" && rule.strength === "hard";
      if (birth.feeding !== rule.appliesValue && !isUnknown) return null;
      const because = isUnknown
        ? `${person.name}还没登记喂养方式，按母乳算`
        : `${person.name}现在${childbirthFeedingLabels[birth.feeding ?? "breast"]}${birth.feeding === "weaned" ? "" : "喂养"}`;
      return { because, from: from(birth.deliveredOn), to: to(null) };
    }
  }
}

const isConditionOn = (c: ConditionFact, on: Day): boolean => c.fromDay <= on && (c.toDay === null || c.toDay >= on);

function later(day: Day | null, afterBirth: number | null, birth: Birth | null): Day | null {
  const other = afterBirth === null || !birth?.deliveredOn ? null : addDays(birth.deliveredOn, afterBirth);
  return day === null || (other !== null && other > day) ? other : day;
}

function earlier(day: Day | null, afterBirth: number | null, birth: Birth | null): Day | null {
  const other = afterBirth === null || !birth?.deliveredOn ? null : addDays(birth.deliveredOn, afterBirth);
  return day === null || (other !== null && other < day) ? other : day;
}
