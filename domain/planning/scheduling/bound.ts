import type { Highs } from "highs";
import { solveProgram } from "./highs";
import { modelOf, sharers } from "./model";
import type { Problem } from "./problem";
import { dayPoints, emptyState, weekPoints } from "./state";

/**
 * A value below which no choice can come: person by person and week by week the linear relaxation of everything (dishes may
 * be split), with the places that are proved to stay open. Several people each pay their part of a dish that others could
 * eat too, which together is never more than the dish. Whatever is left out is a rule less or a part of the objective that
 * is never negative, so the sum stays below the true optimum. `leastOpen`: week → places that stay open in any case.
 */
export function boundOf(
  highs: Highs,
  problem: Problem,
  leastOpen: ReadonlyMap<number, number>,
  beat: (done: number) => boolean,
): number {
  const base = emptyState(problem);
  const shared = problem.input.plans.length === 1 ? undefined : sharers(problem);
  let bound = 0;
  for (const [w, week] of problem.weeks.entries()) {
    if (beat(w / problem.weeks.length)) return Number.NEGATIVE_INFINITY;
    const needs = week.days.flatMap((d) => problem.days[d]?.needs ?? []);
    if (needs.length > 0) {
      const { program } = modelOf(base, needs, {
        weekly: true,
        leastOpen: leastOpen.get(w) ?? 0,
        ...(shared && { shared }),
      });
      bound += solveProgram(highs, program, { isRelaxed: true, seconds: 20 }).bound;
    } else bound += weekPoints(base, w);
    // Days that are fixed cost what they cost.
    for (const d of week.days) if (problem.days[d]?.needs.length === 0) bound += dayPoints(base, d);
  }
  return bound;
}
