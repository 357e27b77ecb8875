import { birthOn, postpartum } from "@/domain/customers/rules";
import { judge, type Person } from "@/domain/customers/safety/rules";
import type { DishCard } from "@/domain/dishes/rules";
import type { MealPart } from "@/domain/system/settings/rules";
import { type Day, daysBetween, shortDay, weekdayOf } from "@/lib/time";
import { cellKey } from "../rules";
import { type Band, bandsOf, contribution, type Edges, edgesOf, type Form } from "./bands";
import { liverGrams, mainFood } from "./foods";
import type { Had, ScheduledPlan, ScheduleInput } from "./input";
import type { Conflict } from "./schema";

/** One reason for which a dish may not stand in a place. Members with one key fall together when it is lifted. */
export type Blocker = {
  key: string;
  kind: Conflict["kind"];
  text: string;
  restrictionId: number | null;
  ruleCode: string | null;
};

/** A dish that may stand in a place, with what speaks for or against it there whatever else is chosen. */
export type Candidate = {
  dish: number;
  /** Days that must lie between this and the same dish; how often a week of the plan may hold it in such places. */
  window: number;
  weekMax: number;
  /** Points of the objective that depend on nothing else. */
  points: number;
  taste: number;
  tasteText: string | null;
  isFallback: boolean;
  isChange: boolean;
  notes: string[];
};

/** A place for one dish. */
export type Need = {
  id: number;
  plan: number;
  day: number;
  week: number;
  slotId: number;
  cell: number;
  part: MealPart;
  isRequired: boolean;
  candidates: Candidate[];
  /** Dishes of its class that may not stand here, and why not. */
  out: { dish: number; blockers: Blocker[] }[];
  /** The dish that stands here now, or null. */
  present: number | null;
};

export type Dish = {
  card: DishCard;
  forms: Float64Array;
  cost: number;
  food: number;
  method: number;
  station: number;
  liver: number;
};

/** A day of a plan: bands to meet and what is fixed already. */
export type PlanDay = {
  plan: number;
  week: number;
  date: Day;
  /** Days since the first day of all, for distances. */
  ord: number;
  bands: (Band & { at: number })[];
  edges: Edges;
  fixed: Had[];
  needs: number[];
};

export type PlanWeek = {
  plan: number;
  weekNumber: number;
  days: number[];
  /** Days that count for the mean, those around the scope included. */
  length: number;
  bands: (Band & { at: number })[];
  edges: Edges;
  /** What days around the scope bring. */
  around: Had[];
};

/** Occurrence of a dish that is not to be decided. */
export type Placed = { ord: number; window: number; date: Day; slotId: number };

export type Cell = { date: Day; slotId: number; served: Set<number> };

export type Problem = {
  input: ScheduleInput;
  dishes: Dish[];
  forms: Form[];
  foods: string[];
  methods: string[];
  stations: string[];
  needs: Need[];
  days: PlanDay[];
  weeks: PlanWeek[];
  cells: Cell[];
  /** Cell → whether its number of dishes is weighed: one person alone makes no kitchen. */
  counts: boolean[];
  /** Per plan: days since the first → index of the day. */
  dayAt: Map<number, number>[];
  /** Per plan: dish → where it is already. */
  had: Map<number, Placed[]>[];
  /** Present dishes that nobody would place again: refused now and of no place; they are taken away. */
  removed: { plan: number; had: Had; text: string }[];
  firstOrd: Day;
};

const FAR = 99;
/** Places whose dishes must differ from each other within a day. */
export const variedRoles = new Set(["soup", "protein", "vegetable", "breakfast"]);

/** Turns the input into places, candidates and bands. All judging happens here, through judge(). */
export function compile(input: ScheduleInput): Problem {
  const forms = new Map<string, { at: number; form: Form }>();
  const index = indexer();
  const cards = [...input.cards].sort((a, b) => a.id - b.id);
  const work: Work = {
    input,
    cards,
    cardAt: new Map(cards.map((card, i) => [card.id, i])),
    formAt: (key, form) => {
      const known = forms.get(key) ?? { at: forms.size, form };
      forms.set(key, known);
      return known.at;
    },
    cellAt: new Map(),
    verdicts: new Map(),
    firstOrd: input.plans.flatMap((plan) => plan.days.map((d) => d.date)).toSorted()[0] ?? ("2000-01-01" as Day),
    problem: { needs: [], days: [], weeks: [], cells: [], had: [], removed: [] },
  };
  input.plans.forEach((plan, p) => void addPlan(work, plan, p));
  serve(work);
  const all = [...forms.values()].toSorted((a, b) => a.at - b.at).map(({ form }) => form);
  const dishes = cards.map((card): Dish => {
    const food = mainFood(card);
    return {
      card,
      forms: Float64Array.from(all, (form) => contribution(form, card.nutrition)),
      cost: card.cost.amount,
      food: food === null ? -1 : index.foods(food),
      method: card.method === null ? -1 : index.methods(card.method),
      station: card.station === null ? -1 : index.stations(card.station),
      liver: liverGrams(card),
    };
  });
  const dayAt = input.plans.map(() => new Map<number, number>());
  work.problem.days.forEach((day, d) => void dayAt[day.plan]?.set(day.ord, d));
  return {
    input,
    dishes,
    forms: all,
    ...index.lists,
    ...work.problem,
    counts: countsOf(work),
    dayAt,
    firstOrd: work.firstOrd,
  };
}

type Work = {
  input: ScheduleInput;
  cards: DishCard[];
  cardAt: Map<number, number>;
  formAt: (key: string, form: Form) => number;
  cellAt: Map<string, number>;
  /** Verdicts by person, dish and what of the day matters, so that 28 days are not judged 28 times. */
  verdicts: Map<string, Judged>;
  firstOrd: Day;
  problem: Pick<Problem, "needs" | "days" | "weeks" | "cells" | "had" | "removed">;
};
type Judged = { blockers: Blocker[]; notes: string[]; softText: string | null; isVariant: boolean };

function indexer() {
  const lists = { foods: [] as string[], methods: [] as string[], stations: [] as string[] };
  const at = (list: string[]) => (name: string) => {
    const found = list.indexOf(name);
    return found >= 0 ? found : list.push(name) - 1;
  };
  return { lists, foods: at(lists.foods), methods: at(lists.methods), stations: at(lists.stations) };
}

function cellIndex(work: Work, date: Day, slotId: number): number {
  const key = cellKey(date, slotId);
  const known = work.cellAt.get(key);
  if (known !== undefined) return known;
  work.cellAt.set(key, work.problem.cells.length);
  return work.problem.cells.push({ date, slotId, served: new Set() }) - 1;
}

function addPlan(work: Work, plan: ScheduledPlan, p: number) {
  const open = new Set(plan.open.map(({ date, slotId }) => cellKey(date, slotId)));
  const weekAt = new Map<number, number>();
  const stays = settled(work, plan, p, open);
  work.problem.had.push(occurrences(work, plan, stays));
  for (const day of plan.days) {
    const fixed = stays.filter((h) => h.date === day.date);
    const share = shareOf(work, day.date, open, fixed);
    const { bands, forms } = bandsOf(day, share, "day");
    const placed = bands.map((band) => ({ ...band, at: work.formAt(band.form, forms.get(band.form) ?? {}) }));
    let week = weekAt.get(day.weekNumber);
    if (week === undefined) {
      const inScope = new Set(plan.days.map((d) => d.date));
      const around = plan.around.filter((h) => h.weekNumber === day.weekNumber && !inScope.has(h.date));
      const length = new Set(around.map((h) => h.date)).size;
      const full = bandsOf(day, 1, "week");
      const weekly = full.bands.map((band) => ({
        ...band,
        at: work.formAt(band.form, full.forms.get(band.form) ?? {}),
      }));
      week =
        work.problem.weeks.push({
          plan: p,
          weekNumber: day.weekNumber,
          days: [],
          length,
          bands: weekly,
          edges: edgesOf(weekly),
          around,
        }) - 1;
      weekAt.set(day.weekNumber, week);
    }
    const ord = daysBetween(work.firstOrd, day.date);
    const d =
      work.problem.days.push({
        plan: p,
        week,
        date: day.date,
        ord,
        bands: placed,
        edges: edgesOf(placed),
        fixed,
        needs: [],
      }) - 1;
    const inWeek = work.problem.weeks[week];
    if (inWeek) {
      inWeek.days.push(d);
      inWeek.length++;
    }
    for (const slot of work.input.slots)
      if (open.has(cellKey(day.date, slot.id))) addNeeds(work, plan, p, d, slot.id, slot.code);
  }
}

/** The share of the day's energy that planned and filled slots carry: on a day of arrival the morning is not missing. */
function shareOf(work: Work, date: Day, open: ReadonlySet<string>, fixed: readonly Had[]): number {
  const { slots } = work.input;
  const all = slots.reduce((sum, slot) => sum + (slot.energyShare ?? 0), 0);
  if (all <= 0) return 1;
  const some = slots.filter((s) => open.has(cellKey(date, s.id)) || fixed.some((h) => h.slotId === s.id));
  return some.reduce((sum, slot) => sum + (slot.energyShare ?? 0), 0) / all;
}

/**
 * What stays: the fixed dishes, and of the present ones those that no place of the meal could hold (a second vegetable that
 * somebody added on purpose), unless they have become unsafe.
 */
function settled(work: Work, plan: ScheduledPlan, p: number, open: ReadonlySet<string>): Had[] {
  const kept = [...plan.fixed];
  for (const { date, slotId } of plan.open) {
    if (!open.has(cellKey(date, slotId))) continue;
    const parts = work.input.structure[codeOf(work, slotId)] ?? [];
    const fixed = plan.fixed.filter((h) => h.date === date && h.slotId === slotId);
    const here = plan.present.filter((h) => h.date === date && h.slotId === slotId);
    const { extra } = seat(work, parts, fixed, here);
    for (const had of extra) {
      const card = work.cards[work.cardAt.get(had.dishId) ?? -1];
      const against = card ? judgedOf(work, plan, card, date).blockers : [];
      if (against.length === 0) kept.push(had);
      else work.problem.removed.push({ plan: p, had, text: against[0]?.text ?? "" });
    }
  }
  return kept;
}

const codeOf = (work: Work, slotId: number): string => work.input.slots.find((s) => s.id === slotId)?.code ?? "";

type Seat = { part: MealPart; isRequired: boolean; present: number | null; taken: boolean };

/** Puts fixed dishes, then present ones, on the places of a meal, each on the first that suits it. */
function seat(work: Work, parts: readonly MealPart[], fixed: readonly Had[], present: readonly Had[]) {
  const seats = parts.flatMap((part): Seat[] =>
    Array.from({ length: part.max }, (_, i) => ({ part, isRequired: i < part.min, present: null, taken: false })),
  );
  const categoryOf = (h: Had) => work.cards[work.cardAt.get(h.dishId) ?? -1]?.category ?? "";
  const free = (s: Seat) => !s.taken && s.present === null;
  const find = (h: Had) =>
    seats.find((s) => free(s) && s.part.categories.includes(categoryOf(h))) ??
    seats.find((s) => free(s) && s.part.fallback.includes(categoryOf(h)));
  for (const had of fixed) {
    const found = find(had);
    if (found) found.taken = true;
  }
  const extra: Had[] = [];
  for (const had of present) {
    const found = find(had);
    const at = work.cardAt.get(had.dishId);
    if (found && at !== undefined) found.present = at;
    else extra.push(had);
  }
  return { seats, extra };
}

/** Everything that counts as eaten on other days or fixed on these, by dish. */
function occurrences(work: Work, plan: ScheduledPlan, stays: readonly Had[]): Map<number, Placed[]> {
  const found = new Map<number, Placed[]>();
  for (const had of [...stays, ...plan.around]) {
    const at = work.cardAt.get(had.dishId);
    const card = at === undefined ? undefined : work.cards[at];
    if (at === undefined || !card) continue;
    const placed = {
      ord: daysBetween(work.firstOrd, had.date),
      window: windowOf(work, partFor(work, had.slotId, card)),
      date: had.date,
      slotId: had.slotId,
    };
    found.set(at, [...(found.get(at) ?? []), placed]);
  }
  return found;
}

function partFor(work: Work, slotId: number, card: DishCard): MealPart | undefined {
  const parts = work.input.structure[codeOf(work, slotId)] ?? [];
  const category = card.category ?? "";
  return parts.find((p) => p.categories.includes(category)) ?? parts.find((p) => p.fallback.includes(category));
}

/** Days between two servings of a dish in a place, and how many a week. */
export const windowFor = ({ input }: Pick<Problem, "input">, { part }: Pick<Need, "part">) => ({
  window: Math.max(1, part.repeatDays ?? input.limits.repeatDays),
  weekMax: part.weekMax ?? FAR,
});

const windowOf = (work: Work, part: MealPart | undefined): number =>
  Math.max(1, part?.repeatDays ?? work.input.limits.repeatDays);

function addNeeds(work: Work, plan: ScheduledPlan, p: number, d: number, slotId: number, code: string) {
  const day = work.problem.days[d];
  if (!day) return;
  const here = (h: Had) => h.date === day.date && h.slotId === slotId;
  const stays = day.fixed.filter(here);
  // The seating of settled(): a present dish must not lose its place to one that stays beside the places.
  const { seats } = seat(work, work.input.structure[code] ?? [], plan.fixed.filter(here), plan.present.filter(here));
  for (const s of seats.filter((one) => !one.taken)) {
    const need: Need = {
      id: work.problem.needs.length,
      plan: p,
      day: d,
      week: day.week,
      slotId,
      cell: cellIndex(work, day.date, slotId),
      part: s.part,
      isRequired: s.isRequired,
      candidates: [],
      out: [],
      present: s.present,
    };
    const taken = new Set(stays.map((h) => h.dishId));
    work.cards.forEach((card, dish) => {
      if (fits(s.part, slotId, card) && !taken.has(card.id)) consider(work, plan, day, need, card, dish);
    });
    work.problem.needs.push(need);
    day.needs.push(need.id);
  }
}

/** Of the class that the place wants, served in that slot, and something that a kitchen may put there of its own accord. */
const fits = (part: MealPart, slotId: number, card: DishCard): boolean =>
  card.isAvailable &&
  !card.isBase &&
  !card.isMedicinal &&
  card.slotIds.includes(slotId) &&
  [...part.categories, ...part.fallback].includes(card.category ?? "");

function consider(work: Work, plan: ScheduledPlan, day: PlanDay, need: Need, card: DishCard, dish: number) {
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

/** Points of the objective per unit of weight; see the objective's parts in score.ts. */
export const COST = 0.5;
export const LIKE = 0.05;
export const DISLIKE = 0.3;
export const FALLBACK = 0.5;
export const CHANGE = 0.1;
const TIE = 0.002;

function judgedOf(work: Work, plan: ScheduledPlan, card: DishCard, date: Day): Judged {
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

/** What the house cooks anyway: other people's meals, and every dish that is fixed here. */
function serve(work: Work) {
  const add = (date: Day, slotId: number, dishId: number) => {
    const cell = work.problem.cells[work.cellAt.get(cellKey(date, slotId)) ?? -1];
    const dish = work.cardAt.get(dishId);
    if (cell && dish !== undefined) cell.served.add(dish);
  };
  for (const { date, slotId, dishId } of work.input.served) add(date, slotId, dishId);
  for (const day of work.problem.days) for (const h of day.fixed) add(h.date, h.slotId, h.dishId);
}

function countsOf({ problem, input }: Work): boolean[] {
  const eaters = problem.cells.map(() => new Set<number>());
  for (const need of problem.needs) eaters[need.cell]?.add(need.plan);
  const others = new Set(input.served.map(({ date, slotId }) => cellKey(date, slotId)));
  return problem.cells.map((cell, c) => (eaters[c]?.size ?? 0) > 1 || others.has(cellKey(cell.date, cell.slotId)));
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
