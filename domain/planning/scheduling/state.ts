import type { Edges } from "./bands";
import { defined } from "./defined";
import { type Need, type PlanDay, type PlanWeek, type Problem, variedRoles } from "./problem";

/**
 * A choice of dishes with its sums, changed one place at a time. `points` of a day, a week and a cell are the parts of the
 * objective that depend on several places; the rest stands at the candidates.
 */
export type State = {
  problem: Problem;
  /** Need → index into its candidates, −1 for none. */
  chosen: Int32Array;
  dayForms: Float64Array;
  dayCost: Float64Array;
  /** Day → food or method → how many varied dishes of it. */
  dayFood: Uint8Array;
  dayMethod: Uint8Array;
  /** Day → points of monotony for a weight of 1. */
  dayAlike: Float64Array;
  weekForms: Float64Array;
  weekDish: Uint8Array;
  weekCapped: Uint8Array;
  weekLiver: Float64Array;
  /** Plan → dish → day → window + 1 of what is there, 0 for nothing. */
  spread: { from: number; days: number; at: Uint8Array }[];
  /** Cell → dish → how many eat it, the house's other people counting once. */
  cellDish: Uint16Array;
  cellCount: Uint16Array;
  cellStation: Uint16Array;
};

/** Points per unit of weight. */
export const UNFILLED = 100;
export const WEEK = 0.2;
export const SAME_FOOD = 0.3;
export const SAME_METHOD = 0.1;
export const OFTEN = 0.1;
/** A week holds a dish this often before it counts as monotonous, a day a method. */
export const OFTEN_FROM = 3;
export const METHOD_FROM = 2;
export const OVER_CEILING = 5;
export const DISTINCT = 0.1;

export function emptyState(problem: Problem): State {
  const { needs, days, weeks, dishes, cells, forms, foods, methods, stations } = problem;
  const state: State = {
    problem,
    chosen: new Int32Array(needs.length).fill(-1),
    dayForms: new Float64Array(days.length * forms.length),
    dayCost: new Float64Array(days.length),
    dayFood: new Uint8Array(days.length * foods.length),
    dayMethod: new Uint8Array(days.length * methods.length),
    dayAlike: new Float64Array(days.length),
    weekForms: new Float64Array(weeks.length * forms.length),
    weekDish: new Uint8Array(weeks.length * dishes.length),
    weekCapped: new Uint8Array(weeks.length * dishes.length),
    weekLiver: new Float64Array(weeks.length),
    spread: problem.input.plans.map((_, p) => spreadOf(problem, p)),
    cellDish: new Uint16Array(cells.length * dishes.length),
    cellCount: new Uint16Array(cells.length),
    cellStation: new Uint16Array(cells.length * stations.length),
  };
  const at = new Map(dishes.map((dish, i) => [dish.card.id, i]));
  days.forEach((day, d) => {
    for (const had of day.fixed) addFixed(state, d, day.week, at.get(had.dishId), had.quantity, had.slotId);
  });
  weeks.forEach((week, w) => {
    for (const had of week.around) addAround(state, w, at.get(had.dishId), had.quantity, had.slotId);
  });
  cells.forEach((cell, c) => {
    for (const dish of cell.served) serve(state, c, dish);
  });
  return state;
}

function spreadOf(problem: Problem, plan: number): State["spread"][number] {
  const ords = problem.days.filter((day) => day.plan === plan).map((day) => day.ord);
  const margin = 14;
  const from = Math.min(...ords, 0) - margin;
  const days = Math.max(...ords, 0) + margin - from + 1;
  const at = new Uint8Array(problem.dishes.length * days);
  for (const [dish, list] of problem.had[plan] ?? [])
    for (const { ord, window } of list) {
      const i = ord - from;
      if (i < 0 || i >= days) continue;
      const had = at[dish * days + i] ?? 0;
      at[dish * days + i] = Math.max(had, window + 1);
    }
  return { from, days, at };
}

function addFixed(state: State, d: number, week: number, dish: number | undefined, quantity: number, slotId: number) {
  if (dish === undefined) return;
  const { problem } = state;
  const card = defined(problem.dishes[dish]);
  addTo(state.dayForms, d * problem.forms.length, card.forms, quantity);
  state.dayCost[d] = (state.dayCost[d] ?? 0) + card.cost * quantity;
  const code = problem.input.slots.find((s) => s.id === slotId)?.code ?? "";
  const part = problem.input.structure[code]?.find((p) => p.categories.includes(card.card.category ?? ""));
  if (part && variedRoles.has(part.role)) vary(state, d, dish, 1);
  addAround(state, week, dish, quantity, slotId);
}

function addAround(state: State, w: number, dish: number | undefined, quantity: number, slotId: number) {
  if (dish === undefined) return;
  const { problem } = state;
  const card = defined(problem.dishes[dish]);
  addTo(state.weekForms, w * problem.forms.length, card.forms, quantity);
  const at = w * problem.dishes.length + dish;
  state.weekDish[at] = (state.weekDish[at] ?? 0) + 1;
  const code = problem.input.slots.find((s) => s.id === slotId)?.code ?? "";
  const parts = problem.input.structure[code] ?? [];
  const category = card.card.category ?? "";
  const part = parts.find((p) => p.categories.includes(category)) ?? parts.find((p) => p.fallback.includes(category));
  if (part?.weekMax != null) state.weekCapped[at] = (state.weekCapped[at] ?? 0) + 1;
  state.weekLiver[w] = (state.weekLiver[w] ?? 0) + card.liver * quantity;
}

function addTo(sums: Float64Array, from: number, values: Float64Array, factor: number) {
  for (let i = 0; i < values.length; i++) sums[from + i] = (sums[from + i] as number) + (values[i] as number) * factor;
}

function vary(state: State, d: number, dish: number, by: 1 | -1) {
  const { food, method } = state.problem.dishes[dish] as Problem["dishes"][number];
  let points = 0;
  if (food >= 0) {
    const at = d * state.problem.foods.length + food;
    const had = state.dayFood[at] as number;
    state.dayFood[at] = had + by;
    if ((by > 0 ? had : had - 1) >= 1) points += by * SAME_FOOD;
  }
  if (method >= 0) {
    const at = d * state.problem.methods.length + method;
    const had = state.dayMethod[at] as number;
    state.dayMethod[at] = had + by;
    if ((by > 0 ? had : had - 1) >= METHOD_FROM) points += by * SAME_METHOD;
  }
  if (points !== 0) state.dayAlike[d] = (state.dayAlike[d] as number) + points;
}

function bump(counts: Uint8Array | Uint16Array, at: number, by: number) {
  counts[at] = (counts[at] as number) + by;
}

function serve(state: State, cell: number, dish: number) {
  const { dishes, stations } = state.problem;
  const at = cell * dishes.length + dish;
  if (state.cellDish[at] === 0) {
    bump(state.cellCount, cell, 1);
    const station = (dishes[dish] as Problem["dishes"][number]).station;
    if (station >= 0) bump(state.cellStation, cell * stations.length + station, 1);
  }
  bump(state.cellDish, at, 1);
}

function unserve(state: State, cell: number, dish: number) {
  const { dishes, stations } = state.problem;
  const at = cell * dishes.length + dish;
  bump(state.cellDish, at, -1);
  if (state.cellDish[at] !== 0) return;
  bump(state.cellCount, cell, -1);
  const station = (dishes[dish] as Problem["dishes"][number]).station;
  if (station >= 0) bump(state.cellStation, cell * stations.length + station, -1);
}

/** Why a candidate may not be placed next to what is chosen now, or null: the hard rules between places. */
export function hindrance(
  state: State,
  need: Need,
  index: number,
): "repeat" | "week_cap" | "liver" | "capacity" | null {
  const candidate = need.candidates[index] as Need["candidates"][number];
  const { dish, window, weekMax } = candidate;
  const { problem } = state;
  const { from, days, at } = state.spread[need.plan] as State["spread"][number];
  const i = (problem.days[need.day] as PlanDay).ord - from;
  const row = dish * days;
  for (let k = Math.max(0, i - window + 1); k < Math.min(days, i + window); k++) {
    const there = at[row + k] as number;
    if (there !== 0 && Math.abs(k - i) < there - 1) return "repeat";
  }
  const card = problem.dishes[dish] as Problem["dishes"][number];
  const w = need.week * problem.dishes.length + dish;
  if (weekMax < 99 && (state.weekCapped[w] as number) >= weekMax) return "week_cap";
  if (card.liver > 0 && (state.weekLiver[need.week] as number) + card.liver > problem.input.limits.liverGramsWeek)
    return "liver";
  if (state.cellDish[need.cell * problem.dishes.length + dish] === 0) {
    const { slotDishes, stationDishes } = problem.input.limits;
    if (slotDishes !== null && (state.cellCount[need.cell] as number) >= slotDishes) return "capacity";
    const s = card.station;
    if (stationDishes !== null && s >= 0) {
      if ((state.cellStation[need.cell * problem.stations.length + s] as number) >= stationDishes) return "capacity";
    }
  }
  return null;
}

export function place(state: State, need: Need, index: number): void {
  state.chosen[need.id] = index;
  move(state, need, index, 1);
}

export function take(state: State, need: Need): void {
  const index = state.chosen[need.id] as number;
  if (index < 0) return;
  state.chosen[need.id] = -1;
  move(state, need, index, -1);
}

function move(state: State, need: Need, index: number, by: 1 | -1) {
  const { dish, window, weekMax } = need.candidates[index] as Need["candidates"][number];
  const { problem } = state;
  const card = problem.dishes[dish] as Problem["dishes"][number];
  const forms = problem.forms.length;
  addTo(state.dayForms, need.day * forms, card.forms, by);
  addTo(state.weekForms, need.week * forms, card.forms, by);
  state.dayCost[need.day] = (state.dayCost[need.day] as number) + by * card.cost;
  if (variedRoles.has(need.part.role)) vary(state, need.day, dish, by);
  const w = need.week * problem.dishes.length + dish;
  bump(state.weekDish, w, by);
  if (weekMax < 99) bump(state.weekCapped, w, by);
  state.weekLiver[need.week] = (state.weekLiver[need.week] as number) + by * card.liver;
  const { from, days, at } = state.spread[need.plan] as State["spread"][number];
  at[dish * days + (problem.days[need.day] as PlanDay).ord - from] = by > 0 ? window + 1 : 0;
  if (by > 0) serve(state, need.cell, dish);
  else unserve(state, need.cell, dish);
}

/** Nutrition, cost ceiling and monotony of a day. */
export function dayPoints(state: State, d: number): number {
  const { problem } = state;
  const { weights, limits } = problem.input;
  const off = offBand((problem.days[d] as PlanDay).edges, state.dayForms, d * problem.forms.length, 1);
  const cost = state.dayCost[d] as number;
  const over = limits.costCeiling > 0 && cost > limits.costCeiling ? cost / limits.costCeiling - 1 : 0;
  return weights.nutrition * off + weights.cost * OVER_CEILING * over + weights.variety * (state.dayAlike[d] as number);
}

/** Sum over the bands of how far the forms (divided by `days`) lie outside, in shares of the target times the band's weight. */
export function offBand(edges: Edges, forms: Float64Array, from: number, days: number): number {
  const { at, lo, hi, factor } = edges;
  let off = 0;
  for (let b = 0; b < at.length; b++) {
    const value = (forms[from + (at[b] as number)] as number) / days;
    if (value < (lo[b] as number)) off += ((lo[b] as number) - value) * (factor[b] as number);
    else if (value > (hi[b] as number)) off += (value - (hi[b] as number)) * (factor[b] as number);
  }
  return off;
}

/** Nutrition of the week's mean, weighed by its days. */
export function weekPoints(state: State, w: number): number {
  const { problem } = state;
  const week = problem.weeks[w] as PlanWeek;
  const off = offBand(week.edges, state.weekForms, w * problem.forms.length, week.length);
  return problem.input.weights.weekNutrition * WEEK * week.length * off;
}

/** What the n-th serving of a dish in a week costs in variety. */
export const oftenPoints = (state: State, w: number, dish: number): number =>
  (state.weekDish[w * state.problem.dishes.length + dish] as number) >= OFTEN_FROM
    ? state.problem.input.weights.variety * OFTEN
    : 0;

/** What one more kind of dish costs in the kitchen; nothing where it is cooked anyway. */
export const distinctPoints = (state: State, cell: number, dish: number): number =>
  state.cellDish[cell * state.problem.dishes.length + dish] === 0 ? state.problem.input.weights.kitchen * DISTINCT : 0;
