import { birthOn, postpartum } from "@/domain/customers/rules";
import { judge, type Person } from "@/domain/customers/safety/rules";
import type { DishCard } from "@/domain/dishes/rules";
import type { MealPart } from "@/domain/system/settings/rules";
import { type Day, shortDay, weekdayOf } from "@/lib/time";
import { liverGrams } from "./foods";
import type { ScheduledPlan } from "./input";
import {
  type Blocker,
  CHANGE,
  COST,
  DISLIKE,
  FALLBACK,
  FAR,
  LIKE,
  type Need,
  type Placed,
  type PlanDay,
} from "./problem";
import { type Judged, partFor, type Work, windowOf } from "./work";

const TIE = 0.002;

/** Of the class that the place wants, served in that slot, and something that a kitchen may put there of its own accord. */
export const fits = (part: MealPart, slotId: number, card: DishCard): boolean =>
  card.isAvailable &&
  !card.isBase &&
  !card.isMedicinal &&
  card.slotIds.includes(slotId) &&
  [...part.categories, ...part.fallback].includes(card.category ?? "");
/** Judges a dish for a place: it becomes a candidate with its points, or stands outside with every reason. */
export function consider(work: Work, plan: ScheduledPlan, day: PlanDay, need: Need, card: DishCard, dish: number) {
  const { limits, weights } = work.input;
  const { blockers, notes, softText, isVariant } = judgedOf(work, plan, card, day.date);
  const window = windowOf(work, need.part);
  const weekMax = need.part.weekMax ?? FAR;
  const all = [
    ...blockers,
    ...offStage(work, plan.person, card, day.date),
    ...tooSoon(work, need, card, dish, day, window),
    ...tooOften(work, plan, need, card, day, weekMax),
    ...tooMuchLiver(work, plan, card, day),
  ];
  if (all.length > 0) return void need.out.push({ dish, blockers: all });
  const taste = plan.tastes.get(card.id);
  const score = Math.max(-1, Math.min(1, (taste?.score ?? 0) - (notes.length > 0 ? 0.5 : 0) - (isVariant ? 0.15 : 0)));
  const isFallback = !need.part.categories.includes(card.category ?? "");
  const isChange = need.present !== null && need.present !== dish;
  const cost = limits.costCeiling > 0 ? (weights.cost * COST * card.cost.amount) / limits.costCeiling : 0;
  need.candidates.push({
    dish,
    window,
    weekMax,
    points:
      weights.preference * (score < 0 ? DISLIKE * -score : -LIKE * score) +
      weights.preference * (isFallback ? FALLBACK : 0) +
      weights.stability * (isChange ? CHANGE : 0) +
      cost +
      tie(work.input.seed, plan.planId, need.part.role, day.date, need.slotId, card.id),
    taste: score,
    tasteText: softText ?? taste?.text ?? null,
    isFallback,
    isChange,
    notes,
  });
}

export function judgedOf(work: Work, plan: ScheduledPlan, card: DishCard, date: Day): Judged {
  const key = `${plan.planId}:${card.id}:${date}`;
  const known = work.verdicts.get(key);
  if (known) return known;
  const { reasons } = judge(plan.person, card, date, work.input.rules);
  const soft = reasons.find((r) => !r.refuses && r.adjustment === null);
  const found: Judged = {
    blockers: reasons
      .filter((r) => r.refuses)
      .map((r) => {
        const isRule = r.restrictionId === null;
        const key = isRule ? `rule:${r.ruleCode ?? r.label}` : `restriction:${r.restrictionId}`;
        return {
          key,
          kind: isRule ? "rule" : "restriction",
          text: r.text,
          restrictionId: r.restrictionId,
          ruleCode: r.ruleCode,
        };
      }),
    notes: reasons.filter((r) => !r.refuses && r.adjustment === null).map((r) => r.text),
    softText: soft ? `“${soft.label}”要先确认` : null,
    isVariant: reasons.some((r) => r.adjustment !== null),
  };
  work.verdicts.set(key, found);
  return found;
}

/** Postpartum week by which a dish is customary: before the birth is known as in the first, from the sixth on the sixth. */
export function customaryWeek(person: Person, on: Day): number | null {
  const births = person.births ?? (person.childbirth ? [person.childbirth] : []);
  const birth = birthOn(births, on);
  if (!birth) return null;
  return Math.min(6, postpartum(birth, on)?.week ?? 1);
}

function offStage(_work: Work, person: Person, card: DishCard, on: Day): Blocker[] {
  const week = customaryWeek(person, on);
  if (week === null || card.weeks === null || card.weeks.length === 0 || card.weeks.includes(week)) return [];
  const text = `只在产后第 ${card.weeks.join("、")} 周排，这天是第 ${week} 周`;
  return [{ key: "stage", kind: "stage", text, restrictionId: null, ruleCode: null }];
}

function tooSoon(work: Work, need: Need, card: DishCard, dish: number, day: PlanDay, window: number): Blocker[] {
  const near = (work.problem.had[need.plan]?.get(dish) ?? []).filter(
    (h) => Math.abs(h.ord - day.ord) < Math.min(window, h.window),
  );
  const [first] = near;
  if (!first) return [];
  const slot = (id: number) => work.input.slots.find((s) => s.id === id)?.name ?? "";
  const when = (h: Placed) =>
    h.date === day.date ? `当天${slot(h.slotId)}` : `${weekdayOf(h.date)} ${shortDay(h.date)}`;
  const text = `${card.name}${[...new Set(near.map(when))].join("、")}已经排了`;
  return [{ key: "repeat", kind: "repeat", text, restrictionId: null, ruleCode: null }];
}

/** Fixed dishes and those of the same week around the scope, in places that have a limit a week. */
const cappedInWeek = (work: Work, plan: ScheduledPlan, week: number | undefined, dishId: number, card: DishCard) =>
  [...plan.fixed, ...plan.around].filter(
    (h) => h.dishId === dishId && h.weekNumber === week && partFor(work, h.slotId, card)?.weekMax != null,
  ).length;

function tooOften(
  work: Work,
  plan: ScheduledPlan,
  need: Need,
  card: DishCard,
  day: PlanDay,
  weekMax: number,
): Blocker[] {
  if (weekMax >= FAR) return [];
  const weekNumber = work.problem.weeks[need.week]?.weekNumber ?? work.problem.weeks[day.week]?.weekNumber;
  const count = cappedInWeek(work, plan, weekNumber, card.id, card);
  if (count < weekMax) return [];
  const text = `${card.name}本周已 ${count} 次，到上限`;
  return [{ key: "week_cap", kind: "week_cap", text, restrictionId: null, ruleCode: null }];
}

function tooMuchLiver(work: Work, plan: ScheduledPlan, card: DishCard, day: PlanDay): Blocker[] {
  const grams = liverGrams(card);
  if (grams === 0) return [];
  const weekNumber = work.problem.weeks[day.week]?.weekNumber;
  const had = [...plan.fixed, ...plan.around]
    .filter((h) => h.weekNumber === weekNumber)
    .reduce((sum, h) => sum + h.quantity * liverOf(work, h.dishId), 0);
  const limit = work.input.limits.liverGramsWeek;
  if (had + grams <= limit) return [];
  const text = `本周肝类已 ${Math.round(had)} g，加上${card.name} ${Math.round(grams)} g 超过 ${limit} g`;
  return [{ key: "liver", kind: "liver", text, restrictionId: null, ruleCode: null }];
}

function liverOf(work: Work, dishId: number): number {
  const card = work.cards[work.cardAt.get(dishId) ?? -1];
  return card ? liverGrams(card) : 0;
}

/** A tiny number that depends on the seed and the place, so that equals are told apart the same way every time. */
function tie(seed: number, ...of: readonly (string | number)[]): number {
  let hash = (seed ^ 0x9e3779b9) >>> 0;
  for (const ch of of.join("|")) {
    hash = Math.imul(hash ^ ch.charCodeAt(0), 0x01000193) >>> 0;
    hash = (hash ^ (hash >>> 15)) >>> 0;
  }
  return (hash / 2 ** 32) * TIE;
}
