import { addDays, type Day, day, daysBetween, isDay } from "@/lib/time";
import { brokenFormula, halfWidth, rawText } from "./cells";
import type { TableCell } from "./table";
import type { Finding, Reading } from "./verdict";

/** Serial numbers of 2000-01-01 and 2099-12-31: what else stands in a date column is not a date. */
const SERIAL_MIN = 36_526;
const SERIAL_MAX = 73_050;
/** Day 0 of Excel's count for every day after February 1900. */
const SERIAL_ORIGIN = day("1899-12-30");
/** Due dates, stays and births lie around the import; further away the year is a slip. */
const AROUND_DAYS = 3 * 366;

/** Longer text is no date, and not worth the patterns below. */
const DATE_CHARS = 40;

type Options = { isRequired?: boolean /** With it, days more than three years away are refused. */; today?: Day };

/**
 * A day from a date cell, a serial number (as number or text), 2026年12月4日, 2026/12/4, 2026.12.4 or 20261204.
 * Impossible days, words, missing years and orders that could be read two ways are refused.
 */
export function readDate(
  cell: TableCell | undefined,
  { isRequired = false, today }: Options = {},
): Reading<Day | null> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const raw = rawText(cell);
  const text = halfWidth(raw).trim();
  if (text === "") {
    return isRequired
      ? { error: { code: "MISSING_DATE", error: "必填，没有日期", advice: "补日期" } }
      : { value: null };
  }
  if (text.length > DATE_CHARS) return { error: notDate(isRequired) };
  const reading =
    cell?.kind === "date"
      ? dateCell(text)
      : cell?.kind === "number"
        ? serialNumber(text)
        : dateText(text, raw, isRequired);
  if ("error" in reading || today === undefined) return reading;
  const years = Math.abs(daysBetween(today, reading.value)) > AROUND_DAYS;
  return years
    ? { error: { code: "DATE_FAR", error: `${reading.value.slice(0, 4)} 年离现在太远`, advice: "核对年份" } }
    : reading;
}

function dateCell(text: string): Reading<Day> {
  const date = text.slice(0, 10);
  return isDay(date) ? { value: date } : { error: notDate(false) };
}

const notDate = (isRequired: boolean): Finding =>
  isRequired
    ? { code: "DATE_TEXT", error: "必填日期，不能写文字", advice: "先留空另存草稿，或补日期" }
    : { code: "DATE_TEXT", error: "应为日期，不能写文字", advice: "补日期，没有就留空" };

function serialNumber(text: string): Reading<Day> {
  const compact = /^\d{8}$/.test(text) ? compactDate(text) : undefined;
  if (compact) return compact;
  const value = daySerial(Number(text));
  if (!value) return { error: { code: "DATE_NUMBER", error: "是数字，不是日期", advice: "改成 2026-12-04 这样" } };
  return { value, warning: { code: "EXCEL_SERIAL_NUMBER", error: "日期序号已读成日期", result: value } };
}

/** Day of a serial number of Excel's 1900 system, between 2000 and 2099. */
const daySerial = (serial: number): Day | undefined =>
  serial >= SERIAL_MIN && serial < SERIAL_MAX + 1 ? addDays(SERIAL_ORIGIN, Math.floor(serial)) : undefined;

function compactDate(digits: string): Reading<Day> {
  return yearMonthDay(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6), "DATE_FORMATTED");
}

function dateText(text: string, raw: string, isRequired: boolean): Reading<Day> {
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const value = daySerial(Number(text));
    if (value) return { value, warning: { code: "EXCEL_SERIAL_TEXT", error: "日期序号已读成日期", result: value } };
  }
  if (/^\d{8}$/.test(text)) return compactDate(text);
  const date = text
    .replace(/[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, "")
    .replace(/\s*\(?(星期|周)[一二三四五六日天]\)?$/, "");
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (iso)
    return yearMonthDay(
      iso[1],
      iso[2],
      iso[3],
      date !== text ? "DATE_FORMATTED" : raw.trim() !== text ? "FULLWIDTH_DIGITS" : undefined,
    );
  const chinese = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$/.exec(date);
  if (chinese) return yearMonthDay(chinese[1], chinese[2], chinese[3], "CN_DATE_TEXT");
  const parted = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(date);
  if (parted) return yearMonthDay(parted[1], parted[2], parted[3], "DATE_FORMATTED");
  if (/^\d{1,2}[-/.月]\d{1,2}[日号]?$/.test(date)) {
    return { error: { code: "DATE_NO_YEAR", error: "没有年份", advice: "写成 2026-12-04 这样" } };
  }
  if (/^\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}[日号]?$/.test(date)) {
    return { error: { code: "DATE_AMBIGUOUS", error: "分不清年月日", advice: "写成 2026-12-04 这样" } };
  }
  return { error: notDate(isRequired) };
}

function yearMonthDay(year = "", month = "", date = "", code: string | undefined): Reading<Day> {
  const [m, d] = [Number(month), Number(date)];
  const value = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (!isDay(value)) {
    const error = m < 1 || m > 12 ? `没有 ${m} 月` : `${m} 月没有 ${d} 日`;
    return { error: { code: "IMPOSSIBLE_DATE", error, advice: "改日期" } };
  }
  return code ? { value, warning: { code, error: "已读成日期", result: value } } : { value };
}
