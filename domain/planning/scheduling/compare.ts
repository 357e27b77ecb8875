import { defined } from "./defined";
import { CHANGE, DISLIKE, FALLBACK, LIKE, type Need, type Problem } from "./problem";
import { change, restore } from "./search";
import { distinctPoints, OVER_CEILING, type State } from "./state";

/** One part of the difference between two dishes in a place: points saved by the first, and by how much of what. */
export type Difference = {
  kind: "nutrient" | "preference" | "variety" | "cost" | "kitchen" | "stability";
  points: number;
  code: string | null;
  name: string;
  unit: string;
  /** The first dish's amount minus the second's; fen for cost. */
  amount: number;
  text: string | null;
};

/** How the objective would change if a place held another of its candidates (−1 none); null where the hard rules forbid it. */
export function penaltyOf(state: State, need: Need, index: number): number | null {
  const old = defined(state.chosen[need.id]);
  const delta = change(state, need, index);
  if (delta !== null) restore(state, need, old);
  return delta;
}

/**
 * What speaks for the dish that stands in a place against another (−1 = none), part by part, the strongest first. Positive
 * points are in favour of the one that stands there.
 */
export function differences(state: State, need: Need, against: number): Difference[] {
  const mine = defined(need.candidates[defined(state.chosen[need.id])]);
  const other = against < 0 ? null : defined(need.candidates[against]);
  const { problem } = state;
  const [a, b] = [defined(problem.dishes[mine.dish]), other ? problem.dishes[other.dish] : undefined];
  const { weights, limits } = problem.input;
  const found: Difference[] = nutrients(state, need, mine.dish, other?.dish ?? -1);
  const liking = (score: number) => weights.preference * (score < 0 ? DISLIKE * -score : -LIKE * score);
  if (other) {
    const liked =
      liking(other.taste) -
      liking(mine.taste) +
      weights.preference * FALLBACK * (Number(other.isFallback) - Number(mine.isFallback));
    const text = liked > 0 ? (other.tasteText ?? mine.tasteText) : (mine.tasteText ?? other.tasteText);
    found.push({
      kind: "preference",
      points: liked,
      code: null,
      name: "口味",
      unit: "",
      amount: mine.taste - other.taste,
      text,
    });
    const kept = weights.stability * CHANGE * (Number(other.isChange) - Number(mine.isChange));
    found.push({ kind: "stability", points: kept, code: null, name: "原样", unit: "", amount: 0, text: null });
    const old = defined(state.chosen[need.id]);
    restore(state, need, -1);
    const [cooked, fresh] = [distinctPoints(state, need.cell, mine.dish), distinctPoints(state, need.cell, other.dish)];
    restore(state, need, old);
    found.push({ kind: "kitchen", points: fresh - cooked, code: null, name: "厨房", unit: "", amount: 0, text: null });
  }
  const cheaper = a.cost - (b?.cost ?? 0);
  const day = defined(state.dayCost[need.day]);
  const over = (fen: number) => Math.max(0, fen - limits.costCeiling);
  const ceiling = limits.costCeiling || 1;
  const saved =
    (-weights.cost * 0.5 * cheaper + weights.cost * OVER_CEILING * (over(day - cheaper) - over(day))) / ceiling;
  found.push({ kind: "cost", points: saved, code: "cost", name: "成本", unit: "¥", amount: cheaper, text: null });
  const all = against === -1 ? null : penaltyOf(state, need, against);
  if (all !== null) {
    const rest = all - found.reduce((sum, one) => sum + one.points, 0);
    found.push({
      kind: "variety",
      points: rest,
      code: null,
      name: "花样",
      unit: "",
      amount: 0,
      text: foodText(problem, a.food, b?.food),
    });
  }
  return found.filter((one) => Math.abs(one.points) > 1e-6).sort((x, y) => y.points - x.points);
}

const foodText = (problem: Problem, mine: number, other: number | undefined): string | null =>
  other !== undefined && other >= 0 && other !== mine ? (problem.foods[other] ?? null) : null;

/** Points by nutrient, day and week together. */
function nutrients(state: State, need: Need, mine: number, other: number): Difference[] {
  const { problem } = state;
  const { weights } = problem.input;
  const day = defined(problem.days[need.day]);
  const week = defined(problem.weeks[need.week]);
  const [a, b] = [defined(problem.dishes[mine]), problem.dishes[other]];
  const byCode = new Map<string, Difference>();
  const add = (band: (typeof day.bands)[number], sums: Float64Array, from: number, length: number, weight: number) => {
    const now = defined(sums[from + band.at]);
    const shift = defined(a.forms[band.at]) - (b?.forms[band.at] ?? 0);
    const off = (value: number) =>
      band.lo !== null && value < band.lo
        ? (band.lo - value) / band.scale
        : band.hi !== null && value > band.hi
          ? (value - band.hi) / band.scale
          : 0;
    const points = weight * band.weight * (off((now - shift) / length) - off(now / length));
    const isShare = band.unit === "%";
    const had = byCode.get(band.code);
    const amount = isShare ? 0 : shift;
    byCode.set(band.code, {
      kind: "nutrient",
      points: points + (had?.points ?? 0),
      code: band.code,
      name: band.name,
      unit: band.unit,
      amount,
      text: null,
    });
  };
  for (const band of day.bands) add(band, state.dayForms, need.day * problem.forms.length, 1, weights.nutrition);
  for (const band of week.bands)
    add(
      band,
      state.weekForms,
      need.week * problem.forms.length,
      week.length,
      weights.weekNutrition * 0.2 * week.length,
    );
  return [...byCode.values()];
}
