import type { Sheet, SheetCell, SheetRow } from "@/documents/sheets/types";
import { AppError } from "@/lib/errors";

/** One column that an import knows, by the names people give it. */
export type ColumnSpec = {
  /** First the name in our own template, then others in use; marks, blanks and notes in brackets do not matter. */
  names: readonly [string, ...string[]];
  /** Without this column the sheet is not of this kind. */
  isRequired?: true;
  /** Its content alone does not make a row (序号 filled in beforehand). */
  isIncidental?: true;
};
export type ColumnSpecs = Readonly<Record<string, ColumnSpec>>;

export type TableCell = SheetCell & { header: string };
/** What a cell held, as it is kept with a refused row. */
export type WrittenValue = Pick<SheetCell, "kind" | "value"> | null;
export type TableRow<K extends string> = {
  row: number;
  cells: Partial<Record<K, TableCell>>;
  /** The row as it stood in the sheet: one value per column of the table. */
  values: WrittenValue[];
};
export type SkippedRow = { row: number; why: "title" | "blank" | "total" | "footnote" | "repeated_header" };
export type Table<K extends string> = {
  sheet: string;
  headerRow: number;
  /** Header text by column key, in the order of the sheet. */
  headers: Partial<Record<K, string>>;
  /** All columns with a header from left to right; `written` is the header as it stands in the sheet. */
  columns: { column: number; header: string; written: string; isKnown: boolean }[];
  rows: TableRow<K>[];
  skipped: SkippedRow[];
};

type Header<K extends string> = {
  row: number;
  columns: Map<number, { key: K; header: string }>;
  score: number;
  /** Two columns for one thing; only an error if this row turns out to be the header. */
  clash?: string;
};

/** A header further down than this is not looked for. */
const HEADER_ROWS = 40;
/** So many known names make a header; a title or a data row does not hold two of them. */
const KNOWN_NAMES_MIN = 2;
/** More filled-down cells than this no sheet of people has; merges may overlap in a hostile one. */
const FILLED_MAX = 200_000;

/**
 * Finds the table in the sheets of a workbook: the visible sheet whose header has the most known columns.
 * Throws AppError validation_failed when there is none, a required column is missing, or two columns have the same name.
 */
export function findTable<Specs extends ColumnSpecs>(
  sheets: readonly Sheet[],
  specs: Specs,
): Table<Extract<keyof Specs, string>> {
  type K = Extract<keyof Specs, string>;
  const visible = sheets.filter((sheet) => !sheet.hidden);
  const found = visible
    .map((sheet) => ({ sheet, header: findHeader<K>(sheet, specs) }))
    .filter((candidate): candidate is { sheet: Sheet; header: Header<K> } => candidate.header !== undefined)
    .sort((a, b) => b.header.score - a.header.score)[0];
  const names = requiredNames(specs);
  if (!found) {
    throw new AppError("validation_failed", `没找到表头。表里要有一行列名，至少包括：${names.join("、")}`);
  }
  if (found.header.clash) {
    throw new AppError("validation_failed", `第 ${found.header.row} 行表头里${found.header.clash}，请只留一列`);
  }
  const missing = names.filter(
    (name) => ![...found.header.columns.values()].some((c) => specs[c.key]?.names[0] === name),
  );
  if (missing.length > 0) {
    throw new AppError("validation_failed", `第 ${found.header.row} 行是表头，但缺少列：${missing.join("、")}`);
  }
  return tableBelow(found.sheet, found.header, specs);
}

function requiredNames(specs: ColumnSpecs): string[] {
  return Object.values(specs)
    .filter((spec) => spec.isRequired)
    .map((spec) => spec.names[0]);
}

function findHeader<K extends string>(sheet: Sheet, specs: ColumnSpecs): Header<K> | undefined {
  const byName = new Map<string, K>();
  for (const [key, spec] of Object.entries(specs)) {
    for (const name of spec.names) byName.set(headerText(name).toLowerCase(), key as K);
  }
  let best: Header<K> | undefined;
  for (const row of sheet.rows.slice(0, HEADER_ROWS)) {
    const header = headerIn(row, byName);
    if (header.score >= KNOWN_NAMES_MIN && header.score > (best?.score ?? 0)) best = header;
  }
  return best;
}

function headerIn<K extends string>(row: SheetRow, byName: Map<string, K>): Header<K> {
  const columns = new Map<number, { key: K; header: string }>();
  const seen = new Map<K, string>();
  let clash: string | undefined;
  for (const cell of row.cells) {
    if (cell.kind !== "text") continue;
    const header = headerText(cell.raw);
    const key = byName.get(header.toLowerCase());
    if (key === undefined) continue;
    const other = seen.get(key);
    if (other !== undefined) {
      clash ??= other === header ? `两列都叫“${header}”` : `“${other}”和“${header}”是同一项`;
      continue;
    }
    seen.set(key, header);
    columns.set(cell.column, { key, header });
  }
  return { row: row.row, columns, score: columns.size, ...(clash && { clash }) };
}

/** "*姓名" → 姓名, "联系电话\n(手机)" → 联系电话, "实际分娩\n日期" → 实际分娩日期, "能量 kcal" → 能量kcal. */
export function headerText(raw: string): string {
  const plain = raw
    .normalize("NFKC")
    .replace(/[\s*\u200b-\u200f\ufeff]/g, "")
    .replace(/[:：]$/, "");
  return plain.replace(/(.)[([【][^()[\]【】]*[)\]】]$/, "$1") || plain;
}

function tableBelow<K extends string>(sheet: Sheet, header: Header<K>, specs: ColumnSpecs): Table<K> {
  const rows: TableRow<K>[] = [];
  const skipped: SkippedRow[] = [];
  const filled = filledDown(sheet, header);
  const across = rowsAcross(sheet);
  const columns = columnsOf(sheet, header);
  for (const row of sheet.rows) {
    if (row.row < header.row) skipped.push({ row: row.row, why: "title" });
    if (row.row <= header.row) continue;
    const why = whySkipped(row, across, header, specs);
    if (why) skipped.push({ row: row.row, why });
    else rows.push(rowOf(row, header, columns, filled));
  }
  const headers = Object.fromEntries([...header.columns.values()].map(({ key, header: text }) => [key, text]));
  return {
    sheet: sheet.name,
    headerRow: header.row,
    headers: headers as Partial<Record<K, string>>,
    columns,
    rows,
    skipped,
  };
}

function columnsOf<K extends string>(sheet: Sheet, header: Header<K>): Table<K>["columns"] {
  const cells = sheet.rows.find((row) => row.row === header.row)?.cells ?? [];
  return cells
    .filter((cell) => cell.kind === "text" && headerText(cell.raw) !== "")
    .map((cell) => ({
      column: cell.column,
      header: headerText(cell.raw),
      written: cell.raw,
      isKnown: header.columns.has(cell.column),
    }))
    .sort((a, b) => a.column - b.column);
}

/** Values of cells merged downwards, by column and row: each row of the merge has the value of its first. */
function filledDown<K extends string>(sheet: Sheet, header: Header<K>): Map<string, SheetCell> {
  const filled = new Map<string, SheetCell>();
  const places = new Map(sheet.rows.map((row, i) => [row.row, i]));
  for (const merge of sheet.merges) {
    const isDown =
      merge.firstRow > header.row && merge.lastRow > merge.firstRow && header.columns.has(merge.firstColumn);
    const place = isDown ? places.get(merge.firstRow) : undefined;
    if (place === undefined) continue;
    const source = sheet.rows[place]?.cells.find((cell) => cell.column === merge.firstColumn);
    for (let i = place + 1; source && filled.size < FILLED_MAX; i++) {
      const row = sheet.rows[i]?.row;
      if (row === undefined || row > merge.lastRow) break;
      filled.set(`${merge.firstColumn}:${row}`, source);
    }
  }
  return filled;
}

/** Rows that a merge of three and more columns runs across, as titles and footnotes do. */
function rowsAcross(sheet: Sheet): Set<number> {
  const wide = sheet.merges.filter((merge) => merge.lastColumn - merge.firstColumn >= 2);
  return new Set(
    wide.flatMap(({ firstRow, lastRow }) => (lastRow - firstRow < 10 ? rowNumbers(firstRow, lastRow) : [])),
  );
}

const rowNumbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

function whySkipped<K extends string>(
  row: SheetRow,
  across: Set<number>,
  header: Header<K>,
  specs: ColumnSpecs,
): SkippedRow["why"] | undefined {
  const written = row.cells.filter((cell) => cell.kind === "blank" || cell.raw.trim() !== "");
  const first = written[0];
  if (!first) return "blank";
  const text = first.kind === "text" ? first.raw.normalize("NFKC").replace(/\s/g, "") : "";
  const isSparse = written.length <= Math.max(2, header.columns.size / 2);
  if (isSparse && /^(合计|总计|小计|共计|累计|本页|总数|total|subtotal)/i.test(text)) return "total";
  if (isFootnote(text, written.length, across.has(row.row))) return "footnote";
  const own = written.filter((cell) => {
    const key = header.columns.get(cell.column)?.key;
    return key !== undefined && !specs[key]?.isIncidental;
  });
  if (own.length === 0) return "blank";
  const repeats = own.filter((cell) => headerText(cell.raw) === header.columns.get(cell.column)?.header).length;
  return repeats > 1 && repeats >= own.length / 2 ? "repeated_header" : undefined;
}

function isFootnote(text: string, count: number, isAcross: boolean): boolean {
  if (/^(填表|制表|审核|复核|打印|※|备注:|注:|说明:|提示:)/.test(text) && count <= 4) return true;
  return count === 1 && text !== "" && (isAcross || text.length > 30);
}

function rowOf<K extends string>(
  row: SheetRow,
  header: Header<K>,
  columns: Table<K>["columns"],
  filled: Map<string, SheetCell>,
): TableRow<K> {
  const own = new Map(row.cells.map((cell) => [cell.column, cell]));
  const cells: TableRow<K>["cells"] = {};
  for (const [column, { key, header: text }] of header.columns) {
    const cell = own.get(column) ?? filled.get(`${column}:${row.row}`);
    if (cell) cells[key] = { ...cell, header: text };
  }
  const values = columns.map(({ column }): WrittenValue => {
    const cell = own.get(column) ?? filled.get(`${column}:${row.row}`);
    return cell ? { kind: cell.kind, value: cell.value } : null;
  });
  return { row: row.row, cells, values };
}
