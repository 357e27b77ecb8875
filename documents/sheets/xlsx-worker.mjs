// @ts-check
/**
 * Reads one uploaded .xlsx inside a worker thread, so that a hostile file can only exhaust the worker.
 * Plain JavaScript on purpose: it is started from a path by Next, by tsx and by vitest alike, and none of them compiles it.
 * Nothing is inflated that is not read, and what is read is counted while it is inflated.
 */
import { parentPort, workerData } from "node:worker_threads";
import { SaxesParser } from "saxes";
import { fromBuffer } from "yauzl";
import { cellOf, dateKinds, formatKind, SheetRefusal, unescapeText } from "./xlsx-cells.mjs";

/**
 * @typedef {import("yauzl").Entry} Entry
 * @typedef {import("yauzl").ZipFile} ZipFile
 * @typedef {import("./read").SheetLimits} SheetLimits
 * @typedef {import("../../domain/imports/schema").SheetRow} SheetRow
 * @typedef {{ local: string, attributes: Record<string, string> }} Tag
 * @typedef {{ open?: (tag: Tag) => boolean | void, text?: (text: string) => void, close?: (local: string) => boolean | void }} Handlers
 */

/** Bytes without a single tag: no cell of 32,767 characters takes this much, so something else is hiding there. */
const TAGLESS_BYTES = 1_000_000;
/** Cells and rows with or without a value; past this the sheet is mostly formatting. */
const ELEMENTS = 1_100_000;
const FILLED_CELLS = 1_000_000;
const TEXT_CHARS = 20_000_000;
const SHEETS = 50;
const BATCH_ROWS = 500;

const TOO_BIG = /** @type {const} */ ("payload_too_large");
const WRONG_TYPE = /** @type {const} */ ("unsupported_media_type");
const BROKEN = /** @type {const} */ ("validation_failed");

const port = parentPort;

/** @param {unknown} reason */
function refusalOf(reason) {
  if (reason instanceof SheetRefusal) return { kind: "refused", code: reason.code, message: reason.message };
  if (isBug(reason)) throw reason;
  if (reason instanceof Error && reason.message.startsWith("too many bytes in the stream")) {
    return {
      kind: "refused",
      code: TOO_BIG,
      message: "解压后的大小和文件里写的不一致，不能导入。请用 Excel 或 WPS 另存为 .xlsx 再传",
    };
  }
  // yauzl and saxes complain in English about bytes; the user can only do one thing about it.
  return {
    kind: "refused",
    code: BROKEN,
    message: "文件读不出来，可能没传完整或已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 再传",
  };
}

/** Text that is not UTF-8 is a TypeError too, but the file's fault. @param {unknown} reason */
const isBug = (reason) =>
  reason instanceof ReferenceError ||
  (reason instanceof TypeError && !("code" in reason && reason.code === "ERR_ENCODING_INVALID_ENCODED_DATA"));

/**
 * @param {Uint8Array} bytes
 * @param {SheetLimits} limits
 */
async function readWorkbook(bytes, limits) {
  const zip = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const entries = await listEntries(zip, limits);
  const budget = { left: limits.inflatedBytes, mb: Math.round(limits.inflatedBytes / 1_000_000) };
  /** @type {(entry: Entry, handlers: Handlers) => Promise<void>} */
  const read = (entry, handlers) => parseEntry(zip, entry, budget, handlers);

  const workbook = entries.get("xl/workbook.xml");
  if (!workbook) throw notWorkbook(entries);
  const { sheets, isDate1904 } = await readSheetList(read, workbook);
  const targets = await readTargets(read, entries.get("xl/_rels/workbook.xml.rels"));
  const kinds = await readStyles(read, entries.get("xl/styles.xml"));
  const strings = await readStrings(read, entries.get("xl/sharedstrings.xml"), limits);

  const totals = { rows: 0, cells: 0, chars: 0, elements: 0 };
  for (const sheet of sheets) {
    const target = targets.get(sheet.relation);
    const entry = target?.isWorksheet ? entries.get(target.path) : undefined;
    if (!entry) continue;
    port?.postMessage({ kind: "sheet", name: sheet.name, hidden: sheet.hidden });
    await readSheet(read, entry, { strings, kinds, isDate1904, limits, totals });
  }
}

/**
 * @param {Buffer} bytes
 * @returns {Promise<ZipFile>}
 */
const openZip = (bytes) =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });

/**
 * @param {ZipFile} zip
 * @param {(entry: Entry) => void} visit
 * @returns {Promise<void>}
 */
const eachEntry = (zip, visit) =>
  new Promise((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", resolve);
    zip.on("entry", (entry) => {
      try {
        visit(entry);
        zip.readEntry();
      } catch (reason) {
        reject(reason);
      }
    });
    zip.readEntry();
  });

/**
 * @param {ZipFile} zip
 * @param {Entry} entry
 * @returns {Promise<import("node:stream").Readable>}
 */
const openStream = (zip, entry) =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });

/**
 * The whole central directory first: what must not be in the file is refused before anything is inflated.
 * @param {ZipFile} zip
 * @param {SheetLimits} limits
 */
async function listEntries(zip, limits) {
  if (zip.entryCount > limits.entries)
    throw new SheetRefusal(TOO_BIG, `文件里有 ${zip.entryCount} 个部件，最多 ${limits.entries} 个`);
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  let declared = 0;
  await eachEntry(zip, (entry) => {
    const name = entry.fileName.toLowerCase();
    if (entries.size >= limits.entries) throw new SheetRefusal(TOO_BIG, `文件里的部件太多，最多 ${limits.entries} 个`);
    if (entries.has(name)) throw new SheetRefusal(BROKEN, "文件结构不正常（同名部件），请另存为 .xlsx 再传");
    if (entry.isEncrypted()) throw new SheetRefusal(WRONG_TYPE, "文件加了密码，读不了。请去掉密码再传");
    refuseActiveContent(name);
    declared += entry.uncompressedSize;
    entries.set(name, entry);
  });
  if (declared > limits.inflatedBytes) {
    throw new SheetRefusal(
      TOO_BIG,
      `解压后超过 ${Math.round(limits.inflatedBytes / 1_000_000)} MB，读不了。请拆成几个文件再传`,
    );
  }
  return entries;
}

/** @param {string} name */
function refuseActiveContent(name) {
  if (/vbaproject|^xl\/macrosheets\/|^xl\/dialogsheets\//.test(name)) {
    throw new SheetRefusal(WRONG_TYPE, "文件带宏，不能导入。请另存为不带宏的 .xlsx 再传");
  }
  if (/^xl\/(activex|embeddings|ctrlprops)\//.test(name)) {
    throw new SheetRefusal(WRONG_TYPE, "表里嵌了控件或别的文件，不能导入。请删掉它们，另存为 .xlsx 再传");
  }
  if (/^xl\/externallinks\//.test(name)) {
    throw new SheetRefusal(WRONG_TYPE, "表里引用了别的文件（外部链接），不能导入。请把公式粘贴成数值再传");
  }
}

/** @param {Map<string, Entry>} entries */
function notWorkbook(entries) {
  if (entries.has("xl/workbook.bin")) return new SheetRefusal(WRONG_TYPE, "这是 .xlsb 文件，请另存为 .xlsx 再传");
  if (entries.has("word/document.xml")) return new SheetRefusal(WRONG_TYPE, "这是 Word 文档，不是 Excel 表格");
  if (entries.has("ppt/presentation.xml")) return new SheetRefusal(WRONG_TYPE, "这是 PowerPoint 文件，不是 Excel 表格");
  if (entries.has("content.xml")) return new SheetRefusal(WRONG_TYPE, "这是 .ods 表格，请另存为 .xlsx 再传");
  return new SheetRefusal(WRONG_TYPE, "这是压缩包，不是 Excel 表格。请传 .xlsx 文件");
}

/**
 * Streams one part through the XML parser. A handler that answers `false` ends the reading of the part.
 * @param {ZipFile} zip
 * @param {Entry} entry
 * @param {{ left: number, mb: number }} budget
 * @param {Handlers} handlers
 */
async function parseEntry(zip, entry, budget, handlers) {
  const stream = await openStream(zip, entry);
  const parser = new SaxesParser({ position: false });
  let isDone = false;
  let sinceTag = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new SheetRefusal(BROKEN, "文件里有不允许的声明（DOCTYPE），不能导入。请用 Excel 或 WPS 另存为 .xlsx 再传");
  });
  parser.on("opentag", ({ name, attributes }) => {
    sinceTag = 0;
    if (
      !isDone &&
      handlers.open?.({ local: localName(name), attributes: /** @type {Record<string, string>} */ (attributes) }) ===
        false
    )
      isDone = true;
  });
  parser.on("text", (text) => {
    if (!isDone) handlers.text?.(text);
  });
  parser.on("cdata", (text) => {
    if (!isDone) handlers.text?.(text);
  });
  parser.on("closetag", ({ name }) => {
    sinceTag = 0;
    if (!isDone && handlers.close?.(localName(name)) === false) isDone = true;
  });
  try {
    /** @type {TextDecoder | undefined} */
    let decoder;
    for await (const piece of stream) {
      const chunk = /** @type {Buffer} */ (piece);
      budget.left -= chunk.length;
      if (budget.left < 0) throw new SheetRefusal(TOO_BIG, `解压后超过 ${budget.mb} MB，读不了。请拆成几个文件再传`);
      sinceTag += chunk.length;
      decoder ??= decoderOf(chunk);
      parser.write(decoder.decode(chunk, { stream: true }));
      if (isDone) break;
      if (sinceTag > TAGLESS_BYTES)
        throw new SheetRefusal(TOO_BIG, "表里有一段内容太长，读不了。单个格子最多 32,767 个字");
    }
    if (!isDone) parser.close();
  } finally {
    stream.destroy();
  }
}

/** @param {Uint8Array} head */
function decoderOf(head) {
  const label =
    head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(label, { fatal: true });
}

/** @param {string} name */
function localName(name) {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/**
 * @param {(entry: Entry, handlers: Handlers) => Promise<void>} read
 * @param {Entry} entry
 */
async function readSheetList(read, entry) {
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
 * @param {(entry: Entry, handlers: Handlers) => Promise<void>} read
 * @param {Entry | undefined} entry
 */
async function readTargets(read, entry) {
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
 * @param {(entry: Entry, handlers: Handlers) => Promise<void>} read
 * @param {Entry | undefined} entry
 */
async function readStyles(read, entry) {
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
 * @param {(entry: Entry, handlers: Handlers) => Promise<void>} read
 * @param {Entry | undefined} entry
 * @param {SheetLimits} limits
 */
async function readStrings(read, entry, limits) {
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

/** @param {SheetLimits} limits */
const tooLongCell = (limits) => new SheetRefusal(TOO_BIG, `有一个格子超过 ${thousands(limits.cellChars)} 个字，读不了`);
const tooMuchText = () => new SheetRefusal(TOO_BIG, "表里的内容太多，读不了。请拆成几个文件再传");

/**
 * Rows leave for the main thread in batches: the worker never holds a whole sheet.
 * @param {(entry: Entry, handlers: Handlers) => Promise<void>} read
 * @param {Entry} entry
 * @param {{ strings: string[], kinds: string[], isDate1904: boolean, limits: SheetLimits,
 *   totals: { rows: number, cells: number, chars: number, elements: number } }} context
 */
async function readSheet(read, entry, { strings, kinds, isDate1904, limits, totals }) {
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
    if (batch.length > 0) port?.postMessage({ kind: "rows", rows: batch });
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
        const merge = mergeOf(attributes.ref ?? "");
        if (merge) port?.postMessage({ kind: "merge", merge });
      } else if (local === "col" && isOn(attributes.hidden)) {
        const first = Number(attributes.min);
        const last = Math.min(Number(attributes.max), limits.columns);
        port?.postMessage({ kind: "hidden", columns: range(first, last) });
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

/** @param {SheetLimits} limits */
const tooManyRows = (limits) =>
  new SheetRefusal(TOO_BIG, `超过 ${thousands(limits.rows)} 行，一次读不了。什么都没有写入，请拆成几个文件再传`);

/** @param {number} n */
const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** @param {string | undefined} text @param {number} fallback */
function numberOf(text, fallback) {
  const value = Number(text);
  return text && Number.isInteger(value) && value > 0 ? value : fallback;
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

if (port) {
  /** @type {{ bytes: Uint8Array, limits: SheetLimits }} */
  const { bytes, limits } = workerData;
  readWorkbook(bytes, limits).then(
    () => port.postMessage({ kind: "done" }),
    (reason) => port.postMessage(refusalOf(reason)),
  );
}
