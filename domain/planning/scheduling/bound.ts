import type { Highs } from "highs";
import { type Charges, chargesOf, shift } from "./charges";
import { defined } from "./defined";
import { solveProgram } from "./highs";
import { modelOf } from "./model";
import type { Problem } from "./problem";
import { dayPoints, emptyState, type State, weekPoints } from "./state";

/** Up to so many places the people's charges are shared out anew, so many times; beyond, the even shares must do. */
const ROUNDS = { places: 1_500, count: 10 };

/**
 * A value below which no choice can come: person by person and week by week the linear relaxation of everything (dishes may
 * be split), with the places that are proved to stay open. Several people each pay their part of a dish that others could
 * eat too, which together is never more than the dish. Whatever is left out is a rule less or a part of the objective that
 * is never negative, so the sum stays below the true optimum, however the charges are shared; the best sharing that was
 * tried counts. `leastOpen`: week → places that stay open in any case.
 */
export function boundOf(
  highs: Highs,
  problem: Problem,
  leastOpen: ReadonlyMap<number, number>,
  beat: (done: number) => boolean,
): number {
  const base = emptyState(problem);
  const isAlone = problem.input.plans.length === 1;
  const rounds = isAlone || problem.needs.length > ROUNDS.places ? 1 : ROUNDS.count;
  const charges = isAlone ? [] : chargesOf(base);
  let best = Number.NEGATIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    const eaten: Charges[] = [];
    for (const [w, week] of problem.weeks.entries()) {
      if (beat((round + w / problem.weeks.length) / rounds)) return Number.NEGATIVE_INFINITY;
      const needs = week.days.flatMap((d) => problem.days[d]?.needs ?? []);
      const least = leastOpen.get(w) ?? 0;
      const solved = needs.length > 0 ? relaxed(highs, base, needs, least, charges[w]) : null;
      sum += solved ? solved.bound : weekPoints(base, w);
      eaten.push(solved?.eaten ?? new Map());
      // Days that are fixed cost what they cost.
      for (const d of week.days) if (problem.days[d]?.needs.length === 0) sum += dayPoints(base, d);
    }
    best = Math.max(best, sum);
    if (round + 1 < rounds) shift(charges, eaten, STEP / (1 + round / 2));
  }
  return best;
}

/** How much of a charge moves at first to those who eat the dish, a share of a serving; less and less from then on. */
const STEP = 0.1;

/** The relaxation of one person's week and how much of each dish it eats at each meal. */
function relaxed(highs: Highs, base: State, needs: readonly number[], leastOpen: number, charges?: Charges) {
  const { problem } = base;
  const model = modelOf(base, needs, { weekly: true, leastOpen, ...(charges && { charges }) });
  const { bound, values } = solveProgram(highs, model.program, { isRelaxed: true, seconds: 20 });
  const eaten: Charges = new Map();
  if (charges && values)
    for (const [id, columns] of model.columns)
      for (const { index, column } of columns) {
        const need = defined(problem.needs[id]);
        const key = `${need.cell}:${defined(need.candidates[index]).dish}`;
        eaten.set(key, (eaten.get(key) ?? 0) + defined(values[column]));
      }
  return { bound, eaten };
}
