import { type MealSlotCode, type MealSlotName, mealSlotCodes } from "../schema";
import { brokenFormula, listParts, plainText } from "./cells";
import type { TableCell } from "./table";
import type { Reading } from "./verdict";

const SLOT_NAMES = Object.keys(mealSlotCodes) as MealSlotName[];
const SLOT_ALIASES: Readonly<Record<string, MealSlotName>> = {
  早饭: "早餐",
  早膳: "早餐",
  上午点心: "早点",
  上午加餐: "早点",
  早加餐: "早点",
  午饭: "午餐",
  中餐: "午餐",
  中饭: "午餐",
  下午点心: "午点",
  下午加餐: "午点",
  下午茶: "午点",
  晚饭: "晚餐",
  晚加餐: "晚点",
  睡前点心: "晚点",
  夜宵: "晚点",
  宵夜: "晚点",
};

/** Meal slots in the order of the day; other words for them are read, unknown ones refused. */
export function readSlots(cell: TableCell | undefined): Reading<MealSlotCode[]> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  const parts = listParts(cell);
  if (parts.length === 0)
    return { error: { code: "MISSING_MEALS", error: "必填，没有餐次", advice: "补上餐次，如 午餐、晚餐" } };
  const names = parts.map((part) => ({ part, name: SLOT_NAMES.find((name) => name === part) ?? SLOT_ALIASES[part] }));
  const unknown = names.find(({ name }) => name === undefined)?.part;
  if (unknown !== undefined) {
    return {
      error: { code: "MEAL_UNKNOWN", error: `没有“${unknown}”这个餐次`, advice: `只能填 ${SLOT_NAMES.join("、")}` },
    };
  }
  const chosen = SLOT_NAMES.filter((slot) => names.some(({ name }) => name === slot));
  const value = chosen.map((slot) => mealSlotCodes[slot]);
  const isRenamed = names.some(({ part, name }) => part !== name);
  if (!isRenamed) return { value };
  return { value, warning: { code: "MEAL_ALIAS", error: "已换成统一的餐次名", result: chosen.join("、") } };
}

/** Postpartum weeks the kitchen plans for. */
const WEEK_MAX = 6;
const ALL_WEEKS = Array.from({ length: WEEK_MAX }, (_, i) => i + 1);
const NUMERALS = "零一二三四五六七八九";

/** "第1-2周", "3-6", "4,5,6", "第1周、2周", "第三周", "第3周起", "全程": week numbers 1–6 in order. Blank means all. */
export function readWeeks(cell: TableCell | undefined): Reading<number[]> {
  const broken = brokenFormula(cell);
  if (broken) return { error: broken };
  if (cell?.kind === "date" || cell?.kind === "time") return { error: weeksAsDate(String(cell.value)) };
  const text = plainText(cell)
    .replace(/[一二三四五六七八九]/g, (numeral) => String(NUMERALS.indexOf(numeral)))
    .replace(/\s*([-~–—至到])\s*/g, "$1")
    .replace(/第\s+/g, "第")
    .replace(/\s+周/g, "周");
  if (text === "") {
    return { value: ALL_WEEKS, warning: { code: "MISSING_WEEKS", error: "没写周次，按全程", result: "全程" } };
  }
  if (/^(全程|全部|全周期|不限|每周)$/.test(text)) return { value: ALL_WEEKS };
  const weeks = new Set<number>();
  for (const part of text.split(/[、,;/\s]+/)) {
    const range = weekRange(part.replace(/[第周]/g, ""));
    if (!range) return { error: { code: "WEEK_TEXT", error: "读不出周次", advice: "写成 1-2、3,4 或 全程" } };
    const [first, last] = range;
    if (first < 1 || last > WEEK_MAX || first > last) {
      const error = first > last ? "周次前后写反了" : `周次只能是 1 到 ${WEEK_MAX}`;
      return { error: { code: "WEEK_OUT_OF_RANGE", error, advice: "改周次" } };
    }
    for (let week = first; week <= last; week++) weeks.add(week);
  }
  return { value: [...weeks].sort((a, b) => a - b) };
}

function weekRange(part: string): [number, number] | undefined {
  const single = /^(\d{1,3})$/.exec(part);
  if (single) return [Number(single[1]), Number(single[1])];
  const open = /^(\d{1,3})(起|后|以后|及以后)$/.exec(part);
  if (open) return [Number(open[1]), WEEK_MAX];
  const range = /^(\d{1,3})[-~–—至到](\d{1,3})$/.exec(part);
  return range ? [Number(range[1]), Number(range[2])] : undefined;
}

/** Excel turns "3-6" into the 6th of March. */
function weeksAsDate(date: string) {
  const [, month, day] = /^\d{4}-(\d{2})-(\d{2})/.exec(date) ?? [];
  const guess = month && day ? `，原来可能是 ${Number(month)}-${Number(day)}` : "";
  return { code: "WEEKS_AS_DATE", error: `被 Excel 当成了日期${guess}`, advice: "把这一列设成文本，重新填" };
}
