import { defined } from "./defined";
import type { Need, Problem } from "./problem";
import {
  dayPoints,
  distinctPoints,
  hindrance,
  oftenPoints,
  place,
  type State,
  take,
  UNFILLED,
  weekPoints,
} from "./state";

/** Random numbers that depend on the seed alone (mulberry32), 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Change of the objective if a place took another candidate (−1 = none); null where the hard rules forbid it. Does it. */
export function change(state: State, need: Need, index: number): number | null {
  const old = state.chosen[need.id] as number;
  const before = dayPoints(state, need.day) + weekPoints(state, need.week);
  const removed = takeCost(state, need);
  if (index < 0) {
    const after = dayPoints(state, need.day) + weekPoints(state, need.week);
    return after - before - removed + (need.isRequired ? UNFILLED : 0);
  }
  if (hindrance(state, need, index) !== null) {
    if (old >= 0) place(state, need, old);
    return null;
  }
  const { dish, points } = need.candidates[index] as Need["candidates"][number];
  const added = points + oftenPoints(state, need.week, dish) + distinctPoints(state, need.cell, dish);
  place(state, need, index);
  return dayPoints(state, need.day) + weekPoints(state, need.week) - before - removed + added;
}

/** Takes a place's dish away; answers what it had cost by itself, or what an empty place costs. */
function takeCost(state: State, need: Need): number {
  const old = state.chosen[need.id] as number;
  if (old < 0) return need.isRequired ? UNFILLED : 0;
  take(state, need);
  const { dish, points } = need.candidates[old] as Need["candidates"][number];
  return points + oftenPoints(state, need.week, dish) + distinctPoints(state, need.cell, dish);
}

/** Undoes `change`. */
export function restore(state: State, need: Need, old: number): void {
  if ((state.chosen[need.id] as number) >= 0) take(state, need);
  if (old >= 0) place(state, need, old);
}

/** Fills the places of a state one after the other, the scarcest of each day first, each with what is best at that moment. */
export function greedy(state: State, only?: readonly number[]): void {
  const { needs, days } = state.problem;
  const order = (only ?? needs.map((need) => need.id)).map((id) => defined(needs[id]));
  order.sort(
    (a, b) =>
      defined(days[a.day]).ord - defined(days[b.day]).ord ||
      Number(b.isRequired) - Number(a.isRequired) ||
      a.candidates.length - b.candidates.length ||
      a.id - b.id,
  );
  for (const need of order) {
    if ((state.chosen[need.id] as number) >= 0) continue;
    let best = -1;
    let least = need.isRequired ? Number.POSITIVE_INFINITY : 0;
    for (let i = 0; i < need.candidates.length; i++) {
      const delta = change(state, need, i);
      if (delta === null) continue;
      restore(state, need, -1);
      if (delta < least - 1e-12) [best, least] = [i, delta];
    }
    if (best >= 0) place(state, need, best);
  }
}

/**
 * Improves a state by trying other dishes at random places, at first also for the worse, then less and less (simulated
 * annealing). Bounded by a number of steps, not by time, so that a seed gives the same answer on every machine. Keeps the
 * best that was seen. `beat` is called now and then and stops the search by answering true.
 */
export function anneal(
  state: State,
  {
    steps,
    random,
    warm,
    cold,
    beat,
  }: { steps: number; random: () => number; warm: number; cold: number; beat?: () => boolean },
): void {
  const open = state.problem.needs.filter((need) => need.candidates.length > (need.isRequired ? 1 : 0));
  if (open.length === 0) return;
  let value = 0;
  let least = 0;
  let best = state.chosen.slice();
  let isBest = true;
  const cooling = (cold / warm) ** (1 / Math.max(1, steps));
  let heat = warm;
  for (let step = 0; step < steps; step++, heat *= cooling) {
    if (step % 4096 === 0 && beat?.()) break;
    const need = open[(random() * open.length) | 0] as Need;
    const delta = tryOne(state, need, random, heat);
    if (delta === 0) continue;
    if (delta > 0 && isBest) {
      best = state.chosen.slice(); // about to leave the best: remember it
      undoInto(best, state, need);
    }
    value += delta;
    isBest = value < least - 1e-9 || (isBest && delta <= 0);
    if (value < least - 1e-9) least = value;
  }
  if (value > least + 1e-9) adopt(state, best);
}

let lastOther: Need | null = null;
let lastOld = -1;
let lastOtherOld = -1;

/** `best` was copied after the step: put back what the step changed. */
function undoInto(best: Int32Array, _state: State, need: Need) {
  best[need.id] = lastOld;
  if (lastOther) best[lastOther.id] = lastOtherOld;
}

/** One random step: another dish in a place, or two places of a plan exchanging theirs. Answers the change, 0 if refused. */
function tryOne(state: State, need: Need, random: () => number, heat: number): number {
  lastOther = null;
  lastOld = state.chosen[need.id] as number;
  const count = need.candidates.length + (need.isRequired ? 0 : 1);
  let index = (random() * count) | 0;
  if (index === need.candidates.length) index = -1;
  if (index === lastOld) return 0;
  const delta = change(state, need, index);
  if (delta === null) return exchange(state, need, index, random, heat);
  if (delta <= 0 || random() < Math.exp(-delta / heat)) return delta === 0 ? 1e-15 : delta;
  restore(state, need, lastOld);
  return 0;
}

/** The wanted dish stands too near: the nearest place that holds it takes what stood here, if both may. */
function exchange(state: State, need: Need, index: number, random: () => number, heat: number): number {
  const { problem } = state;
  const dish = (need.candidates[index] as Need["candidates"][number]).dish;
  const other = holderNear(problem, state, need, dish);
  if (!other) return 0;
  const held = state.chosen[other.id] as number;
  const mine = lastOld < 0 ? -1 : (need.candidates[lastOld] as Need["candidates"][number]).dish;
  const back = mine < 0 ? -1 : other.candidates.findIndex((c) => c.dish === mine);
  const fallback = (random() * other.candidates.length) | 0;
  const undo = () => {
    restore(state, need, -1);
    restore(state, other, held);
    if (lastOld >= 0) place(state, need, lastOld);
  };
  const first = change(state, other, -1);
  const second = change(state, need, index);
  if (first === null || second === null) {
    undo();
    return 0;
  }
  const third = change(state, other, back >= 0 ? back : fallback);
  if (third === null) {
    undo();
    return 0;
  }
  const delta = first + second + third;
  if (delta > 0 && random() >= Math.exp(-delta / heat)) {
    undo();
    return 0;
  }
  lastOther = other;
  lastOtherOld = held;
  return delta === 0 ? 1e-15 : delta;
}

/** Another place of the same plan that holds the dish, the one nearest in days. */
function holderNear(problem: Problem, state: State, need: Need, dish: number): Need | null {
  const { from, days, at } = state.spread[need.plan] as State["spread"][number];
  const here = defined(problem.days[need.day]).ord;
  for (let gap = 0; gap < 8; gap++)
    for (const ord of gap === 0 ? [here] : [here - gap, here + gap]) {
      const i = ord - from;
      if (i < 0 || i >= days || at[dish * days + i] === 0) continue;
      const day = problem.dayAt[need.plan]?.get(ord);
      for (const id of problem.days[day ?? -1]?.needs ?? []) {
        const one = problem.needs[id] as Need;
        const chosen = state.chosen[id] as number;
        if (id !== need.id && chosen >= 0 && one.candidates[chosen]?.dish === dish) return one;
      }
    }
  return null;
}

/** Brings a state to a given choice. */
export function adopt(state: State, chosen: Int32Array): void {
  const { needs } = state.problem;
  const other = needs.filter((need) => state.chosen[need.id] !== chosen[need.id]);
  for (const need of other) if ((state.chosen[need.id] as number) >= 0) take(state, need);
  for (const need of other) {
    const index = chosen[need.id] as number;
    if (index >= 0) place(state, need, index);
  }
}
