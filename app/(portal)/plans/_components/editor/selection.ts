import type { MouseEvent } from "react";
import { type CellKey, cellKey } from "@/domain/planning/rules";
import type { Day } from "@/lib/time";

/** A place in the week grid: row −1 is the head of a day. */
export type Spot = { row: number; col: number };
/** Where one is, and from where the selection was drawn out; the two are corners of a rectangle. */
export type Selection = { focus: Spot; anchor: Spot };

export const at = (spot: Spot): Selection => ({ focus: spot, anchor: spot });

const within = (n: number, low: number, high: number) => Math.min(high, Math.max(low, n));

/** One step on; with `extend` the anchor stays, and the head of a day is not part of a rectangle. */
export function moved(s: Selection, step: Spot, size: { rows: number; cols: number }, extend: boolean): Selection {
  const focus = {
    row: within(s.focus.row + step.row, extend ? 0 : -1, size.rows - 1),
    col: within(s.focus.col + step.col, 0, size.cols - 1),
  };
  return extend ? { focus, anchor: { row: Math.max(0, s.anchor.row), col: s.anchor.col } } : at(focus);
}

/** The cells of the rectangle; of a day's head, all cells of that day. */
export function cellsIn(s: Selection, dates: readonly Day[], slotIds: readonly number[]): CellKey[] {
  const [top, bottom] = s.focus.row === -1 ? [0, slotIds.length - 1] : sorted(s.focus.row, s.anchor.row);
  const [left, right] = sorted(s.focus.col, s.anchor.col);
  return dates.slice(left, right + 1).flatMap((date) => slotIds.slice(top, bottom + 1).map((id) => cellKey(date, id)));
}

export const isIn = (s: Selection, row: number, col: number): boolean => {
  const [top, bottom] = sorted(s.focus.row, s.anchor.row);
  const [left, right] = sorted(s.focus.col, s.anchor.col);
  return row >= top && row <= bottom && col >= left && col <= right;
};

export const isOne = (s: Selection): boolean => s.focus.row === s.anchor.row && s.focus.col === s.anchor.col;

const sorted = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

/** Drops the second click of a double one: the first has closed what lay above, and this one was never meant for what lies below. */
export const firstOnly = (event: MouseEvent): void => {
  if (event.detail > 1) event.stopPropagation();
};
