import type { Highs } from "highs";
import { boundOf } from "./bound";
import { compile } from "./compile";
import { defined } from "./defined";
import { fill, leastOpen } from "./fill";
import { solveProgram } from "./highs";
import type { ScheduleInput } from "./input";
import { chosenBy, modelOf } from "./model";
import type { Need, Problem } from "./problem";
import { objectiveOf } from "./score";
import { adopt, anneal, greedy, randomFrom } from "./search";
import { emptyState, hindrance, place, type State, take } from "./state";

/** A schedule: need → index into its candidates (−1 = none), with how good it is and how good it could be at best. */
export type Schedule = {
  problem: Problem;
  chosen: Int32Array;
  objective: number;
  bound: number;
  /** (objective − bound) / objective, 0 to 1. */
  gap: number;
  method: string;
};

/** Called with 0 to 1 as work goes on; answering true stops it, and `solve` throws Stopped. */
export type Beat = (done: number) => boolean;
export class Stopped extends Error {}

/** So many steps of the search a place, within these ends. */
const STEPS_A_PLACE = 1_000;
const STEPS = { least: 2_000, most: 9_000_000 };
/** One person's places up to here are solved to the end by branch and bound. */
const EXACT = 20;

/**
 * Fills the places of the input: a greedy start, a search bounded by steps, an exact test of what stayed empty, and the
 * solver for the rest. The same input and seed give the same schedule: nothing here looks at the clock, save the solver's
 * guard against a machine that stands still (20 s a program). Without `isBounded` nobody asks how good it could be at best.
 */
export function solve(
  highs: Highs,
  input: ScheduleInput,
  beat: Beat = () => false,
  { isBounded = true }: { isBounded?: boolean } = {},
): Schedule {
  const at = (from: number, to: number) => (done: number) => {
    if (beat(from + (to - from) * done)) throw new Stopped();
    return false;
  };
  at(0, 0)(0);
  const problem = compile(input);
  at(0, 0.1)(1);
  const state = emptyState(problem);
  greedy(state);
  search(state, input.seed, at(0.1, 0.5));
  const least = leastOpenOf(highs, state);
  if (refill(highs, state, least)) search(state, input.seed + 1, at(0.5, 0.6), 0.2);
  const exact = isBounded && problem.needs.length <= EXACT ? finish(highs, state) : null;
  const bound = exact ?? (isBounded ? boundOf(highs, problem, least, at(0.6, 0.95)) : Number.NEGATIVE_INFINITY);
  const objective = objectiveOf(state);
  const gap = Math.max(0, (objective - bound) / Math.max(1e-9, Math.abs(objective)));
  const method = exact === null ? "搜索，界由 HiGHS 的线性松弛给出" : "HiGHS 分支定界，解到底";
  return { problem, chosen: state.chosen, objective, bound: Math.min(bound, objective), gap, method };
}

function search(state: State, seed: number, beat: Beat, warm = 1) {
  const { length } = state.problem.needs;
  const steps = Math.max(STEPS.least, Math.min(STEPS.most, length * STEPS_A_PLACE));
  if (length > 0) anneal(state, { steps, random: randomFrom(seed), warm, cold: 0.01, beat: () => beat(1) });
}

const openIn = (state: State, plan?: number) =>
  state.problem.needs.filter(
    (n) => n.isRequired && defined(state.chosen[n.id]) < 0 && (plan === undefined || n.plan === plan),
  );

/** Week → how many of its places nobody can fill, for the weeks in which the search has left some open. */
function leastOpenOf(highs: Highs, state: State): Map<number, number> {
  const { problem } = state;
  const weeks = [...new Set(openIn(state).map((need) => need.week))];
  if (weeks.length === 0) return new Map();
  const base = emptyState(problem);
  return new Map(
    weeks.map((week) => {
      const needs = problem.needs.filter((n) => n.isRequired && n.week === week);
      return [week, leastOpen(highs, problem, needs, base)];
    }),
  );
}

/**
 * Places that the search left open are tried once more, exactly: first each plan by itself, then the meal for everybody; not
 * those of a plan that has no more open than it must. Answers whether anything was gained. What is still open afterwards
 * cannot be filled next to what the others have.
 */
function refill(highs: Highs, state: State, least: ReadonlyMap<number, number>): boolean {
  const { problem } = state;
  const must = (plan: number) =>
    problem.weeks.reduce((sum, week, w) => sum + (week.plan === plan ? (least.get(w) ?? 0) : 0), 0);
  const hopeful = () =>
    openIn(state).filter((need) => need.candidates.length > 0 && openIn(state, need.plan).length > must(need.plan));
  const before = openIn(state).length;
  const wholes: ((need: Need) => (other: Need) => boolean)[] = [
    (need) => (other) => other.plan === need.plan,
    (need) => (other) => problem.days[other.day]?.ord === problem.days[need.day]?.ord,
  ];
  if (problem.needs.length <= 400) wholes.push(() => () => true);
  for (const whole of wholes)
    for (const need of hopeful()) {
      if (defined(state.chosen[need.id]) >= 0 || openIn(state, need.plan).length <= must(need.plan)) continue;
      const needs = problem.needs.filter((n) => n.isRequired && whole(need)(n));
      refillThese(highs, state, needs);
    }
  return openIn(state).length < before;
}

function refillThese(highs: Highs, state: State, needs: readonly Need[]) {
  const before = state.chosen.slice();
  const optional = state.problem.needs.filter((n) => !n.isRequired && needs.some((other) => other.plan === n.plan));
  const isOpen = (n: Need) => defined(state.chosen[n.id]) < 0;
  const open = needs.filter(isOpen).length;
  for (const need of [...needs, ...optional]) take(state, need);
  const found = fill(highs, state.problem, { needs, holds: () => true, state, base: state, isPartial: true });
  for (const need of needs) {
    const index = need.candidates.findIndex((c) => c.dish === found?.get(need.id));
    if (index >= 0 && hindrance(state, need, index) === null) place(state, need, index);
  }
  if (needs.filter(isOpen).length >= open) return adopt(state, before);
  greedy(
    state,
    optional.map((n) => n.id),
  );
}

/** Few places: the solver goes to the end. Answers the bound, which is the optimum itself when it was proved. */
function finish(highs: Highs, state: State): number | null {
  const { problem } = state;
  const ids = problem.needs.map((need) => need.id);
  if (ids.length === 0) return objectiveOf(state);
  const before = state.chosen.slice();
  const value = objectiveOf(state);
  for (const need of problem.needs) take(state, need);
  const model = modelOf(state, ids, { weekly: true });
  const solved = solveProgram(highs, model.program, { gap: 0.0005, nodes: 200, seconds: 10 });
  adopt(state, before);
  if (!solved.values || solved.bound === Number.NEGATIVE_INFINITY) return null;
  for (const need of problem.needs) take(state, need);
  for (const [id, index] of chosenBy(model, solved.values)) {
    const need = defined(problem.needs[id]);
    if (index >= 0 && hindrance(state, need, index) === null) place(state, need, index);
  }
  const offset = objectiveOf(state) - solved.objective; // parts that no place touches
  if (objectiveOf(state) > value + 1e-9) adopt(state, before);
  return solved.bound + offset;
}
