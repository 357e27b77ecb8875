// @ts-check
/** The small parts of a workbook: list of sheets, where they are, styles, shared strings. */
import { dateKinds, formatKind, unescapeText } from "./xlsx-cells.mjs";
import { FILLED_CELLS, SheetRefusal, TEXT_CHARS, TOO_BIG, tooLongCell, tooMuchText } from "./xlsx-refusal.mjs";

/**
 * @typedef {import("yauzl").Entry} Entry
 * @typedef {import("./read").SheetLimits} SheetLimits
 * @typedef {import("./xlsx-zip.mjs").Handlers} Handlers
 * @typedef {(entry: Entry, handlers: Handlers) => Promise<void>} Read streams one part through the handlers
 */

const SHEETS = 50;

/**
 * @param {Read} read
 * @param {Entry} entry
 */
export async function readSheetList(read, entry) {
  /** @type {{ name: string, relation: string, hidden: boolean }[]} */
  const sheets = [];
  let isDate1904 = false;
  await read(entry, {
    open({ local, attributes }) {
      if (local === "workbookPr") isDate1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
      if (local !== "sheet") return;
      if (sheets.length >= SHEETS) throw new SheetRefusal(TOO_BIG, `工作表超过 ${SHEETS} 张，请拆成几个文件再传`);
      const relation = Object.keys(attributes).find((name) => name.endsWith(":id"));
      const isHidden = attributes.state === "hidden" || attributes.state === "veryHidden";
      sheets.push({
        name: attributes.name ?? "",
        relation: (relation && attributes[relation]) ?? "",
        hidden: isHidden,
      });
    },
  });
  return { sheets, isDate1904 };
}

/**
 * @param {Read} read
 * @param {Entry | undefined} entry
 */
export async function readTargets(read, entry) {
  /** @type {Map<string, { path: string, isWorksheet: boolean }>} */
  const targets = new Map();
  if (!entry) return targets;
  await read(entry, {
    open({ local, attributes }) {
      if (local !== "Relationship" || attributes.TargetMode === "External") return;
      const target = attributes.Target ?? "";
      const path = (target.startsWith("/") ? target.slice(1) : `xl/${target}`).toLowerCase();
      targets.set(attributes.Id ?? "", { path, isWorksheet: (attributes.Type ?? "").endsWith("/worksheet") });
    },
  });
  return targets;
}

/**
 * The kind of every cell style, by its place in cellXfs.
 * @param {Read} read
 * @param {Entry | undefined} entry
 */
export async function readStyles(read, entry) {
  /** @type {Map<number, string>} */
  const formats = new Map();
  /** @type {number[]} */
  const ids = [];
  let isInCellFormats = false;
  if (!entry) return [];
  await read(entry, {
    open({ local, attributes }) {
      if (local === "numFmt") formats.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      else if (local === "cellXfs") isInCellFormats = true;
      else if (local === "xf" && isInCellFormats) ids.push(Number(attributes.numFmtId ?? 0));
      if (ids.length > 70_000) throw new SheetRefusal(TOO_BIG, "表里的格式太多，读不了。请新建一张表，只粘贴数值再传");
    },
    close(local) {
      if (local === "cellXfs") isInCellFormats = false;
    },
  });
  return ids.map((id) => dateKinds.get(id) ?? formatKind(formats.get(id) ?? ""));
}

/**
 * @param {Read} read
 * @param {Entry | undefined} entry
 * @param {SheetLimits} limits
 */
export async function readStrings(read, entry, limits) {
  /** @type {string[]} */
  const strings = [];
  if (!entry) return strings;
  let chars = 0;
  let text = "";
  let isInText = false;
  let phonetic = 0;
  await read(entry, {
    open({ local }) {
      if (local === "si") text = "";
      else if (local === "rPh") phonetic += 1;
      else if (local === "t") isInText = phonetic === 0;
    },
    text(piece) {
      if (!isInText) return;
      text += piece;
      if (text.length > limits.cellChars * 7) throw tooLongCell(limits);
    },
    close(local) {
      if (local === "t") isInText = false;
      else if (local === "rPh") phonetic -= 1;
      else if (local === "si") {
        const value = unescapeText(text);
        if (value.length > limits.cellChars) throw tooLongCell(limits);
        chars += value.length;
        strings.push(value);
        if (chars > TEXT_CHARS || strings.length > FILLED_CELLS) throw tooMuchText();
      }
    },
  });
  return strings;
}
