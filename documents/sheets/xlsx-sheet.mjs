// @ts-check
/** One worksheet, row by row. */
import { cellOf } from "./xlsx-cells.mjs";
import {
  FILLED_CELLS,
  SheetRefusal,
  TEXT_CHARS,
  TOO_BIG,
  tooLongCell,
  tooManyRows,
  tooMuchText,
} from "./xlsx-refusal.mjs";

/**
 * @typedef {import("yauzl").Entry} Entry
 * @typedef {import("./read").SheetLimits} SheetLimits
 * @typedef {import("./xlsx-zip.mjs").Handlers} Handlers
 * @typedef {import("./types").SheetRow} SheetRow
 * @typedef {(entry: Entry, handlers: Handlers) => Promise<void>} Read streams one part through the handlers
 */

/** Cells and rows with or without a value; past this the sheet is mostly formatting. */
const ELEMENTS = 1_100_000;
const MERGES = 20_000;
const BATCH_ROWS = 500;
/** Last row of Excel. */
const ROW_MAX = 1_048_576;

/**
 * Rows leave for the main thread in batches: the worker never holds a whole sheet.
 * @param {Read} read
 * @param {Entry} entry
 * @param {{ strings: string[], kinds: string[], isDate1904: boolean, limits: SheetLimits,
 *   emit: (message: object) => void, totals: { rows: number, cells: number, chars: number, elements: number, merges: number } }} context
 */
export async function readSheet(read, entry, { strings, kinds, isDate1904, limits, emit, totals }) {
  /** @type {SheetRow[]} */
  let batch = [];
  /** @type {SheetRow} */
  let row = { row: 0, cells: [] };
  let column = 0;
  /** @type {{ type: string, style: number, value: string, inline: string, hasFormula: boolean } | undefined} */
  let cell;
  let isInValue = false;
  let isInText = false;
  let phonetic = 0;
  const flush = () => {
    if (batch.length > 0) emit({ kind: "rows", rows: batch });
    batch = [];
  };
  const countElement = () => {
    totals.elements += 1;
    if (totals.elements > ELEMENTS) {
      throw new SheetRefusal(TOO_BIG, "表里空格子太多，读不了。请把内容复制到一张新表，另存再传");
    }
  };
  await read(entry, {
    open({ local, attributes }) {
      if (local === "row") {
        countElement();
        row = { row: numberOf(attributes.r, row.row + 1), cells: [], ...(isOn(attributes.hidden) && { hidden: true }) };
        column = 0;
      } else if (local === "c") {
        countElement();
        column = attributes.r ? columnNumber(attributes.r) : column + 1;
        cell = {
          type: attributes.t ?? "n",
          style: Number(attributes.s ?? 0),
          value: "",
          inline: "",
          hasFormula: false,
        };
      } else if (local === "f" && cell) cell.hasFormula = true;
      else if (local === "v") isInValue = true;
      else if (local === "rPh") phonetic += 1;
      else if (local === "t") isInText = phonetic === 0;
      else if (local === "mergeCell") {
        countElement();
        totals.merges += 1;
        if (totals.merges > MERGES) throw new SheetRefusal(TOO_BIG, "合并的格子太多，读不了。请取消合并再传");
        const merge = mergeOf(attributes.ref ?? "");
        if (merge) emit({ kind: "merge", merge });
      } else if (local === "col" && isOn(attributes.hidden)) {
        const first = Number(attributes.min);
        const last = Math.min(Number(attributes.max), limits.columns);
        emit({ kind: "hidden", columns: range(first, last) });
      }
    },
    text(piece) {
      if (!cell) return;
      if (isInValue) cell.value += piece;
      else if (isInText) cell.inline += piece;
      if (cell.value.length + cell.inline.length > limits.cellChars * 7) throw tooLongCell(limits);
    },
    close(local) {
      if (local === "v") isInValue = false;
      else if (local === "t") isInText = false;
      else if (local === "rPh") phonetic -= 1;
      else if (local === "c" && cell) {
        const read = cellOf(cell, column, { strings, kinds, isDate1904 });
        cell = undefined;
        if (!read) return;
        if (column > limits.columns)
          throw new SheetRefusal(TOO_BIG, `超过 ${limits.columns} 列，读不了。请删掉用不到的列再传`);
        totals.cells += 1;
        totals.chars += read.raw.length;
        if (read.raw.length > limits.cellChars) throw tooLongCell(limits);
        if (totals.cells > FILLED_CELLS || totals.chars > TEXT_CHARS) throw tooMuchText();
        row.cells.push(read);
      } else if (local === "row" && row.cells.length > 0) {
        totals.rows += 1;
        if (totals.rows > limits.rows) throw tooManyRows(limits);
        batch.push(row);
        if (batch.length >= BATCH_ROWS) flush();
      }
    },
  });
  flush();
}

/** @param {string | undefined} text @param {number} fallback */
function numberOf(text, fallback) {
  const value = Number(text);
  return text && Number.isInteger(value) && value > 0 && value <= ROW_MAX ? value : fallback;
}

/** @param {string | undefined} flag */
const isOn = (flag) => flag === "1" || flag === "true";

/** @param {number} first @param {number} last */
const range = (first, last) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** "AB12" → 28. @param {string} reference */
function columnNumber(reference) {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0);
    if (code < 65 || code > 90 || column > 100_000) break;
    column = column * 26 + code - 64;
  }
  return column;
}

/** @param {string} reference */
function mergeOf(reference) {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (!match) return undefined;
  return {
    firstRow: Number(match[2]),
    lastRow: Number(match[4]),
    firstColumn: columnNumber(match[1] ?? ""),
    lastColumn: columnNumber(match[3] ?? ""),
  };
}
