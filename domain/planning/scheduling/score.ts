import { deviation } from "./bands";
import { defined } from "./defined";
import { LIKE, type PlanWeek, type Problem } from "./problem";
import { DISTINCT, dayPoints, emptyState, OFTEN, OFTEN_FROM, place, type State, UNFILLED, weekPoints } from "./state";

/** The objective of a choice, from its sums: less is better. */
export function objectiveOf(state: State): number {
  const { problem } = state;
  let sum = 0;
  for (let d = 0; d < problem.days.length; d++) sum += dayPoints(state, d);
  for (let w = 0; w < problem.weeks.length; w++) sum += weekPoints(state, w);
  return sum + separate(state) + often(state) + kitchen(state);
}

function separate({ problem, chosen }: State): number {
  let sum = 0;
  for (const need of problem.needs) {
    const index = chosen[need.id] as number;
    if (index >= 0) sum += defined(need.candidates[index]).points;
    else if (need.isRequired) sum += UNFILLED;
  }
  return sum;
}

/** Servings of a dish in a week beyond the second. */
function often({ problem, weekDish }: State): number {
  let count = 0;
  const base = emptyState(problem).weekDish;
  for (let i = 0; i < weekDish.length; i++) {
    const [now, before] = [weekDish[i] as number, Math.max(OFTEN_FROM, base[i] as number)];
    count += Math.max(0, now - before);
  }
  return count * problem.input.weights.variety * OFTEN;
}

/** Kinds of dish that the house would not cook otherwise. */
function kitchen({ problem, cellCount }: State): number {
  let count = 0;
  problem.cells.forEach((cell, c) => {
    if (problem.counts[c]) count += (cellCount[c] as number) - cell.served.size;
  });
  return count * problem.input.weights.kitchen * DISTINCT;
}

/** The objective by what it is made of, in points, for people to read. */
export function partsOf(state: State) {
  const { problem } = state;
  const { weights } = problem.input;
  const sum = (count: number, of: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => of(i)).reduce((a, b) => a + b, 0);
  const nutrition = sum(problem.days.length, (d) => weights.nutrition * offDay(state, d));
  const week = sum(problem.weeks.length, (w) => weekPoints(state, w));
  const picked = problem.needs.flatMap((need) => {
    const index = state.chosen[need.id] as number;
    return index < 0 ? [] : [{ need, candidate: defined(need.candidates[index]) }];
  });
  const stability = picked.filter(({ candidate }) => candidate.isChange).length * weights.stability * 0.1;
  const cost = picked.reduce((total, { candidate }) => total + costPoints(problem, candidate.dish), 0);
  const over = sum(problem.days.length, (d) => overPoints(state, d));
  const unfilled = problem.needs.filter((need) => need.isRequired && (state.chosen[need.id] as number) < 0).length;
  const all = objectiveOf(state);
  const variety = sum(problem.days.length, (d) => dayPoints(state, d)) - nutrition - over + often(state);
  const known = nutrition + week + stability + cost + over + unfilled * UNFILLED + variety + kitchen(state);
  return [
    { name: "nutrition", label: "每日营养", points: nutrition },
    { name: "weekNutrition", label: "每周营养", points: week },
    { name: "preference", label: "口味与反馈", points: all - known },
    { name: "variety", label: "花样", points: variety },
    { name: "cost", label: "成本", points: cost + over },
    { name: "kitchen", label: "厨房多做的样数", points: kitchen(state) },
    { name: "stability", label: "改动", points: stability },
    { name: "unfilled", label: "没排上", points: unfilled * UNFILLED },
  ].map((part) => ({ ...part, points: Math.round(part.points * 1000) / 1000 }));
}

function offDay(state: State, d: number): number {
  const { problem } = state;
  const at = d * problem.forms.length;
  return defined(problem.days[d]).bands.reduce(
    (sum, band) => sum + band.weight * deviation(band, state.dayForms[at + band.at] as number),
    0,
  );
}

const costPoints = ({ input, dishes }: Problem, dish: number): number =>
  input.limits.costCeiling > 0 ? (input.weights.cost * 0.5 * defined(dishes[dish]).cost) / input.limits.costCeiling : 0;

function overPoints({ problem, dayCost }: State, d: number): number {
  const { costCeiling } = problem.input.limits;
  const over = costCeiling > 0 ? Math.max(0, (dayCost[d] as number) - costCeiling) / costCeiling : 0;
  return problem.input.weights.cost * 5 * over;
}

/** The state of a given choice, built anew; for checks and for asking "what if". */
export function stateOf(problem: Problem, chosen: ArrayLike<number>): State {
  const state = emptyState(problem);
  for (const need of problem.needs) {
    const index = chosen[need.id] ?? -1;
    if (index >= 0) place(state, need, index);
  }
  return state;
}

export type { PlanWeek };
