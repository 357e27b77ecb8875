import { type Fen, fromYuan } from "@/lib/money";
import type { TableCell } from "./table";
import type { Finding, Reading } from "./verdict";

/** Invisible characters that come along when text is copied from web pages and chat windows. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;

/** What the cell shows: numbers without exponent, text as it stands. */
export function rawText(cell: TableCell | undefined): string {
  if (!cell || cell.kind === "blank") return "";
  if (cell.kind === "number" && typeof cell.value === "number") return plainNumber(cell.value);
  if (cell.kind === "date" || cell.kind === "time") return String(cell.value);
  if (cell.kind === "bool") return cell.value ? "TRUE" : "FALSE";
  return cell.raw;
}

const plainNumber = (value: number): string =>
  Number.isSafeInteger(value) ? BigInt(value).toString() : String(Number(value.toPrecision(15)));

/** Half-width, without invisible characters, trimmed; what the readers below look at. */
export const plainText = (cell: TableCell | undefined): string => halfWidth(rawText(cell)).trim();

export const halfWidth = (text: string): string => text.replace(INVISIBLE, "").normalize("NFKC");

/** The finding on a cell whose formula failed (#N/A) or was saved without its result. */
export function brokenFormula(cell: TableCell | undefined): Finding | undefined {
  if (cell?.kind === "error") {
    return { code: "FORMULA_ERROR", error: `公式算出来是 ${cell.raw}`, advice: "改公式，或直接填值" };
  }
  if (cell?.kind === "blank")
    return { code: "FORMULA_ERROR", error: "公式没有结果", advice: "用 Excel 打开存一次，或直接填值" };
  return undefined;
}

/** A person's or dish's name: required, trimmed; the marks inside are kept. */
export function readName(cell: TableCell | undefined, what: string, max = 100): Reading<string> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const raw = rawText(cell);
  const name = raw.replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
  if (raw === "") return { error: { code: "MISSING_NAME", error: `必填，没有${what}`, advice: `补上${what}` } };
  if (name === "") {
    return { error: { code: "BLANK_NAME_WHITESPACE", error: "只有空格，按空处理", advice: `补上${what}` } };
  }
  if (name.length > max) {
    return { error: { code: "TEXT_TOO_LONG", error: `有 ${name.length} 个字，最多 ${max} 个字`, advice: "写短一些" } };
  }
  if (name === raw) return { value: name };
  return { value: name, warning: { code: "TRAILING_SPACES", error: "已去掉多余的空格", result: name } };
}

/** Other text: trimmed, blank is null. Too long is refused, because cutting would lose what was written. */
export function readText(cell: TableCell | undefined, max: number): Reading<string | null> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const text = rawText(cell).replace(INVISIBLE, "").trim();
  if (text.length > max) {
    return { error: { code: "TEXT_TOO_LONG", error: `有 ${text.length} 个字，最多 ${max} 个字`, advice: "写短一些" } };
  }
  return { value: text === "" ? null : text };
}

/** A number or a phone is never longer; what is longer is not worth the patterns below. */
const FIELD_CHARS = 60;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  O: "0",
  o: "0",
  Q: "0",
  l: "1",
  I: "1",
  i: "1",
  "|": "1",
  Z: "2",
  S: "5",
  B: "8",
};

/** A mainland mobile number as 11 digits; full-width digits, +86, blanks and dashes are put in order, letters never. */
export function readPhone(cell: TableCell | undefined): Reading<string> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const raw = rawText(cell).replace(INVISIBLE, "").trim();
  const half = raw.normalize("NFKC").trim();
  if (half === "") return { error: { code: "MISSING_PHONE", error: "必填，没有手机号", advice: "补上手机号" } };
  if (half.length > FIELD_CHARS) {
    return { error: { code: "PHONE_LENGTH", error: "太长，不是手机号", advice: "只留手机号，其余写到备注" } };
  }
  if (/^\d(\.\d+)?E\+?\d+$/i.test(half)) {
    return {
      error: {
        code: "PHONE_SCIENTIFIC",
        error: "被存成了科学计数法，末几位已经丢了",
        advice: "把这一列设成文本，重新填",
      },
    };
  }
  const isSeveral =
    half.split(/[,;/、，；]|\s{2,}|\n|或/).filter((part) => part.replace(/\D/g, "").length >= 7).length > 1;
  if (isSeveral)
    return { error: { code: "PHONE_SEVERAL", error: "一格里有两个号码", advice: "只留一个，另一个写到备注" } };
  const digits = half
    .replace(/[\s\-‐-―().·]/g, "")
    .replace(/^(\+|00)86/, "")
    .replace(/^86(?=1\d{10}$)/, "");
  const finding = phoneFinding(digits, half);
  if (finding) return { error: finding };
  if (digits === raw) return { value: digits };
  if (digits === half)
    return { value: digits, warning: { code: "FULLWIDTH_DIGITS", error: "全角数字已改成半角", result: digits } };
  return { value: digits, warning: { code: "PHONE_FORMATTED", error: "已去掉国家码和分隔符", result: digits } };
}

function phoneFinding(digits: string, shown: string): Finding | undefined {
  const odd = /\D/.exec(digits)?.[0];
  if (odd !== undefined) {
    const place = shown.indexOf(odd) + 1;
    const like = LOOK_ALIKES[odd];
    const error = like
      ? `第 ${place} 位是字母 ${odd}，不是数字 ${like}`
      : `第 ${place} 位是${/[a-z]/i.test(odd) ? `字母 ${odd}` : `“${odd}”`}，不是数字`;
    return { code: "PHONE_NON_DIGIT", error, advice: "改成数字后再试" };
  }
  if (digits.startsWith("0")) {
    return { code: "PHONE_LANDLINE", error: "0 开头，像座机号", advice: "填手机号，座机写到备注" };
  }
  if (digits.length !== 11) {
    const missing = 11 - digits.length;
    const advice = missing === 1 ? "补一位" : missing > 0 ? `补 ${missing} 位` : "核对号码";
    return {
      code: "PHONE_LENGTH",
      error: `${missing > 0 ? "只有" : "有"} ${digits.length} 位，手机号应为 11 位`,
      advice,
    };
  }
  if (!/^1[3-9]/.test(digits)) {
    return { code: "PHONE_PREFIX", error: `没有 ${digits.slice(0, 2)} 开头的手机号`, advice: "核对号码" };
  }
  return undefined;
}

const CHINESE_DIGITS = "零一二三四五六七八九十";

/** A whole number from min to max; 岁, 胎, 个 and Chinese numerals up to ten are read. */
export function readWhole(
  cell: TableCell | undefined,
  { min, max, unit }: { min: number; max: number; unit: string },
): Reading<number | null> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const text = plainText(cell);
  if (text === "") return { value: null };
  const bare = text
    .replace(/^第/, "")
    .replace(new RegExp(`(${unit})$`), "")
    .trim();
  const numeral = CHINESE_DIGITS.indexOf(bare);
  const value = bare.length === 1 && numeral >= 0 ? numeral : Number(bare);
  if (bare === "" || !Number.isFinite(value))
    return { error: { code: "NUMBER_TEXT", error: "应为数字，不能写文字", advice: "改成数字" } };
  if (!Number.isInteger(value)) return { error: { code: "NOT_WHOLE", error: "应为整数", advice: "改成整数" } };
  if (value < min || value > max) {
    const likely = withoutDoubledDigit(String(value)).find((guess) => guess >= min && guess <= max);
    const error = `超出 ${min} 到 ${max}${likely === undefined ? "" : `，可能是 ${likely}`}`;
    return { error: { code: "OUT_OF_RANGE", error, advice: "人工确认" } };
  }
  if (cell?.kind === "number" || text === String(value)) return { value };
  return { value, warning: { code: "NUMBER_FORMATTED", error: "已读成数字", result: String(value) } };
}

/** A key held too long doubles a digit: 229 → 29. */
const withoutDoubledDigit = (digits: string): number[] =>
  [...digits].flatMap((digit, i) =>
    digit === digits[i + 1] ? [Number(digits.slice(0, i) + digits.slice(i + 1))] : [],
  );

const UNREADABLE_AMOUNT: Finding = { code: "AMOUNT_INVALID", error: "读不出金额", advice: "只填数字，如 58800" };

/** Money in fen: ￥58,800.00元, 5.88万 and numbers; negative amounts and more than two decimals are refused. */
export function readMoney(cell: TableCell | undefined): Reading<Fen | null> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const text = plainText(cell);
  if (text === "") return { value: null };
  if (text.length > FIELD_CHARS) return { error: UNREADABLE_AMOUNT };
  const bare = text.replace(/^(人民币|RMB|CNY|[¥￥$])\s*/i, "").replace(/\s*(元整|元|圆|块)$/, "");
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(万?)$/.exec(bare);
  if (!match || text.includes("$")) {
    return { error: UNREADABLE_AMOUNT };
  }
  const yuan = Number(`${(match[2] ?? "").replaceAll(",", "")}${match[3] ?? ""}`) * (match[4] ? 10_000 : 1);
  if (match[1]) return { error: { code: "NEGATIVE_AMOUNT", error: "金额不能是负数", advice: "核对金额" } };
  if (yuan > 100_000_000) return { error: { code: "AMOUNT_SUSPICIOUS", error: "超过 1 亿元", advice: "核对金额" } };
  if (Math.abs(yuan * 100 - Math.round(yuan * 100)) > 1e-4) {
    return { error: { code: "AMOUNT_DECIMALS", error: "金额最多两位小数", advice: "改成两位小数" } };
  }
  const value = fromYuan(Math.round(yuan * 100) / 100);
  if (cell?.kind === "number" || /^\d+(\.\d+)?$/.test(text)) return { value };
  return { value, warning: { code: "AMOUNT_TEXT", error: "文字金额已读成数字", result: yuanShown(value) } };
}

const yuanShown = (value: Fen): string => (value / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");

const YES = new Set(["是", "有", "含", "y", "yes", "true", "1", "√", "✓", "✔", "对"]);
const NO = new Set(["否", "无", "不", "没有", "不含", "n", "no", "false", "0", "×", "x", "✗", "-", "/"]);

export function readYesNo(cell: TableCell | undefined): Reading<boolean | null> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const text = plainText(cell).toLowerCase();
  if (text === "") return { value: null };
  if (YES.has(text)) return { value: true };
  if (NO.has(text)) return { value: false };
  return { error: { code: "YES_NO_UNKNOWN", error: "只能填是或否", advice: "改成是或否" } };
}

/** A decimal from min to max; blank is null. */
export function readDecimal(
  cell: TableCell | undefined,
  { min, max }: { min: number; max: number },
): Reading<number | null> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const text = plainText(cell).replace(/%$/, "").trim();
  if (text === "" || text === "-" || text === "—") return { value: null };
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value))
    return { error: { code: "NUMBER_TEXT", error: "应为数字，不能写文字", advice: "改成数字，不知道就留空" } };
  if (value < min || value > max)
    return { error: { code: "OUT_OF_RANGE", error: `超出 ${min} 到 ${max}`, advice: "核对单位" } };
  return { value };
}

/** The parts of a list cell: 、 ， ； / | + blanks and line breaks all divide. */
export const listParts = (cell: TableCell | undefined): string[] =>
  plainText(cell)
    .split(/[、,;/|+\n\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
