import { defined } from "./defined";
import { type Need, type Problem, variedRoles } from "./problem";
import { addAmount, addChoice, addRow, newProgram, type Program } from "./program";
import {
  DISTINCT,
  hindrance,
  METHOD_FROM,
  OFTEN,
  OFTEN_FROM,
  OVER_CEILING,
  SAME_FOOD,
  SAME_METHOD,
  type State,
  UNFILLED,
  WEEK,
} from "./state";

/**
 * `weekly` includes the weeks' means; a bound over single days leaves them out, which can only lower it. `charges` asks for a
 * bound over one of several people: what she pays for a dish ("cell:dish" → points) instead of the kitchen's rules.
 */
type Scope = {
  weekly: boolean;
  charges?: ReadonlyMap<string, number>;
  /** So many of the places that must be filled stay open in any case: known beforehand, and no relaxation sees it. */
  leastOpen?: number;
};

/** A program over some places, everything else staying as the state has it. */
export type Model = {
  program: Program;
  /** Need → candidate index and column. */
  columns: Map<number, { index: number; column: number }[]>;
  needs: Need[];
};

type Term = readonly [column: number, value: number];
type Work = { state: State; problem: Problem; program: Program; needs: Need[]; columns: Model["columns"] };
type Pick = { need: Need; index: number; dish: number; column: number };

/**
 * The objective and the hard rules over the places of `ids`, which must be empty in the state. Its optimum plus nothing is
 * the change of the objective that the best choice of them brings, up to parts of the objective that they do not touch.
 */
export function modelOf(state: State, ids: readonly number[], { weekly, charges, leastOpen }: Scope): Model {
  const { problem } = state;
  const work: Work = {
    state,
    problem,
    program: newProgram(),
    needs: ids.map((id) => defined(problem.needs[id])),
    columns: new Map(),
  };
  const picks = choices(work, leastOpen ?? 0);
  repeats(work, picks);
  weekLimits(work, picks);
  days(work, picks);
  if (weekly) weeks(work, picks);
  if (charges) charge(work, picks, charges);
  else kitchens(work, picks);
  return { program: work.program, columns: work.columns, needs: work.needs };
}

function choices(work: Work, leastOpen: number): Pick[] {
  const picks: Pick[] = [];
  const open: Term[] = [];
  for (const need of work.needs) {
    const mine: { index: number; column: number }[] = [];
    need.candidates.forEach((candidate, index) => {
      if (hindrance(work.state, need, index) !== null) return;
      const column = addChoice(work.program, candidate.points);
      mine.push({ index, column });
      picks.push({ need, index, dish: candidate.dish, column });
    });
    const terms: Term[] = mine.map(({ column }) => [column, 1]);
    if (need.isRequired) {
      const left: Term = [addAmount(work.program, UNFILLED, 1), 1];
      terms.push(left);
      open.push(left);
    }
    addRow(work.program, terms, need.isRequired ? 1 : 0, 1);
    work.columns.set(need.id, mine);
  }
  if (leastOpen > 0) addRow(work.program, open, leastOpen, Number.POSITIVE_INFINITY);
  return picks;
}

const grouped = (picks: readonly Pick[], key: (pick: Pick) => string | number): Map<string | number, Pick[]> => {
  const groups = new Map<string | number, Pick[]>();
  for (const pick of picks) {
    const at = key(pick);
    const group = groups.get(at);
    if (group) group.push(pick);
    else groups.set(at, [pick]);
  }
  return groups;
};

/** In any run of days as long as a dish's window, it stands once: for every window that occurs, over the places with at least that. */
function repeats({ problem, program }: Work, picks: readonly Pick[]) {
  const ordOf = (pick: Pick) => defined(problem.days[pick.need.day]).ord;
  const windowOf = ({ need, index }: Pick) => defined(need.candidates[index]).window;
  for (const group of grouped(picks, (pick) => pick.need.plan * problem.dishes.length + pick.dish).values()) {
    if (group.length < 2) continue;
    for (const window of new Set(group.map(windowOf))) {
      const those = group.filter((pick) => windowOf(pick) >= window);
      const starts = [...new Set(those.map(ordOf))].sort((a, b) => a - b);
      let last = "";
      for (const from of starts) {
        const within = those.filter((pick) => ordOf(pick) >= from && ordOf(pick) < from + window);
        const key = within.map((pick) => pick.column).join();
        if (within.length < 2 || last.endsWith(key)) continue;
        last = key;
        addRow(
          program,
          within.map((pick): Term => [pick.column, 1]),
          0,
          1,
        );
      }
    }
  }
}

/** Liver, dishes with a limit a week, and dishes that come back often. */
function weekLimits({ state, problem, program }: Work, picks: readonly Pick[]) {
  const { weights, limits } = problem.input;
  for (const [week, group] of grouped(picks, (pick) => pick.need.week)) {
    const liver = group.flatMap((pick): Term[] => {
      const grams = defined(problem.dishes[pick.dish]).liver;
      return grams > 0 ? [[pick.column, grams]] : [];
    });
    const left = limits.liverGramsWeek - defined(state.weekLiver[Number(week)]);
    if (liver.length > 0) addRow(program, liver, Number.NEGATIVE_INFINITY, left);
    for (const [dish, same] of grouped(group, (pick) => pick.dish)) {
      const at = Number(week) * problem.dishes.length + Number(dish);
      const capped = same.filter(({ need, index }) => defined(need.candidates[index]).weekMax < 99);
      const most = Math.min(...capped.map(({ need, index }) => defined(need.candidates[index]).weekMax));
      if (capped.length > 0 && capped.length + defined(state.weekCapped[at]) > most)
        addRow(
          program,
          capped.map((pick): Term => [pick.column, 1]),
          Number.NEGATIVE_INFINITY,
          most - defined(state.weekCapped[at]),
        );
      const free = Math.max(0, OFTEN_FROM - defined(state.weekDish[at]));
      const window = Math.min(...same.map(({ need, index }) => defined(need.candidates[index]).window));
      const most7 = Math.ceil(7 / window); // what the days between leave room for
      if (weights.variety > 0 && Math.min(same.length, most7) > free) {
        const more = addAmount(program, weights.variety * OFTEN);
        addRow(program, [...same.map((pick): Term => [pick.column, 1]), [more, -1]], Number.NEGATIVE_INFINITY, free);
      }
    }
  }
}

/** Bands, cost ceiling and monotony of each day. */
function days({ state, problem, program }: Work, picks: readonly Pick[]) {
  const { weights, limits } = problem.input;
  for (const [key, group] of grouped(picks, (pick) => pick.need.day)) {
    const d = Number(key);
    const day = defined(problem.days[d]);
    for (const band of day.bands) {
      const had = defined(state.dayForms[d * problem.forms.length + band.at]);
      bandRows(program, group, problem, band, had, weights.nutrition, 1);
    }
    const costs = group.map((pick): Term => [pick.column, defined(problem.dishes[pick.dish]).cost]);
    if (limits.costCeiling > 0 && weights.cost > 0) {
      const over = addAmount(program, (weights.cost * OVER_CEILING) / limits.costCeiling);
      const left = limits.costCeiling - defined(state.dayCost[d]);
      addRow(program, [...costs, [over, -1]], Number.NEGATIVE_INFINITY, left);
    }
    if (weights.variety > 0) alike({ state, problem, program }, d, group);
  }
}

function bandRows(
  program: Program,
  group: readonly Pick[],
  problem: Problem,
  band: { at: number; lo: number | null; hi: number | null; scale: number; weight: number },
  had: number,
  weight: number,
  length: number,
) {
  const points = (weight * band.weight) / band.scale / length;
  if (points === 0) return;
  const terms = group.map((pick): Term => [pick.column, defined(defined(problem.dishes[pick.dish]).forms[band.at])]);
  const largest = Math.max(1e-9, ...terms.map(([, value]) => Math.abs(value)));
  const scaled = terms.map(([column, value]): Term => [column, value / largest]);
  if (band.lo !== null) {
    const under = addAmount(program, points * largest);
    addRow(program, [...scaled, [under, 1]], (band.lo * length - had) / largest, Number.POSITIVE_INFINITY);
  }
  if (band.hi !== null) {
    const over = addAmount(program, points * largest);
    addRow(program, [...scaled, [over, -1]], Number.NEGATIVE_INFINITY, (band.hi * length - had) / largest);
  }
}

function alike({ state, problem, program }: Pick3, d: number, group: readonly Pick[]) {
  const varied = group.filter((pick) => variedRoles.has(pick.need.part.role));
  const { weights } = problem.input;
  const kinds = [
    {
      of: (p: Pick) => defined(problem.dishes[p.dish]).food,
      had: state.dayFood,
      size: problem.foods.length,
      free: 1,
      points: SAME_FOOD,
    },
    {
      of: (p: Pick) => defined(problem.dishes[p.dish]).method,
      had: state.dayMethod,
      size: problem.methods.length,
      free: METHOD_FROM,
      points: SAME_METHOD,
    },
  ];
  for (const kind of kinds)
    for (const [key, same] of grouped(varied, kind.of)) {
      if (Number(key) < 0) continue;
      const free = Math.max(0, kind.free - defined(kind.had[d * kind.size + Number(key)]));
      if (new Set(same.map((pick) => pick.need.id)).size <= free) continue;
      const more = addAmount(program, weights.variety * kind.points);
      addRow(program, [...same.map((pick): Term => [pick.column, 1]), [more, -1]], Number.NEGATIVE_INFINITY, free);
    }
}
type Pick3 = { state: State; problem: Problem; program: Program };

/** Bands of each week's mean. */
function weeks({ state, problem, program }: Work, picks: readonly Pick[]) {
  const weight = problem.input.weights.weekNutrition * WEEK;
  for (const [key, group] of grouped(picks, (pick) => pick.need.week)) {
    const w = Number(key);
    const week = defined(problem.weeks[w]);
    for (const band of week.bands) {
      const had = defined(state.weekForms[w * problem.forms.length + band.at]);
      bandRows(program, group, problem, band, had, weight * week.length, week.length);
    }
  }
}

/** Different dishes at a meal of the house: what is cooked anyway is free, the rest costs and is limited. */
function kitchens({ state, problem, program }: Work, picks: readonly Pick[]) {
  const { weights, limits } = problem.input;
  for (const [key, group] of grouped(picks, (pick) => pick.need.cell)) {
    const cell = Number(key);
    const points = problem.counts[cell] ? weights.kitchen * DISTINCT : 0;
    if (points === 0 && !isTight(state, cell, group)) continue;
    const cooked: Term[] = [];
    const byStation = new Map<number, Term[]>();
    for (const [dish, same] of grouped(group, (pick) => pick.dish)) {
      if (defined(state.cellDish[cell * problem.dishes.length + Number(dish)]) > 0) continue;
      const column = addAmount(program, points, 1);
      for (const pick of same)
        addRow(
          program,
          [
            [pick.column, 1],
            [column, -1],
          ],
          Number.NEGATIVE_INFINITY,
          0,
        );
      cooked.push([column, 1]);
      const { station } = defined(problem.dishes[Number(dish)]);
      byStation.set(station, [...(byStation.get(station) ?? []), [column, 1]]);
    }
    const had = defined(state.cellCount[cell]);
    if (limits.slotDishes !== null && had + cooked.length > limits.slotDishes)
      addRow(program, cooked, Number.NEGATIVE_INFINITY, limits.slotDishes - had);
    for (const [station, terms] of byStation) {
      if (limits.stationDishes === null || station < 0) continue;
      const there = defined(state.cellStation[cell * problem.stations.length + station]);
      if (there + terms.length > limits.stationDishes)
        addRow(program, terms, Number.NEGATIVE_INFINITY, limits.stationDishes - there);
    }
  }
}

/** Could the places choose more different dishes than the kitchen takes? */
function isTight({ problem, cellCount, cellStation }: State, cell: number, group: readonly Pick[]): boolean {
  const { slotDishes, stationDishes } = problem.input.limits;
  const places = new Set(group.map((pick) => pick.need.id)).size;
  if (slotDishes !== null && defined(cellCount[cell]) + places > slotDishes) return true;
  const { length } = problem.stations;
  return (
    stationDishes !== null &&
    problem.stations.some((_, s) => defined(cellStation[cell * length + s]) + places > stationDishes)
  );
}

function charge({ program }: Work, picks: readonly Pick[], charges: ReadonlyMap<string, number>) {
  for (const { need, dish, column } of picks)
    program.cost[column] = defined(program.cost[column]) + (charges.get(`${need.cell}:${dish}`) ?? 0);
}

/** The choice that a solution makes: need → candidate index, −1 for none. */
export function chosenBy(model: Model, values: Float64Array): Map<number, number> {
  const chosen = new Map<number, number>();
  for (const [need, columns] of model.columns) {
    const found = columns.find(({ column }) => (values[column] ?? 0) > 0.5);
    chosen.set(need, found?.index ?? -1);
  }
  return chosen;
}
