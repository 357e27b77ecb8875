import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "@/lib/time";
import { readDecimal, readMoney, readName, readPhone, readText, readWhole, readYesNo } from "./cells";
import { readDate } from "./dates";
import { readSlots, readWeeks } from "./lists";
import { readRestrictions } from "./restriction-text";
import type { TableCell } from "./table";
import type { Reading } from "./verdict";

const text = (raw: string): TableCell => ({ column: 1, header: "列", kind: "text", value: raw, raw });
const number = (value: number): TableCell => ({ column: 1, header: "列", kind: "number", value, raw: String(value) });
const date = (value: string): TableCell => ({ column: 1, header: "列", kind: "date", value, raw: "46278" });
const broken: TableCell = { column: 1, header: "列", kind: "error", value: "#N/A", raw: "#N/A" };
const unsaved: TableCell = { column: 1, header: "列", kind: "blank", value: null, raw: "", formula: true };

/** Value alone, "value ← CODE" after a warning, "CODE: sentence" after an error. */
const short = (reading: Reading<unknown>): unknown => {
  if ("error" in reading) return `${reading.error.code}: ${reading.error.error}`;
  return reading.warning ? `${String(reading.value)} ← ${reading.warning.code}` : reading.value;
};

describe("phone", () => {
  test.each<[TableCell | undefined, string]>([
    [text("19907266216"), "19907266216"],
    [number(19900680658), "19900680658"],
    [{ ...number(1.9900680658e10), raw: "1.9900680658E+10" }, "19900680658"],
    [text("１９９０００７７４０１"), "19900077401 ← FULLWIDTH_DIGITS"],
    [text("+86 199-0114-4679"), "19901144679 ← PHONE_FORMATTED"],
    [text("0086 19901144679"), "19901144679 ← PHONE_FORMATTED"],
    [text("8619901144679"), "19901144679 ← PHONE_FORMATTED"],
    [text("138 0013 6217"), "13800136217 ← PHONE_FORMATTED"],
    [text("\u202d13800136217\u202c"), "13800136217"],
    [text("1990519153"), "PHONE_LENGTH: 只有 10 位，手机号应为 11 位"],
    [text("199051915311"), "PHONE_LENGTH: 有 12 位，手机号应为 11 位"],
    [text("199O5793409"), "PHONE_NON_DIGIT: 第 4 位是字母 O，不是数字 0"],
    [text("1990579340l"), "PHONE_NON_DIGIT: 第 11 位是字母 l，不是数字 1"],
    [text("199x5793409"), "PHONE_NON_DIGIT: 第 4 位是字母 x，不是数字"],
    [text("199#5793409"), "PHONE_NON_DIGIT: 第 4 位是“#”，不是数字"],
    [text("12005793409"), "PHONE_PREFIX: 没有 12 开头的手机号"],
    [text("021-63351234"), "PHONE_LANDLINE: 0 开头，像座机号"],
    [text("13800136217/13900136217"), "PHONE_SEVERAL: 一格里有两个号码"],
    [text("1.99E+10"), "PHONE_SCIENTIFIC: 被存成了科学计数法，末几位已经丢了"],
    [text(" "), "MISSING_PHONE: 必填，没有手机号"],
    [undefined, "MISSING_PHONE: 必填，没有手机号"],
    [broken, "FORMULA_ERROR: 公式算出来是 #N/A"],
  ])("%o", (cell, expected) => expect(short(readPhone(cell))).toBe(expected));
});

describe("date", () => {
  test.each<[TableCell | undefined, string | null]>([
    [date("2026-09-13"), "2026-09-13"],
    [date("2026-09-13T10:30:00"), "2026-09-13"],
    [text("2026-09-13"), "2026-09-13"],
    [number(46271), "2026-09-06 ← EXCEL_SERIAL_NUMBER"],
    [text("46374"), "2026-12-18 ← EXCEL_SERIAL_TEXT"],
    [text("2026年12月4日"), "2026-12-04 ← CN_DATE_TEXT"],
    [text("２０２６年１２月４号"), "2026-12-04 ← CN_DATE_TEXT"],
    [text("2026/12/4"), "2026-12-04 ← DATE_FORMATTED"],
    [text("2026.12.04"), "2026-12-04 ← DATE_FORMATTED"],
    [text("20261204"), "2026-12-04 ← DATE_FORMATTED"],
    [number(20261204), "2026-12-04 ← DATE_FORMATTED"],
    [text("2026-12-04 00:00:00"), "2026-12-04 ← DATE_FORMATTED"],
    [text("2026-12-04（周五）"), "2026-12-04 ← DATE_FORMATTED"],
    [text("２０２６-１２-０４"), "2026-12-04 ← FULLWIDTH_DIGITS"],
    [text("2028-02-29"), "2028-02-29"],
    [text("2026-02-30"), "IMPOSSIBLE_DATE: 2 月没有 30 日"],
    [text("2026/2/29"), "IMPOSSIBLE_DATE: 2 月没有 29 日"],
    [text("2026年13月1日"), "IMPOSSIBLE_DATE: 没有 13 月"],
    [text("12月4日"), "DATE_NO_YEAR: 没有年份"],
    [text("12/4/2026"), "DATE_AMBIGUOUS: 分不清年月日"],
    [text("26-12-4"), "DATE_AMBIGUOUS: 分不清年月日"],
    [text("待定"), "DATE_TEXT: 应为日期，不能写文字"],
    [number(28), "DATE_NUMBER: 是数字，不是日期"],
    [date("10:30:00"), "DATE_TEXT: 应为日期，不能写文字"],
    [text(" "), null],
    [undefined, null],
    [unsaved, "FORMULA_ERROR: 公式没有结果"],
  ])("%o", (cell, expected) => expect(short(readDate(cell))).toBe(expected));

  test("required, and years away", () => {
    expect(short(readDate(undefined, { isRequired: true }))).toBe("MISSING_DATE: 必填，没有日期");
    expect(short(readDate(text("待定"), { isRequired: true }))).toBe("DATE_TEXT: 必填日期，不能写文字");
    const today = day("2026-11-19");
    expect(short(readDate(text("2062-12-04"), { today }))).toBe("DATE_FAR: 2062 年离现在太远");
    expect(short(readDate(text("2027-12-04"), { today }))).toBe("2027-12-04");
  });
});

describe("money in fen", () => {
  test.each<[TableCell | undefined, string | number | null]>([
    [number(23800), 2_380_000],
    [number(58800.1), 5_880_010],
    [number(0.30000000000000004), 30],
    [text("23800"), 2_380_000],
    [text("￥58,800.00元"), "5880000 ← AMOUNT_TEXT"],
    [text("５８８００"), 5_880_000],
    [text("5.88万"), "5880000 ← AMOUNT_TEXT"],
    [text("人民币 1,200 元整"), "120000 ← AMOUNT_TEXT"],
    [number(-5), "NEGATIVE_AMOUNT: 金额不能是负数"],
    [number(12.345), "AMOUNT_DECIMALS: 金额最多两位小数"],
    [text("58,80"), "AMOUNT_INVALID: 读不出金额"],
    [text("$5880"), "AMOUNT_INVALID: 读不出金额"],
    [text("五万八"), "AMOUNT_INVALID: 读不出金额"],
    [number(1e12), "AMOUNT_SUSPICIOUS: 超过 1 亿元"],
    [undefined, null],
  ])("%o", (cell, expected) => expect(short(readMoney(cell))).toBe(expected));
});

describe("whole numbers", () => {
  test.each<[TableCell | undefined, string | number | null]>([
    [number(28), 28],
    [text("28"), 28],
    [text("28岁"), "28 ← NUMBER_FORMATTED"],
    [number(229), "OUT_OF_RANGE: 超出 15 到 60，可能是 29"],
    [number(90), "OUT_OF_RANGE: 超出 15 到 60"],
    [number(28.5), "NOT_WHOLE: 应为整数"],
    [text("保密"), "NUMBER_TEXT: 应为数字，不能写文字"],
    [undefined, null],
  ])("age %o", (cell, expected) => expect(short(readWhole(cell, { min: 15, max: 60, unit: "岁" }))).toBe(expected));

  test("second child", () => {
    expect(short(readWhole(text("二胎"), { min: 1, max: 15, unit: "胎" }))).toBe("2 ← NUMBER_FORMATTED");
  });
});

describe("weeks", () => {
  test.each<[TableCell | undefined, unknown]>([
    [text("第1-2周"), [1, 2]],
    [text("3-6"), [3, 4, 5, 6]],
    [text("第 3 ～ 6 周"), [3, 4, 5, 6]],
    [text("4,5,6"), [4, 5, 6]],
    [text("第1周、2周"), [1, 2]],
    [text("第三周"), [3]],
    [text("第4周起"), [4, 5, 6]],
    [text("全程"), [1, 2, 3, 4, 5, 6]],
    [number(2), [2]],
    [text("第7周"), "WEEK_OUT_OF_RANGE: 周次只能是 1 到 6"],
    [text("0-2"), "WEEK_OUT_OF_RANGE: 周次只能是 1 到 6"],
    [text("4-2"), "WEEK_OUT_OF_RANGE: 周次前后写反了"],
    [date("2026-03-06"), "WEEKS_AS_DATE: 被 Excel 当成了日期，原来可能是 3-6"],
    [text("产后一个月"), "WEEK_TEXT: 读不出周次"],
    [undefined, "1,2,3,4,5,6 ← MISSING_WEEKS"],
  ])("%o", (cell, expected) => expect(short(readWeeks(cell))).toEqual(expected));
});

describe("slots", () => {
  test.each<[TableCell | undefined, unknown]>([
    [text("午餐、晚餐"), ["lunch", "dinner"]],
    [text("晚餐/午餐"), ["lunch", "dinner"]],
    [text("早餐 早点 晚点"), ["breakfast", "morning_snack", "bedtime_snack"]],
    [text("中餐"), "lunch ← MEAL_ALIAS"],
    [text("宵夜饭"), "MEAL_UNKNOWN: 没有“宵夜饭”这个餐次"],
    [undefined, "MISSING_MEALS: 必填，没有餐次"],
  ])("%o", (cell, expected) => expect(short(readSlots(cell))).toEqual(expected));
});

describe("restrictions of the column 过敏/忌口", () => {
  test.each([
    ["海鲜", ["allergy hard 海鲜"]],
    ["花生过敏", ["allergy hard 花生"]],
    ["对芒果严重过敏", ["allergy hard 芒果"]],
    ["过敏：鸡蛋", ["allergy hard 鸡蛋"]],
    ["海鲜少吃", ["allergy hard 海鲜?"]],
    ["不吃羊肉", ["dislike soft 羊肉"]],
    ["清真", ["religion hard 清真"]],
    ["蛋奶素", ["religion hard 蛋奶素"]],
    ["无麸质", ["allergy hard 麸质"]],
    ["妊娠糖尿病、低盐", ["medical hard 妊娠糖尿病", "medical hard 低盐"]],
    ["牛奶、不吃香菜；芒果", ["allergy hard 牛奶", "dislike soft 香菜", "allergy hard 芒果"]],
    ["无", []],
    ["暂无", []],
  ])("%s", (written, expected) => {
    const shown = readRestrictions(written).map((r) => `${r.kind} ${r.strength} ${r.label}${r.isDoubtful ? "?" : ""}`);
    expect(shown).toEqual(expected);
  });
});

test("names keep what is inside and lose what is around", () => {
  expect(short(readName(text("古丽·阿依"), "姓名"))).toBe("古丽·阿依");
  expect(short(readName(text("\u200b 吴若曦\u00a0"), "姓名"))).toBe("吴若曦 ← TRAILING_SPACES");
  expect(short(readName(text(" \u3000"), "姓名"))).toBe("BLANK_NAME_WHITESPACE: 只有空格，按空处理");
  expect(short(readName(undefined, "姓名"))).toBe("MISSING_NAME: 必填，没有姓名");
  expect(short(readName(text("长".repeat(101)), "姓名"))).toBe("TEXT_TOO_LONG: 有 101 个字，最多 100 个字");
});

test("yes and no", () => {
  const read = (raw: string) => short(readYesNo(text(raw)));
  expect(["是", "√", "Y", "否", "×", ""].map(read)).toEqual([true, true, true, false, false, null]);
  expect(read("也许")).toBe("YES_NO_UNKNOWN: 只能填是或否");
});

test("no cell makes a reader throw, and what is accepted fits its type", () => {
  const anyCell = fc.oneof(
    fc.string({ unit: "binary" }).map(text),
    fc.string({ unit: fc.constantFrom(..."0123456789０１-—/.,年月日周第EOol ￥万元()（）") }).map(text),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(number),
    fc.constantFrom(broken, unsaved, undefined, date("2026-09-13")),
  );
  fc.assert(
    fc.property(anyCell, (cell) => {
      const phone = readPhone(cell);
      if ("value" in phone) expect(phone.value).toMatch(/^1[3-9]\d{9}$/);
      const read = readDate(cell);
      if ("value" in read && read.value !== null) expect(day(read.value)).toBe(read.value);
      const fen = readMoney(cell);
      if ("value" in fen && fen.value !== null) expect(Number.isSafeInteger(fen.value) && fen.value >= 0).toBe(true);
      const weeks = readWeeks(cell);
      if ("value" in weeks) expect(weeks.value.every((week) => week >= 1 && week <= 6)).toBe(true);
      for (const reader of [readSlots, readYesNo]) expect(reader(cell)).toBeDefined();
      readWhole(cell, { min: 1, max: 9, unit: "个" });
      readDecimal(cell, { min: 0, max: 9 });
      readText(cell, 10);
      readName(cell, "名");
    }),
    { numRuns: 3000 },
  );
});
