/** A linear or mixed-integer program put together row by row, in the arrays that the solver reads. Minimised. */
export type Program = {
  cost: number[];
  lower: number[];
  upper: number[];
  isInteger: number[];
  rowLower: number[];
  rowUpper: number[];
  starts: number[];
  indices: number[];
  values: number[];
  /** Added to the objective, so that it is the objective of the whole choice. */
  offset: number;
};

export const newProgram = (): Program => ({
  cost: [],
  lower: [],
  upper: [],
  isInteger: [],
  rowLower: [],
  rowUpper: [],
  starts: [0],
  indices: [],
  values: [],
  offset: 0,
});

/** A yes-or-no choice; answers its column. */
export const addChoice = (p: Program, cost: number): number => addColumn(p, cost, 1, 1);

/** An amount of at least 0; answers its column. */
export const addAmount = (p: Program, cost: number, upper = Number.POSITIVE_INFINITY): number =>
  addColumn(p, cost, upper, 0);

function addColumn(p: Program, cost: number, upper: number, isInteger: number): number {
  p.lower.push(0);
  p.upper.push(upper);
  p.isInteger.push(isInteger);
  return p.cost.push(cost) - 1;
}

/** lower ≤ Σ value × column ≤ upper; a column may be named once. */
export function addRow(
  p: Program,
  terms: readonly (readonly [column: number, value: number])[],
  lower: number,
  upper: number,
) {
  for (const [column, value] of terms) {
    if (value === 0) continue;
    p.indices.push(column);
    p.values.push(value);
  }
  p.starts.push(p.indices.length);
  p.rowLower.push(lower);
  p.rowUpper.push(upper);
}
