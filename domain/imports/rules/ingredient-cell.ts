import type { DishIngredientBasis } from "@/db/enums/dishes";
import { halfWidth } from "./cells";
import type { Finding } from "./verdict";

/** One ingredient as written. `grams` is null for 适量; `amount` and `unit` remain when the unit is no unit of weight. */
export type WrittenIngredient = {
  /** The part of the cell it comes from. */
  text: string;
  name: string;
  basis: DishIngredientBasis;
  grams: number | null;
  amount?: number;
  unit?: string;
  finding?: Finding;
};

const GRAMS: Readonly<Record<string, number>> = {
  g: 1,
  克: 1,
  kg: 1000,
  千克: 1000,
  公斤: 1000,
  mg: 0.001,
  毫克: 0.001,
  斤: 500,
  市斤: 500,
};
/** Units that need to know the ingredient. 两 and 钱 have two meanings in kitchens that also use medicine books. */
const OTHER_UNITS =
  "ml|毫升|l|升|两|钱|大勺|小勺|汤勺|汤匙|茶匙|勺子|勺|匙|个|只|片|颗|粒|根|块|把|碗|杯|条|枚|瓣|段|滴|朵|棵|张|包|袋|盒|罐|头|支|节|截|撮|份";
const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const UNIT = `kg|mg|g|千克|公斤|毫克|克|市斤|斤|${OTHER_UNITS}`;
const VAGUE = "适量|少许|少量|若干|酌量|酌情|微量|一点";

const IN_BRACKETS = new RegExp(`^(.+?)\\s*\\(\\s*(${NUMBER})\\s*(${UNIT})?\\s*\\)$`, "i");
const AMOUNT_FIRST = new RegExp(`^(${NUMBER})\\s*(${UNIT})\\s*(.+)$`, "i");
const AMOUNT_LAST = new RegExp(`^(.+?)[\\s:：]*(${NUMBER})\\s*(${UNIT})?$`, "i");
const NO_AMOUNT = new RegExp(`^(?:(${VAGUE}))?(.+?)[\\s:：(]*(${VAGUE})?\\)?$`);
const RANGE = new RegExp(`\\d\\s*(?:${UNIT})?\\s*[-~–—至到]\\s*\\d`, "i");

/**
 * Reads an ingredient cell. Six notations and mixtures of them: 猪肝60g、… / 猪腰 90克，… / 180g鸡腿(带骨)+… /
 * 鸡腿(带骨)(180g) on lines / 小米40G/… / 小米：３５克；…. Names may hold brackets of their own (米酒(20度)(150g)): the last ones
 * with an amount count. (带骨) and (毛重) mean gross weight.
 */
export function readIngredientCell(text: string): WrittenIngredient[] {
  return splitOutsideBrackets(halfWidth(text)).map(readIngredient);
}

/** 、 , ; + / | and line breaks divide, but not inside brackets; a slash between digits is a fraction. */
function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (letter === "(") depth += 1;
    if (letter === ")") depth = Math.max(0, depth - 1);
    const isFraction = letter === "/" && /\d$/.test(part) && /^\d/.test(text.slice(i + 1));
    const divides = letter === "\n" || (depth === 0 && !isFraction && /[、,;+/|。]/.test(letter));
    if (divides) {
      parts.push(part);
      part = "";
      depth = 0;
    } else part += letter;
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== "");
}

/** A name with its amount; longer is a sentence, and not worth the patterns below. */
const INGREDIENT_CHARS = 100;

function readIngredient(text: string): WrittenIngredient {
  if (text.length > INGREDIENT_CHARS) {
    const name = `${text.slice(0, 20)}…`;
    const finding = {
      code: "INGREDIENT_TEXT",
      error: `“${name}”太长，读不出配料`,
      advice: "一种配料一个克数，用顿号分开",
    };
    return { text: name, name, basis: "net", grams: null, finding };
  }
  const gross = /\((带骨|连骨|带壳|连壳|毛重|带皮)\)/;
  const basis: DishIngredientBasis = gross.test(text) ? "gross" : "net";
  const bare = text
    .replace(gross, "")
    .replace(/\((净重|净)\)/, "")
    .trim();
  if (RANGE.test(bare) || /\d\/\d/.test(bare)) {
    return {
      text,
      name: bare,
      basis,
      grams: null,
      finding: { code: "AMOUNT_RANGE", error: `“${text}”的用量不是一个确定的数`, advice: "写成一个克数" },
    };
  }
  const { name, amount, unit } = partsOf(bare);
  if (amount === undefined) return { text, name, basis, grams: null, finding: withoutAmount(text, bare) };
  if (amount < 0) {
    return {
      text,
      name,
      basis,
      grams: amount,
      finding: { code: "NEGATIVE_AMOUNT", error: `${name} 的用量是负数`, advice: "核对用量" },
    };
  }
  const factor = GRAMS[(unit ?? "").toLowerCase()];
  if (factor !== undefined) return { text, name, basis, grams: round(amount * factor) };
  const error = unit ? `“${amount}${unit}”换算不成克` : `“${text}”没有写单位`;
  return {
    text,
    name,
    basis,
    grams: null,
    amount,
    unit: unit ?? "",
    finding: { code: "AMBIGUOUS_UNIT", error, advice: "改成克" },
  };
}

function partsOf(bare: string): { name: string; amount?: number; unit?: string } {
  const bracketed = IN_BRACKETS.exec(bare);
  if (bracketed) return { name: tidy(bracketed[1]), amount: Number(bracketed[2]), unit: bracketed[3] };
  const first = AMOUNT_FIRST.exec(bare);
  if (first) return { name: tidy(first[3]), amount: Number(first[1]), unit: first[2] };
  const last = AMOUNT_LAST.exec(bare);
  if (last) return { name: tidy(last[1]), amount: Number(last[2]), unit: last[3] };
  return { name: tidy(NO_AMOUNT.exec(bare)?.[2] ?? bare) };
}

const tidy = (name = ""): string =>
  name
    .replace(/[\s:：]+$/, "")
    .replace(/\s+/g, "")
    .trim();

function withoutAmount(text: string, bare: string): Finding {
  if (new RegExp(VAGUE).test(bare)) {
    return { code: "AMOUNT_UNQUANTIFIED", error: `“${text}”没有克数，先留空`, advice: "导入后补用量" };
  }
  return { code: "MISSING_AMOUNT", error: `“${text}”没有用量`, advice: "写上克数，如 60g" };
}

/** Grams are kept to a hundredth, as in the recipe table. */
const round = (grams: number): number => Math.round(grams * 100) / 100;
