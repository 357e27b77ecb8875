import type { Highs } from "highs";
import type { Problem } from "./compile";
import { solveProgram } from "./highs";
import { modelOf, sharers } from "./model";
import { dayPoints, emptyState, weekPoints } from "./state";

/**
 * A value below which no choice can come. For one person: week by week the linear relaxation of everything (dishes may be
 * split), leaving out only what ties weeks together. For several: person by person and day by day, each paying her part of
 * a dish that others could eat too, which together is never more than the dish. Whatever is left out is a rule less or a
 * part of the objective that is never negative, so the sum stays below the true optimum.
 */
export function boundOf(highs: Highs, problem: Problem, beat: (done: number) => boolean): number {
  const base = emptyState(problem);
  const isAlone = problem.input.plans.length === 1;
  const shared = isAlone ? undefined : sharers(problem);
  let bound = 0;
  const blocks = blocksOf(problem, isAlone);
  for (const [i, block] of blocks.entries()) {
    if (beat(i / blocks.length)) return Number.NEGATIVE_INFINITY;
    const { program } = modelOf(base, block.needs, { weekly: block.isWhole, ...(shared && { shared }) });
    const solved = solveProgram(highs, program, { isRelaxed: true, seconds: 20 });
    bound += solved.bound;
  }
  // What is fixed costs what it costs.
  problem.days.forEach((day, d) => {
    if (day.needs.length === 0) bound += dayPoints(base, d);
  });
  problem.weeks.forEach((week, w) => {
    if (week.days.every((d) => problem.days[d]?.needs.length === 0)) bound += weekPoints(base, w);
  });
  return bound;
}

/** Places that are solved together; `isWhole` = they are all of their week, so that its mean can be counted. */
function blocksOf(problem: Problem, isAlone: boolean): { needs: number[]; isWhole: boolean }[] {
  const blocks: { needs: number[]; isWhole: boolean }[] = [];
  for (const week of problem.weeks) {
    const days = week.days.map((d) => problem.days[d]?.needs ?? []).filter((needs) => needs.length > 0);
    if (isAlone || days.length === 1) blocks.push({ needs: days.flat(), isWhole: true });
    else blocks.push(...days.map((needs) => ({ needs, isWhole: false })));
  }
  return blocks.filter(({ needs }) => needs.length > 0);
}
