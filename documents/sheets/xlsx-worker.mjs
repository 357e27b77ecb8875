// @ts-check
/**
 * Reads one uploaded .xlsx inside a worker thread, so that a hostile file can only exhaust the worker.
 * Plain JavaScript on purpose: it is started from a path by Next, by tsx and by vitest alike, and none of them compiles it.
 * Nothing is inflated that is not read, and what is read is counted while it is inflated.
 */
import { parentPort, workerData } from "node:worker_threads";
import { readSheetList, readStrings, readStyles, readTargets } from "./xlsx-parts.mjs";
import { BROKEN, SheetRefusal, TOO_BIG } from "./xlsx-refusal.mjs";
import { readSheet } from "./xlsx-sheet.mjs";
import { listEntries, notWorkbook, openZip, parseEntry } from "./xlsx-zip.mjs";

/** @typedef {import("./read").SheetLimits} SheetLimits */

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
  /** @type {import("./xlsx-parts.mjs").Read} */
  const read = (entry, handlers) => parseEntry(zip, entry, budget, handlers);

  const workbook = entries.get("xl/workbook.xml");
  if (!workbook) throw notWorkbook(entries);
  const { sheets, isDate1904 } = await readSheetList(read, workbook);
  const targets = await readTargets(read, entries.get("xl/_rels/workbook.xml.rels"));
  const kinds = await readStyles(read, entries.get("xl/styles.xml"));
  const strings = await readStrings(read, entries.get("xl/sharedstrings.xml"), limits);

  /** @param {object} message */
  const emit = (message) => port?.postMessage(message);
  const totals = { rows: 0, cells: 0, chars: 0, elements: 0, merges: 0 };
  for (const sheet of sheets) {
    const target = targets.get(sheet.relation);
    const entry = target?.isWorksheet ? entries.get(target.path) : undefined;
    if (!entry) continue;
    emit({ kind: "sheet", name: sheet.name, hidden: sheet.hidden });
    await readSheet(read, entry, { strings, kinds, isDate1904, limits, emit, totals });
  }
}

if (port) {
  /** @type {{ bytes: Uint8Array, limits: SheetLimits }} */
  const { bytes, limits } = workerData;
  readWorkbook(bytes, limits).then(
    () => port.postMessage({ kind: "done" }),
    (reason) => port.postMessage(refusalOf(reason)),
  );
}
