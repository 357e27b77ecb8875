import type { Grid } from "@/domain/planning/items/rules";
import { type CellKey, cellOf } from "@/domain/planning/rules";
import { initialOf, type Model } from "./model";
import { type Candidate, candidatesFor } from "./ranking";

/** Dishes that R has put into a cell one after the other, so that the next R goes on instead of back. */
export type Tried = { cell: CellKey; dishIds: readonly number[] };

/**
 * The best dish of the same class for a place, other than the one there and those tried before: safe, of the slot, by what it
 * gives the day. Null when nothing is left.
 */
export function nextBest(
  model: Model,
  cells: Grid,
  cell: CellKey,
  dishId: number,
  tried: readonly number[],
): Candidate | null {
  const { date, slotId } = cellOf(cell);
  const without: Grid = { ...cells, [cell]: (cells[cell] ?? []).filter((item) => item.dishId !== dishId) };
  const initial = initialOf(model.cards.get(dishId)?.category ?? null);
  const { all } = candidatesFor(model, without, { date, slotId, search: "", initial, order: "fit" });
  return all.find(({ card, kind }) => kind === "ok" && card.id !== dishId && !tried.includes(card.id)) ?? null;
}
