// @ts-check
/** The zip around a workbook: its directory is judged first, then single parts are streamed through an XML parser. */
import { SaxesParser } from "saxes";
import { fromBuffer } from "yauzl";
import { BROKEN, SheetRefusal, TOO_BIG, WRONG_TYPE } from "./xlsx-refusal.mjs";

/**
 * @typedef {import("yauzl").Entry} Entry
 * @typedef {import("yauzl").ZipFile} ZipFile
 * @typedef {import("./read").SheetLimits} SheetLimits
 * @typedef {{ local: string, attributes: Record<string, string> }} Tag
 * @typedef {{ open?: (tag: Tag) => boolean | void, text?: (text: string) => void, close?: (local: string) => boolean | void }} Handlers
 */

/** Bytes without a single tag: no cell of 32,767 characters takes this much, so something else is hiding there. */
const TAGLESS_BYTES = 1_000_000;

/**
 * @param {Buffer} bytes
 * @returns {Promise<ZipFile>}
 */
export const openZip = (bytes) =>
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
export async function listEntries(zip, limits) {
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

/** What a zip without a workbook is instead. @param {Map<string, Entry>} entries */
export function notWorkbook(entries) {
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
export async function parseEntry(zip, entry, budget, handlers) {
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
