import { addDays, type Day, isDay } from "@/lib/time";

/** "13800136217" → "138 0013 6217". Anything that is not a mobile number stays as it is. */
export function phoneText(value: string): string {
  const digits = value.replace(/\D/g, "");
  return /^1\d{10}$/.test(digits) ? `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}` : value;
}

/** What people type or paste ("138-0013 6217", full-width digits, +86) as bare digits; a masked number is left alone. */
export function phoneValue(text: string): string {
  const plain = narrow(text).trim();
  if (plain.includes("*")) return plain;
  const digits = plain.replace(/[^\d+]/g, "").replace(/^(\+86|0086)/, "");
  return digits.replace(/\D/g, "");
}

/** Null when it can be a phone number here: a mobile, or a landline with area code. */
export function phoneFault(value: string): string | null {
  if (value === "" || value.includes("*") || /^0\d{9,11}$/.test(value)) return null;
  if (!value.startsWith("1")) return "手机号应以 1 开头，座机请带区号";
  if (value.length !== 11) return `${value.length < 11 ? "只有" : "有"} ${value.length} 位，手机号应为 11 位`;
  return null;
}

/** "30,000" "¥30000.5" "3万" → fen; null when it is not an amount to the fen. */
export function fenOf(text: string): number | null {
  const plain = narrow(text)
    .replace(/[¥￥,，\s元]/g, "")
    .replace("−", "-");
  const m = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?(万)?$/.exec(plain);
  if (!m) return null;
  const [, minus, whole = "0", part = "", wan] = m;
  const places = wan ? 6 : 2;
  if (part.length > places) return null;
  const value = Number(whole + part.padEnd(places, "0"));
  return Number.isSafeInteger(value) ? (minus ? -value : value) : null;
}

const DIGITS = "零一二三四五六七八九";
const UNITS = ["", "十", "百", "千"];
const GROUPS = ["", "万", "亿", "万亿"];

/** 3000000 → "三万元整", 123450 → "一千二百三十四元五角". */
export function amountInWords(fen: number): string {
  const value = Math.abs(fen);
  const [whole, jiao, cent] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const yuan = whole > 0 ? `${integerInWords(whole)}元` : "";
  const tail = (jiao ? `${DIGITS[jiao]}角` : cent && whole ? "零" : "") + (cent ? `${DIGITS[cent]}分` : "");
  const text = yuan + tail || "零元";
  return `${fen < 0 ? "负" : ""}${text}${tail ? "" : "整"}`;
}

function integerInWords(n: number): string {
  const groups: number[] = [];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 10_000)) groups.push(rest % 10_000);
  let text = "";
  for (let i = groups.length - 1; i >= 0; i -= 1) {
    const group = groups[i] ?? 0;
    if (group === 0) continue;
    const gap = text !== "" && (group < 1000 || groups[i + 1] === 0);
    text += (gap ? "零" : "") + fourInWords(group) + GROUPS[i];
  }
  return text.replace(/^一十/, "十");
}

function fourInWords(n: number): string {
  const digits = String(n).split("").map(Number);
  let text = "";
  let gap = false;
  digits.forEach((d, i) => {
    if (d === 0) {
      gap = text !== "";
      return;
    }
    text += (gap ? "零" : "") + DIGITS[d] + UNITS[digits.length - 1 - i];
    gap = false;
  });
  return text;
}

/**
 * A date as people type it: 1109, 11-9, 11月9日 (this year or the nearest one), 261109, 20261109, 2026/11/9, 今天, 明天.
 * "bad" when it reads as a date that does not exist, null when it does not read as one.
 */
export function dayFrom(text: string, today?: Day): { day: Day } | { fault: string } {
  const plain = narrow(text).trim();
  const said = { 今天: 0, 明天: 1, 后天: 2, 昨天: -1, 前天: -2 }[plain];
  if (said !== undefined && today) return { day: addDays(today, said) };
  const parts = plain.match(/\d+/g) ?? [];
  const digits = parts.join("");
  const fault = { fault: "写成 2026-11-09，或只写 1109" };
  const [a = "", b = "", c = ""] = parts;
  if (parts.length === 3) return checked(a.length === 2 ? `20${a}` : a, b, c);
  if (parts.length === 2) return today ? nearest(a, b, today) : fault;
  if (parts.length !== 1) return fault;
  if (digits.length === 8) return checked(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6));
  if (digits.length === 6) return checked(`20${digits.slice(0, 2)}`, digits.slice(2, 4), digits.slice(4));
  if (digits.length === 4 && today) return nearest(digits.slice(0, 2), digits.slice(2), today);
  if (digits.length === 3 && today) return nearest(digits.slice(0, 1), digits.slice(1), today);
  if (digits.length <= 2 && digits !== "" && today) return checked(today.slice(0, 4), today.slice(5, 7), digits);
  return fault;
}

/** Of last, this and next year the one in which the date is nearest to today. */
function nearest(month: string, date: string, today: Day): { day: Day } | { fault: string } {
  const year = Number(today.slice(0, 4));
  const found = [year, year - 1, year + 1].map((y) => checked(String(y), month, date));
  const days = found.flatMap((f) => ("day" in f ? [f.day] : []));
  const far = (d: Day) => Math.abs(Date.parse(d) - Date.parse(today));
  const best = days.sort((x, y) => far(x) - far(y))[0];
  return best ? { day: best } : (found[0] ?? { fault: "没有这一天" });
}

function checked(year: string, month: string, date: string): { day: Day } | { fault: string } {
  const text = `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (isDay(text)) return { day: text };
  const m = Number(month);
  return { fault: m >= 1 && m <= 12 ? `${m} 月没有 ${Number(date)} 日` : `没有 ${m} 月` };
}

/** "750" "7:50" "7点50" "19" → "07:50"; null when it is not a time of day. */
export function clockFrom(text: string): string | null {
  const plain = narrow(text)
    .trim()
    .replace("点半", ":30")
    .replace(/[点时：.]/g, ":")
    .replace(/[分钟]/g, "");
  const m = /^(\d{1,2}):?(\d{2})?:?$/.exec(plain) ?? /^(\d{1,2}):(\d{1,2})$/.exec(plain);
  if (!m) return null;
  const [h, min] = [Number(m[1]), Number(m[2] ?? "0")];
  return h < 24 && min < 60 ? `${String(h).padStart(2, "0")}:${String(min).padStart(2, "0")}` : null;
}

/** A number with at most `decimals` decimals; commas, full-width digits and the minus sign of the screen are understood. */
export function numberOf(text: string, decimals = 2): number | null {
  const plain = narrow(text)
    .replace(/[,，\s]/g, "")
    .replace("−", "-");
  if (!/^-?\d+(\.\d+)?$|^-?\.\d+$/.test(plain)) return null;
  if ((plain.split(".")[1] ?? "").length > decimals) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Full-width digits, signs and stop as they come from a Chinese keyboard. */
const narrow = (text: string): string =>
  text.replace(/[０-９．－＋：]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/。/g, ".");
