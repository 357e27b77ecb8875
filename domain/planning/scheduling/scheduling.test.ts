import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Person } from "@/domain/customers/safety/rules";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import type { MealPart, MealRole, MealStructure } from "@/domain/system/settings/rules";
import { fen } from "@/lib/money";
import { addDays, type Clock, type Day, day, daysBetween } from "@/lib/time";
import { boundOf } from "./bound";
import { compile } from "./compile";
import { leastOpen } from "./fill";
import { solver } from "./highs";
import type { Had, ScheduledPlan, ScheduleInput } from "./input";
import type { Problem } from "./problem";
import { reportOf } from "./report";
import { type Infeasible, type ScheduleResult, weightDefaults } from "./schema";
import { objectiveOf } from "./score";
import { solve } from "./solve";
import { emptyState, hindrance, place, take } from "./state";

/**
 * Small houses, made at random, are scheduled; then code that knows nothing of the scheduler looks at the answer: it walks
 * the dishes with the rules as people state them, and proves every "cannot be filled" by trying all ways.
 */
const FIRST = day("2026-11-19");
const slots: Slot[] = (["lunch", "dinner"] as const).map((code, i) => ({
  id: i + 1,
  code,
  name: code === "lunch" ? "午餐" : "晚餐",
  servingTime: "12:00" as Clock,
  cutoffMinutes: 0,
  energyShare: 0.5,
  position: i,
}));
const classes = ["荤菜", "素菜", "主食"] as const;
const roles: Record<(typeof classes)[number], MealRole> = { 荤菜: "protein", 素菜: "vegetable", 主食: "staple" };

type DishIn = {
  category: number;
  slots: number;
  allergens: number[];
  weeks: number[] | null;
  liver: number;
  station: number;
  iron: number;
  cost: number;
  isAvailable: boolean;
};
type PersonIn = {
  allergies: number[];
  delivered: number;
  fixed: { dish: number; day: number; slot: number }[];
  present: number[];
};
type HouseIn = {
  dishes: DishIn[];
  people: PersonIn[];
  days: number;
  repeatDays: number;
  staple: { repeatDays: number | null; weekMax: number | null };
  slotDishes: number | null;
  stationDishes: number | null;
  liver: number;
  seed: number;
};

const dishIn: fc.Arbitrary<DishIn> = fc.record({
  category: fc.integer({ min: 0, max: 2 }),
  slots: fc.integer({ min: 1, max: 3 }),
  allergens: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
  weeks: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), { freq: 3 }),
  liver: fc.constantFrom(0, 0, 0, 60),
  station: fc.integer({ min: 0, max: 1 }),
  iron: fc.integer({ min: 0, max: 20 }),
  cost: fc.integer({ min: 100, max: 3000 }),
  isAvailable: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
});
const houseIn = (people: number): fc.Arbitrary<HouseIn> =>
  fc.record({
    dishes: fc.array(dishIn, { minLength: 4, maxLength: 10 }),
    people: fc.array(
      fc.record({
        allergies: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
        delivered: fc.integer({ min: 0, max: 20 }),
        fixed: fc.array(
          fc.record({ dish: fc.nat(9), day: fc.integer({ min: -2, max: 3 }), slot: fc.integer({ min: 1, max: 2 }) }),
          { maxLength: 2 },
        ),
        present: fc.array(fc.nat(9), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: people },
    ),
    days: fc.integer({ min: 1, max: 2 }),
    repeatDays: fc.integer({ min: 1, max: 3 }),
    staple: fc.record({ repeatDays: fc.constantFrom(null, 1, 2), weekMax: fc.constantFrom(null, 1, 2, 3) }),
    slotDishes: fc.constantFrom(null, null, 2, 3, 5),
    stationDishes: fc.constantFrom(null, null, 1, 2, 3),
    liver: fc.constantFrom(0, 60, 120),
    seed: fc.nat(1000),
  });

function cardOf(d: DishIn, i: number): DishCard {
  const name = `菜${i + 1}`;
  return {
    id: i + 1,
    name,
    nameKey: null,
    categoryId: d.category + 1,
    category: classes[d.category] ?? null,
    method: "炒",
    station: `灶${d.station}`,
    weeks: d.weeks,
    slotIds: [1, 2].filter((slot) => (d.slots & slot) !== 0),
    price: null,
    isAvailable: d.isAvailable,
    isBase: false,
    isMedicinal: false,
    caution: null,
    portionGrams: null,
    ingredients: [
      { ingredientId: i + 1, name: d.liver > 0 ? "猪肝" : `料${i + 1}`, grams: d.liver || 100, grossGrams: 100 },
    ],
    allergens: d.allergens.map((id) => ({
      id,
      code: `a${id}`,
      name: `原${id}`,
      state: "contains" as const,
      from: [name],
    })),
    tags: [],
    nutrition: { energy_kcal: 300, iron_mg: d.iron, protein_g: 10, fat_g: 5, carb_g: 40 },
    isNutritionComplete: true,
    cost: { amount: fen(d.cost), isComplete: true },
  };
}

function inputOf(house: HouseIn): ScheduleInput {
  const cards = house.dishes.map(cardOf);
  const dates = Array.from({ length: house.days }, (_, i) => addDays(FIRST, i));
  const part = (category: (typeof classes)[number]): MealPart => ({
    role: roles[category],
    min: 1,
    max: 1,
    categories: [category],
    fallback: [],
    repeatDays: category === "主食" ? house.staple.repeatDays : null,
    weekMax: category === "主食" ? house.staple.weekMax : null,
  });
  const structure: MealStructure = { lunch: classes.map(part), dinner: classes.map(part) };
  return {
    plans: house.people.map((person, p): ScheduledPlan => {
      const had = new Map<string, Had>();
      for (const f of person.fixed) {
        const card = cards[f.dish];
        const date = addDays(FIRST, f.day);
        if (card)
          had.set(`${date}/${f.slot}/${card.id}`, {
            date,
            weekNumber: 1,
            slotId: f.slot,
            dishId: card.id,
            quantity: 1,
          });
      }
      const all = [...had.values()];
      const fixed = all.filter((h) => dates.includes(h.date));
      const present = person.present.flatMap((dish, i): Had[] => {
        const card = cards[dish];
        const at = { date: dates[i % dates.length] ?? FIRST, slotId: (i % 2) + 1 };
        const isThere =
          !card || fixed.some((h) => h.date === at.date && h.slotId === at.slotId && h.dishId === card.id);
        return isThere ? [] : [{ ...at, weekNumber: 1, dishId: card.id, quantity: 1 }];
      });
      return {
        planId: p + 1,
        person: personOf(person, p),
        days: dates.map((date) => ({
          date,
          weekNumber: 1,
          targets: [target("iron_mg", 20, 45), target("energy_kcal", 1500, 2200)],
          shares: { fat: { min: 10, max: 40 }, carb: { min: 40, max: 80 } },
        })),
        open: dates.flatMap((date) => slots.map((slot) => ({ date, slotId: slot.id }))),
        fixed,
        present: [...new Map(present.map((h) => [`${h.date}/${h.slotId}/${h.dishId}`, h])).values()],
        around: all.filter((h) => !dates.includes(h.date)),
        tastes: new Map(),
      };
    }),
    slots,
    cards,
    rules: [],
    structure,
    limits: {
      repeatDays: house.repeatDays,
      liverGramsWeek: house.liver,
      costCeiling: 9000,
      slotDishes: house.slotDishes,
      stationDishes: house.stationDishes,
    },
    weights: weightDefaults,
    seed: house.seed,
    served: [],
  };
}

const target = (code: string, min: number, max: number) => ({
  nutrientId: 1,
  code,
  name: code,
  unit: "",
  min,
  target: null,
  max,
  source: "",
  confidence: null,
});

function personOf(person: PersonIn, p: number): Person {
  const birth = {
    expectedDeliveryDate: null,
    deliveredOn: addDays(FIRST, -person.delivered),
    deliveryMode: null,
    feeding: null,
  };
  return {
    patientId: p + 1,
    name: `妈${p + 1}`,
    restrictions: person.allergies.map((id) => ({
      id: (p + 1) * 10 + id,
      kind: "allergy" as const,
      strength: "hard" as const,
      target: "allergen" as const,
      targetId: id,
      targetName: `原${id}`,
      label: `原${id}`,
      source: "customer" as const,
      reason: null,
      adjustment: null,
      validFrom: addDays(FIRST, -30),
      validTo: null,
    })),
    conditions: [],
    childbirth: birth,
    births: [birth],
  };
}

// ---- the independent look ----

type Eaten = { date: Day; slotId: number; dishId: number };
const partFor = (input: ScheduleInput, category: string | null) =>
  input.structure.lunch?.find((p) => p.categories.includes(category ?? ""));
const cardIn = (input: ScheduleInput, id: number) => {
  const card = input.cards.find((c) => c.id === id);
  if (!card) throw new Error(`no dish ${id}`);
  return card;
};
const distance = (input: ScheduleInput, card: DishCard) =>
  Math.max(1, partFor(input, card.category)?.repeatDays ?? input.limits.repeatDays);
const liverIn = (card: DishCard) =>
  card.ingredients.filter((i) => i.name.includes("肝")).reduce((sum, i) => sum + i.grams, 0);
const weekOf = (input: ScheduleInput, p: number, date: Day) => {
  const born = input.plans[p]?.person.childbirth?.deliveredOn;
  return born ? Math.min(6, Math.floor(daysBetween(born, date) / 7) + 1) : 1;
};

/** Every broken hard rule of a schedule, as sentences. */
function violations(input: ScheduleInput, results: readonly ScheduleResult[]): string[] {
  const found: string[] = [];
  const cooked = new Map<string, Set<number>>();
  const cook = (e: Eaten) =>
    cooked.set(`${e.date}/${e.slotId}`, (cooked.get(`${e.date}/${e.slotId}`) ?? new Set()).add(e.dishId));
  input.plans.forEach((plan, p) => {
    const items = results[p]?.items ?? [];
    const gone = new Set((results[p]?.removals ?? []).map((r) => `${r.date}/${r.slotId}/${r.dishId}`));
    const replaced = new Set(items.flatMap((i) => (i.replaces ? [`${i.date}/${i.slotId}/${i.replaces.dishId}`] : [])));
    const stays = [...plan.fixed, ...plan.present].filter((h) => {
      const key = `${h.date}/${h.slotId}/${h.dishId}`;
      return !gone.has(key) && !replaced.has(key) && !items.some((i) => i.key === key);
    });
    for (const item of items) {
      const card = cardIn(input, item.dishId);
      const say = (what: string) => found.push(`${plan.person.name} ${item.key}: ${what}`);
      if (!card.isAvailable || !card.slotIds.includes(item.slotId)) say("not for this slot");
      if (card.allergens.some((a) => plan.person.restrictions.some((r) => r.targetId === a.id))) say("allergy");
      if (card.weeks && !card.weeks.includes(weekOf(input, p, item.date))) say("not in this week");
      if (partFor(input, card.category)?.role !== item.role) say("wrong role");
      for (const other of [...items.filter((i) => i !== item), ...stays, ...plan.around])
        if (other.dishId === item.dishId && Math.abs(daysBetween(other.date, item.date)) < distance(input, card))
          say(`again on ${other.date}`);
      const weekMax = partFor(input, card.category)?.weekMax;
      const times = [...items, ...stays, ...plan.around].filter((o) => o.dishId === item.dishId).length;
      if (weekMax && times > weekMax) say(`${times} times a week`);
    }
    const liver = (list: readonly Eaten[]) => list.reduce((sum, e) => sum + liverIn(cardIn(input, e.dishId)), 0);
    if (
      items.some((i) => liverIn(cardIn(input, i.dishId)) > 0) &&
      liver([...items, ...stays, ...plan.around]) > input.limits.liverGramsWeek
    )
      found.push(`${plan.person.name}: too much liver`);
    for (const { date, slotId } of plan.open)
      for (const category of classes) {
        const here = items.filter(
          (i) => i.date === date && i.slotId === slotId && cardIn(input, i.dishId).category === category,
        );
        const before = stays.filter(
          (i) => i.date === date && i.slotId === slotId && cardIn(input, i.dishId).category === category,
        );
        const stood = [...plan.fixed, ...plan.present].filter(
          (i) => i.date === date && i.slotId === slotId && cardIn(input, i.dishId).category === category,
        );
        if (here.length > 0 && here.length + before.length > Math.max(1, stood.length))
          found.push(`${date}/${slotId} two of ${category}`);
        const isSaid = results[p]?.infeasible.some(
          (i) => i.date === date && i.slotId === slotId && i.role === roles[category],
        );
        if (here.length + before.length === 0 && !isSaid)
          found.push(`${date}/${slotId} ${category} missing without a word`);
      }
    for (const e of [...items, ...stays]) cook(e);
  });
  for (const [cell, dishes] of cooked) {
    const placed = results.some((r) => r.items.some((i) => `${i.date}/${i.slotId}` === cell));
    const fixedOnly = new Set(
      input.plans.flatMap((plan) =>
        [...plan.fixed, ...plan.present].filter((h) => `${h.date}/${h.slotId}` === cell).map((h) => h.dishId),
      ),
    );
    const { slotDishes, stationDishes } = input.limits;
    const added = [...dishes].some((id) => !fixedOnly.has(id));
    if (placed && added && slotDishes !== null && dishes.size > slotDishes)
      found.push(`${cell}: ${dishes.size} dishes`);
    const perStation = new Map<string, number>();
    for (const id of dishes)
      perStation.set(cardIn(input, id).station ?? "", (perStation.get(cardIn(input, id).station ?? "") ?? 0) + 1);
    for (const [station, count] of perStation) {
      const isAdded = [...dishes].some((id) => cardIn(input, id).station === station && !fixedOnly.has(id));
      if (isAdded && stationDishes !== null && count > stationDishes) found.push(`${cell} ${station}: ${count} dishes`);
    }
  }
  return found;
}

type Place = { date: Day; slotId: number; role: string };

/** Tries all ways to fill the places under the named rules, everything else at those meals staying as the schedule has it. */
function canFill(
  input: ScheduleInput,
  result: ScheduleResult,
  places: readonly Place[],
  keys: ReadonlySet<string>,
): boolean {
  const plan = input.plans[0];
  if (!plan) return false;
  const isAsked = (i: { date: Day; slotId: number; role: string }) =>
    places.some((a) => a.date === i.date && a.slotId === i.slotId && a.role === i.role);
  const out = new Set([
    ...result.items.flatMap((i) => (i.replaces ? [`${i.date}/${i.slotId}/${i.replaces.dishId}`] : [])),
    ...result.removals.map((r) => `${r.date}/${r.slotId}/${r.dishId}`),
    ...result.items.map((i) => i.key),
  ]);
  const stays = [...plan.fixed, ...plan.present.filter((h) => !out.has(`${h.date}/${h.slotId}/${h.dishId}`))];
  const given = [...stays, ...plan.around];
  const others = result.items.filter((i) => !isAsked(i));
  const chosen: { at: Place; card: DishCard }[] = [];
  const fits = (at: Place, card: DishCard): boolean => {
    if (!card.isAvailable || !card.slotIds.includes(at.slotId) || partFor(input, card.category)?.role !== at.role)
      return false;
    const sameCell = (e: Eaten) => e.date === at.date && e.slotId === at.slotId;
    if (stays.some((h) => sameCell(h) && h.dishId === card.id)) return false;
    if (chosen.some((c) => c.at.date === at.date && c.at.slotId === at.slotId && c.card.id === card.id)) return false;
    for (const r of plan.person.restrictions)
      if (keys.has(`restriction:${r.id}`) && card.allergens.some((a) => a.id === r.targetId)) return false;
    if (keys.has("stage") && card.weeks && !card.weeks.includes(weekOf(input, 0, at.date))) return false;
    const near = (date: Day) => Math.abs(daysBetween(date, at.date)) < distance(input, card);
    if (keys.has("repeat") && given.some((h) => h.dishId === card.id && near(h.date))) return false;
    if (keys.has("repeat") && chosen.some((c) => c.card.id === card.id && near(c.at.date))) return false;
    const same = given.filter((h) => h.dishId === card.id).length + chosen.filter((c) => c.card.id === card.id).length;
    const weekMax = partFor(input, card.category)?.weekMax;
    if (keys.has("week_cap") && weekMax && same >= weekMax) return false;
    const liver = [...given.map((h) => cardIn(input, h.dishId)), ...chosen.map((c) => c.card)].reduce(
      (sum, c) => sum + liverIn(c),
      0,
    );
    if (keys.has("liver") && liverIn(card) > 0 && liver + liverIn(card) > input.limits.liverGramsWeek) return false;
    if (!keys.has("capacity")) return true;
    const there = new Set([...stays.filter(sameCell), ...others.filter(sameCell)].map((e) => e.dishId));
    for (const c of chosen) if (c.at.date === at.date && c.at.slotId === at.slotId) there.add(c.card.id);
    if (there.has(card.id)) return true;
    const { slotDishes, stationDishes } = input.limits;
    if (slotDishes !== null && there.size >= slotDishes) return false;
    return (
      stationDishes === null ||
      [...there].filter((id) => cardIn(input, id).station === card.station).length < stationDishes
    );
  };
  const go = (i: number): boolean => {
    const at = places[i];
    if (!at) return true;
    for (const card of input.cards) {
      if (!fits(at, card)) continue;
      chosen.push({ at, card });
      const done = go(i + 1);
      chosen.pop();
      if (done) return true;
    }
    return false;
  };
  return go(0);
}

/** Is the conflict a contradiction, and is it one no longer without any one of its members? */
function faultsOf(input: ScheduleInput, result: ScheduleResult, one: Infeasible): string[] {
  const keys = one.conflict.flatMap((c) =>
    c.kind === "restriction"
      ? [`restriction:${c.restrictionId}`]
      : c.kind === "need" || c.kind === "offer"
        ? []
        : [c.kind],
  );
  const here: Place = { date: one.date, slotId: one.slotId, role: one.role };
  const needs = one.conflict.flatMap((c) => (c.at ? [c.at] : []));
  const found: string[] = [];
  if (canFill(input, result, [here, ...needs], new Set(keys))) found.push(`${one.title}: could be filled`);
  for (const key of keys)
    if (!canFill(input, result, [here, ...needs], new Set(keys.filter((k) => k !== key))))
      found.push(`${one.title}: ${key} does not matter`);
  for (const need of needs)
    if (!canFill(input, result, [here, ...needs.filter((n) => n !== need)], new Set(keys)))
      found.push(`${one.title}: ${need.date} does not matter`);
  if (keys.length + needs.length === 0 && !one.conflict.some((c) => c.kind === "offer"))
    found.push(`${one.title}: no reason`);
  return found;
}

/** The least that any choice costs, by trying all of them; null where there are too many. */
function optimumOf(problem: Problem, most: number): number | null {
  if (problem.needs.reduce((ways, need) => ways * (need.candidates.length + 1), 1) > most) return null;
  const state = emptyState(problem);
  let best = Number.POSITIVE_INFINITY;
  const go = (i: number) => {
    const need = problem.needs[i];
    if (!need) {
      best = Math.min(best, objectiveOf(state));
      return;
    }
    go(i + 1);
    need.candidates.forEach((_, index) => {
      if (hindrance(state, need, index) !== null) return;
      place(state, need, index);
      go(i + 1);
      take(state, need);
    });
  };
  go(0);
  return best;
}

let highs: Awaited<ReturnType<typeof solver>>;
beforeAll(async () => {
  highs = await solver();
});
const scheduled = (input: ScheduleInput, isBounded = false) => {
  const schedule = solve(highs, input, undefined, { isBounded });
  const results = input.plans.map((_, p) =>
    reportOf(highs, schedule, p, { lockedCells: 0, closedCells: 0, elapsedMs: 0 }),
  );
  return { schedule, results };
};

describe("a thousand houses", () => {
  it("break no hard rule, whoever lives in them", () => {
    fc.assert(
      fc.property(houseIn(2), (house) => {
        const input = inputOf(house);
        const { schedule, results } = scheduled(input, house.seed % 10 === 0);
        expect(violations(input, results)).toEqual([]);
        expect(schedule.objective).toBeGreaterThanOrEqual(schedule.bound - 1e-6);
      }),
      { numRuns: 700, seed: 20261119 },
    );
  }, 240_000);

  it("say what cannot be filled only where nobody could, by a smallest set of reasons", () => {
    let said = 0;
    fc.assert(
      fc.property(houseIn(1), (house) => {
        const input = inputOf(house);
        const { results } = scheduled(input);
        expect(violations(input, results)).toEqual([]);
        const [result] = results;
        if (!result) return;
        for (const one of result.infeasible) {
          said++;
          expect(faultsOf(input, result, one)).toEqual([]);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(said).toBeGreaterThan(50);
  }, 240_000);
});

describe("the bound", () => {
  it("is never above the best of all choices, nor is any schedule below it", () => {
    let [compared, scarce] = [0, 0];
    fc.assert(
      fc.property(houseIn(2), (house) => {
        const input = inputOf({ ...house, days: 1 });
        const problem = compile(input);
        const best = optimumOf(problem, 3_000);
        if (best === null) return;
        compared++;
        const base = emptyState(problem);
        const least = new Map(
          problem.weeks.map((_, week) => {
            const needs = problem.needs.filter((need) => need.week === week && need.isRequired);
            return [week, leastOpen(highs, problem, needs, base)];
          }),
        );
        if ([...least.values()].some((count) => count > 0)) scarce++;
        expect(boundOf(highs, problem, least, () => false)).toBeLessThanOrEqual(best + 1e-6);
        const schedule = solve(highs, input);
        expect(schedule.bound).toBeLessThanOrEqual(best + 1e-6);
        expect(schedule.objective).toBeGreaterThanOrEqual(best - 1e-6);
      }),
      { numRuns: 100, seed: 11 },
    );
    expect(compared).toBeGreaterThan(40);
    expect(scarce).toBeGreaterThan(10);
  }, 240_000);
});

describe("one house", () => {
  const [house] = fc.sample(houseIn(1), { numRuns: 1, seed: 3 });
  const input = inputOf(house ?? expect.unreachable());

  it("is scheduled the same way for the same seed", () => {
    const keys = () => scheduled(input).results[0]?.items.map((item) => item.key);
    expect(keys()).toEqual(keys());
  });

  it("says of every dish what decided it and who lost", () => {
    for (const item of scheduled(input).results[0]?.items ?? []) {
      expect(item.why.text).not.toBe("");
      expect(item.why.decided.length).toBeGreaterThan(0);
      expect(item.why.candidates).toBe(1 + item.why.losers.length + item.why.others);
    }
  });
});
