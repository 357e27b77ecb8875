/**
 * One cell with content. `value`: text, number, boolean, a date as "2026-09-13" or "2026-09-13T10:30:00", a time of day as
 * "10:30:00", null for a formula that was saved without a result. `raw` is what the file holds ("46278").
 */
export type SheetCell = {
  /** From 1 (A). */
  column: number;
  kind: "text" | "number" | "date" | "time" | "bool" | "error" | "blank";
  value: string | number | boolean | null;
  raw: string;
  /** The value is the result the formula had when the file was saved. */
  formula?: true;
};
/** A row with at least one cell; `row` is the number Excel shows. */
export type SheetRow = { row: number; cells: SheetCell[]; hidden?: true };
/** Merged cells keep their value in the first cell. */
export type MergedRange = { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number };
export type Sheet = { name: string; hidden: boolean; rows: SheetRow[]; merges: MergedRange[]; hiddenColumns: number[] };
