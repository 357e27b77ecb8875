// @ts-check
/** What one cell of a sheet means: its kind from type and number format, dates from serial numbers. */

/**
 * Built-in formats that are dates or times (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are the Chinese ones).
 * @type {Map<number, string>}
 */
export const dateKinds = new Map([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(
    (id) => /** @type {const} */ ([id, "date"]),
  ),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 55, 56].map((id) => /** @type {const} */ ([id, "time"])),
  ...[45, 46, 47].map((id) => /** @type {const} */ ([id, "number"])),
]);

/**
 * "yyyy\"年\"m\"月\"d\"日\"" → date, "h:mm" → time, "#,##0.00" → number. Durations ("[h]:mm") stay numbers.
 * @param {string} code
 */
export function formatKind(code) {
  const first = code.replace(/"[^"]*"|\\.|_.|\*./g, "").split(";")[0] ?? "";
  if (/\[(h+|m+|s+)\]/i.test(first)) return "number";
  const letters = first.replace(/\[[^\]]*\]/g, "").replace(/general/gi, "");
  if (/[yde年日]/i.test(letters.replace(/[#0?.]e[+-]/gi, ""))) return "date";
  if (/[hs时秒]/i.test(letters)) return "time";
  return /m|月/i.test(letters) ? "date" : "number";
}

/** Characters XML cannot hold are written _x000D_ (ECMA-376 part 1, 22.9.2.19). @param {string} text */
export function unescapeText(text) {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * @param {{ type: string, style: number, value: string, inline: string, hasFormula: boolean }} cell
 * @param {number} column
 * @param {{ strings: string[], kinds: string[], isDate1904: boolean }} book
 * @returns {import("./types").SheetCell | undefined} nothing for a cell without content
 */
export function cellOf(cell, column, { strings, kinds, isDate1904 }) {
  const formula = cell.hasFormula ? /** @type {const} */ ({ formula: true }) : {};
  if (cell.type === "inlineStr" || cell.type === "s" || cell.type === "str") {
    const text =
      cell.type === "s"
        ? (strings[Number(cell.value)] ?? "")
        : unescapeText(cell.type === "str" ? cell.value : cell.inline);
    if (text === "" && !cell.hasFormula) return undefined;
    return { column, kind: "text", value: text, raw: text, ...formula };
  }
  if (cell.value === "")
    return cell.hasFormula ? { column, kind: "blank", value: null, raw: "", ...formula } : undefined;
  if (cell.type === "b")
    return { column, kind: "bool", value: cell.value === "1" || cell.value === "true", raw: cell.value, ...formula };
  if (cell.type === "e") return { column, kind: "error", value: cell.value, raw: cell.value, ...formula };
  if (cell.type === "d")
    return {
      column,
      kind: "date",
      value: cell.value.replace(/(T00:00:00(\.0+)?)?Z?$/, ""),
      raw: cell.value,
      ...formula,
    };
  const number = Number(cell.value);
  if (!Number.isFinite(number)) return { column, kind: "text", value: cell.value, raw: cell.value, ...formula };
  const kind = kinds[cell.style] ?? "number";
  const moment = kind === "number" ? undefined : momentOf(number, kind === "time", isDate1904);
  if (moment)
    return {
      column,
      kind: kind === "time" && number < 1 ? "time" : "date",
      value: moment,
      raw: cell.value,
      ...formula,
    };
  return { column, kind: "number", value: number, raw: cell.value, ...formula };
}

/**
 * Serial number → "2026-09-13", "2026-09-13T10:30:00" or, for a time of day alone, "10:30:00".
 * @param {number} serial @param {boolean} isTime @param {boolean} isDate1904
 */
function momentOf(serial, isTime, isDate1904) {
  const whole = Math.floor(serial);
  const seconds = Math.round((serial - whole) * 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (isTime && whole === 0) return clock;
  const day = dayOfSerial(whole + (seconds === 86_400 ? 1 : 0), isDate1904);
  if (!day) return undefined;
  return seconds % 86_400 === 0 ? day : `${day}T${clock}`;
}

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/**
 * Day of a serial number. Lotus counted a 29 February 1900 that never was, so serials below 60 are one off;
 * Mac books count from 1904-01-01.
 * @param {number} serial @param {boolean} [isDate1904]
 */
export function dayOfSerial(serial, isDate1904 = false) {
  const days = isDate1904 ? serial + 1462 : serial;
  if (days < 1 || days === 60 || days > 2_958_465) return undefined;
  const unix = (days < 60 ? days : days - 1) - 25_568;
  return new Date(unix * 86_400_000).toISOString().slice(0, 10);
}
