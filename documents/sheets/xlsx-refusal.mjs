// @ts-check
/** Why a workbook is not read: an AppError's code and the sentence for the user, as they cross the thread border. */

export const TOO_BIG = /** @type {const} */ ("payload_too_large");
export const WRONG_TYPE = /** @type {const} */ ("unsupported_media_type");
export const BROKEN = /** @type {const} */ ("validation_failed");

/** Over the whole workbook: cells with a value, and their characters. More would not fit into the memory of one import. */
export const FILLED_CELLS = 1_000_000;
export const TEXT_CHARS = 20_000_000;

export class SheetRefusal extends Error {
  /**
   * @param {import("./read").SheetRefusalCode} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** @param {import("./read").SheetLimits} limits */
export const tooLongCell = (limits) =>
  new SheetRefusal(TOO_BIG, `有一个格子超过 ${thousands(limits.cellChars)} 个字，读不了`);
export const tooMuchText = () => new SheetRefusal(TOO_BIG, "表里的内容太多，读不了。请拆成几个文件再传");
/** @param {import("./read").SheetLimits} limits */
export const tooManyRows = (limits) =>
  new SheetRefusal(TOO_BIG, `超过 ${thousands(limits.rows)} 行，一次读不了。什么都没有写入，请拆成几个文件再传`);

/** @param {number} n */
const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
