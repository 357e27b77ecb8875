import type { Highs } from "highs";
import { defined } from "./defined";
import { solveProgram } from "./highs";
import { type Blocker, type Need, type Problem, windowFor } from "./problem";
import { addAmount, addChoice, addRow, newProgram, type Program } from "./program";
import type { State } from "./state";

/**
 * Can these places be filled at all? Only the hard rules count here, each named by a key, so that one can ask what would be
 * possible without some of them. The answer is exact.
 */
export type Filling = {
  needs: readonly Need[];
  /** Keys of the rules that hold; the others are as if nobody had made them. */
  holds: (key: string) => boolean;
  /** Dishes of other people at these meals, as far as the kitchen's limits are concerned. */
  state: State;
  /** The state with nothing chosen. */
  base: State;
  /** Leave as few open as possible instead of asking for all. */
  isPartial?: boolean;
};

type Option = { need: Need; dish: number; window: number; weekMax: number; column: number };

/** need id → dish, for every place that gets one; null when not all can be filled. Throws when the solver gives up. */
export function fill(highs: Highs, problem: Problem, filling: Filling): Map<number, number> | null {
  const built = programOf(problem, filling);
  if (!built) return null;
  const solved = solveProgram(highs, built.program, { seconds: 30, gap: 0 });
  if (solved.status === "infeasible") return null;
  if (!solved.values) throw new Error("scheduling: the solver could not say whether the places can be filled");
  const values = solved.values;
  const taken = built.options.filter(({ column }) => (values[column] ?? 0) > 0.5);
  return new Map(taken.map(({ need, dish }) => [need.id, dish]));
}

/**
 * How many of these places must stay open whatever is chosen, even if the kitchen had no limits and nobody else were there.
 * Proven: where the solver runs out of time, what it has proved so far.
 */
export function leastOpen(highs: Highs, problem: Problem, needs: readonly Need[], base: State): number {
  const holds = (key: string) => key !== "capacity";
  const built = programOf(problem, { needs, holds, state: base, base, isPartial: true });
  if (!built) return 0;
  const { bound } = solveProgram(highs, built.program, { seconds: 30, gap: 0 });
  return Math.max(0, Math.ceil(bound - 1e-6));
}

/** The hard rules over the places as a program; null when a place that must be filled has no dish at all. */
function programOf(problem: Problem, filling: Filling): { program: Program; options: Option[] } | null {
  const program = newProgram();
  const options: Option[] = [];
  for (const need of filling.needs) {
    const mine = dishesFor(need, filling.holds).map((dish): Option => {
      const { window, weekMax } = windowFor(problem, need);
      return { need, dish, window, weekMax, column: addChoice(program, 0) };
    });
    if (mine.length === 0 && !filling.isPartial) return null;
    options.push(...mine);
    const terms = mine.map(({ column }) => [column, 1] as const);
    const open = filling.isPartial ? [[addAmount(program, 1, 1), 1] as const] : [];
    addRow(program, [...terms, ...open], 1, 1);
  }
  limitRepeats(problem, program, options, filling.holds("repeat"));
  limitWeeks(problem, program, options, filling);
  if (filling.holds("capacity")) limitKitchen(problem, program, options, filling.state);
  return { program, options };
}

/** Dishes against which no rule speaks that holds. */
export const dishesFor = (need: Need, holds: Filling["holds"]): number[] => [
  ...need.candidates.map((candidate) => candidate.dish),
  ...need.out.filter(({ blockers }) => !blockers.some((b: Blocker) => holds(b.key))).map(({ dish }) => dish),
];

const grouped = (options: readonly Option[], key: (option: Option) => string): Option[][] => {
  const groups = new Map<string, Option[]>();
  for (const option of options) groups.set(key(option), [...(groups.get(key(option)) ?? []), option]);
  return [...groups.values()];
};

/** A meal never holds a dish twice; with the rule in force a dish keeps its distance over days. */
function limitRepeats(problem: Problem, program: Program, options: readonly Option[], isInForce: boolean) {
  if (!isInForce) {
    for (const same of grouped(options, (o) => `${o.need.plan}:${o.need.cell}:${o.dish}`))
      if (same.length > 1)
        addRow(
          program,
          same.map(({ column }) => [column, 1] as const),
          0,
          1,
        );
    return;
  }
  const ordOf = (o: Option) => defined(problem.days[o.need.day]).ord;
  for (const group of grouped(options, (o) => `${o.need.plan}:${o.dish}`)) {
    if (group.length < 2) continue;
    for (const window of new Set(group.map((o) => o.window))) {
      const those = group.filter((o) => o.window >= window);
      for (const from of new Set(those.map(ordOf))) {
        const within = those.filter((o) => ordOf(o) >= from && ordOf(o) < from + window);
        if (within.length > 1)
          addRow(
            program,
            within.map(({ column }) => [column, 1] as const),
            0,
            1,
          );
      }
    }
  }
}

function limitWeeks(problem: Problem, program: Program, options: readonly Option[], { holds, base }: Filling) {
  for (const week of grouped(options, (o) => String(o.need.week))) {
    const w = defined(week[0]).need.week;
    if (holds("liver")) {
      const liver = week
        .map((o) => [o.column, defined(problem.dishes[o.dish]).liver] as const)
        .filter(([, grams]) => grams > 0);
      const left = problem.input.limits.liverGramsWeek - defined(base.weekLiver[w]);
      if (liver.length > 0) addRow(program, liver, Number.NEGATIVE_INFINITY, Math.max(0, left));
    }
    if (!holds("week_cap")) continue;
    for (const same of grouped(
      week.filter((o) => o.weekMax < 99),
      (o) => String(o.dish),
    )) {
      const { dish, weekMax } = defined(same[0]);
      const had = defined(base.weekCapped[w * problem.dishes.length + dish]);
      if (same.length + had > weekMax)
        addRow(
          program,
          same.map(({ column }) => [column, 1] as const),
          Number.NEGATIVE_INFINITY,
          Math.max(0, weekMax - had),
        );
    }
  }
}

/** Different dishes a meal: those of people who are not asked here count as the state has them. */
function limitKitchen(problem: Problem, program: Program, options: readonly Option[], state: State) {
  const { slotDishes, stationDishes } = problem.input.limits;
  for (const cell of grouped(options, (o) => String(o.need.cell))) {
    const c = defined(cell[0]).need.cell;
    const fresh: { column: number; station: number }[] = [];
    for (const same of grouped(cell, (o) => String(o.dish))) {
      const { dish } = defined(same[0]);
      if (defined(state.cellDish[c * problem.dishes.length + dish]) > 0) continue;
      const column = addAmount(program, 0, 1);
      for (const option of same)
        addRow(
          program,
          [
            [option.column, 1],
            [column, -1],
          ],
          Number.NEGATIVE_INFINITY,
          0,
        );
      fresh.push({ column, station: defined(problem.dishes[dish]).station });
    }
    const limit = (columns: typeof fresh, left: number) => {
      if (columns.length > left)
        addRow(
          program,
          columns.map(({ column }) => [column, 1] as const),
          Number.NEGATIVE_INFINITY,
          Math.max(0, left),
        );
    };
    if (slotDishes !== null) limit(fresh, slotDishes - defined(state.cellCount[c]));
    if (stationDishes === null) continue;
    for (let s = 0; s < problem.stations.length; s++)
      limit(
        fresh.filter(({ station }) => station === s),
        stationDishes - defined(state.cellStation[c * problem.stations.length + s]),
      );
  }
}
