import { defined } from "./defined";
import { DISTINCT, type State } from "./state";

/** What one person's week pays for eating a dish at a meal: "cell:dish" → points. */
export type Charges = Map<string, number>;

/**
 * The kitchen's points for each dish that is not cooked anyway, shared evenly among the weeks of those who could eat it. Over
 * all of them the charges of a dish are its points, so that together they never pay more than it costs.
 */
export function chargesOf({ problem, cellDish }: State): Charges[] {
  const charges = problem.weeks.map((): Charges => new Map());
  const points = problem.input.weights.kitchen * DISTINCT;
  for (const need of problem.needs)
    for (const { dish } of need.candidates)
      if (problem.counts[need.cell] && cellDish[need.cell * problem.dishes.length + dish] === 0)
        charges[need.week]?.set(`${need.cell}:${dish}`, points);
  for (const [key, payers] of payersOf(charges)) for (const w of payers) charges[w]?.set(key, points / payers.length);
  return charges;
}

/** Charges more to those who ate a dish and less to the others; what a dish costs in all stays, and nobody is paid. */
export function shift(charges: readonly Charges[], eaten: readonly Charges[], step: number): void {
  for (const [key, payers] of payersOf(charges)) {
    const paid = payers.map((w) => charges[w]?.get(key) ?? 0);
    const all = paid.reduce((sum, points) => sum + points, 0);
    const wanted = payers.map((w, i) => defined(paid[i]) + step * (eaten[w]?.get(key) ?? 0));
    const less = excess(wanted, all);
    payers.forEach((w, i) => void charges[w]?.set(key, Math.max(0, defined(wanted[i]) - less)));
  }
}

function payersOf(charges: readonly Charges[]): Map<string, number[]> {
  const payers = new Map<string, number[]>();
  charges.forEach((those, w) => {
    for (const key of those.keys()) {
      const list = payers.get(key);
      if (list) list.push(w);
      else payers.set(key, [w]);
    }
  });
  return payers;
}

/** What to take from every amount, none going below 0, so that they add up to `all` (projection onto a simplex). */
function excess(amounts: readonly number[], all: number): number {
  let [sum, found] = [0, 0];
  for (const [i, amount] of amounts.toSorted((a, b) => b - a).entries()) {
    sum += amount;
    const less = (sum - all) / (i + 1);
    if (amount > less) found = less;
  }
  return found;
}
