import { compile } from "./compile";
import { defined } from "./defined";
import { explain } from "./explain";
import type { ScheduleInput } from "./input";
import type { Problem } from "./problem";
import type { Why } from "./schema";
import { change, restore } from "./search";
import { emptyState, hindrance, place, type State } from "./state";

/** A dish that may stand in a place, with what it costs the plan (points, less is better) and why it ranks where it does. */
export type Ranked = { dishId: number; dishName: string; points: number; why: Why };
/** What else was looked at and may not stand there, with the sentence. */
export type Barred = { dishId: number; dishName: string; text: string };

/**
 * The next best safe dishes for one place of one plan, everything else staying as it is: what substitution asks. The input
 * holds one plan whose `open` is the meal and whose `present` is the dish to be replaced; the other dishes of that meal are
 * `fixed`. Pure and quick (no solver): the best first, at most `limit`.
 */
export function bestFor(
  input: ScheduleInput,
  at: { date: string; slotId: number; insteadOf: number },
  limit = 5,
): { ranked: Ranked[]; barred: Barred[] } {
  const problem = compile(input);
  const old = problem.dishes.findIndex((dish) => dish.card.id === at.insteadOf);
  const need = problem.needs.find(
    (n) =>
      n.slotId === at.slotId &&
      problem.days[n.day]?.date === at.date &&
      (n.present === old || n.present === null) &&
      mayHold(problem, n.id, old),
  );
  if (!need) return { ranked: [], barred: [] };
  const state = emptyState(problem);
  const rated = need.candidates
    .map((candidate, index) => ({
      candidate,
      index,
      points: candidate.dish === old ? null : pointsOf(state, need.id, index),
    }))
    .filter((one): one is typeof one & { points: number } => one.points !== null)
    .sort((a, b) => a.points - b.points);
  const ranked = rated.slice(0, limit).map(({ candidate, index, points }): Ranked => {
    place(state, need, index);
    const why = explain(state, need);
    restore(state, need, -1);
    const { id, name } = defined(problem.dishes[candidate.dish]).card;
    return { dishId: id, dishName: name, points: Math.round(points * 1000) / 1000, why };
  });
  const barred = need.out.map(({ dish, blockers }): Barred => {
    const { id, name } = defined(problem.dishes[dish]).card;
    return { dishId: id, dishName: name, text: blockers[0]?.text ?? "" };
  });
  return { ranked, barred };
}

/** Is the dish to be replaced of the class that the place holds? */
function mayHold(problem: Problem, need: number, dish: number): boolean {
  const { part } = defined(problem.needs[need]);
  const category = problem.dishes[dish]?.card.category ?? "";
  return [...part.categories, ...part.fallback].includes(category);
}

function pointsOf(state: State, id: number, index: number): number | null {
  const need = defined(state.problem.needs[id]);
  if (hindrance(state, need, index) !== null) return null;
  const delta = change(state, need, index);
  if (delta !== null) restore(state, need, -1);
  return delta;
}
