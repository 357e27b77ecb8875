import type { DishRow } from "../schema";
import { halfWidth, plainText, rawText, readName, readText, readYesNo } from "./cells";
import { type DishColumn, dishColumns } from "./columns";
import { suggestCategory } from "./dish-category";
import { readIngredientCell, type WrittenIngredient } from "./ingredient-cell";
import { readSlots, readWeeks } from "./lists";
import { rowReader } from "./row-reader";
import type { Table, TableRow } from "./table";
import { type Finding, type RowMessage, refuse, type Verdict, verdictOf } from "./verdict";

/** What the rules need to know of an ingredient in the masters. */
export type KnownIngredient = {
  id: number;
  name: string;
  category: string;
  isHerb: boolean;
  hasAlcohol: boolean;
  /** Grams of one 个, 勺, ml … of it, where the masters say so. */
  gramsPerUnit?: Readonly<Record<string, number>>;
};
export type DishLookups = {
  /** The ingredient of that name or alias. Called once per name and row, with half-width text. */
  resolveIngredient: (name: string) => KnownIngredient | undefined;
};

type Dishes = Table<DishColumn>;
type Line = { written: WrittenIngredient; known: KnownIngredient; grams: number | null };
type Reader = ReturnType<typeof rowReader<DishColumn>>;

/**
 * The verdict on each row of a dish sheet, same names inside the sheet included; dishes already in the masters are for the command.
 */
export function checkDishes(table: Dishes, lookups: DishLookups): Verdict<DishRow>[] {
  const usual = usualAmounts(table);
  const earlier = new Map<string, { row: number; ingredients: string }>();
  return table.rows.map((row) => {
    const verdict = checkDish(row, table, lookups, usual);
    const name = dishKey(plainText(row.cells.name));
    if (name === "") return verdict;
    const ingredients = plainText(row.cells.ingredients).replace(/\s/g, "");
    const first = earlier.get(name);
    if (!first) earlier.set(name, { row: row.row, ingredients });
    return first ? refuse(verdict, duplicate(row, table, first, ingredients)) : verdict;
  });
}

const dishKey = (name: string): string => name.replace(/\s/g, "").toLowerCase();

/** All amounts of an ingredient in the sheet in ascending order, so that one with a digit too many stands out. */
function usualAmounts(table: Dishes): Map<string, number[]> {
  const amounts = new Map<string, number[]>();
  for (const row of table.rows) {
    for (const { name, grams } of readIngredientCell(rawText(row.cells.ingredients))) {
      if (grams === null || grams <= 0) continue;
      const all = amounts.get(name);
      if (all) all.push(grams);
      else amounts.set(name, [grams]);
    }
  }
  for (const all of amounts.values()) all.sort((a, b) => a - b);
  return amounts;
}

function checkDish(
  row: TableRow<DishColumn>,
  table: Dishes,
  lookups: DishLookups,
  usual: Map<string, number[]>,
): Verdict<DishRow> {
  const reader = rowReader(row, table.headers, dishColumns);
  const { take, messages } = reader;
  const name = take("name", readName(row.cells.name, "菜名")) ?? "";
  const slots = take("slots", readSlots(row.cells.slots)) ?? [];
  const weeks = take("weeks", readWeeks(row.cells.weeks)) ?? [];
  const method = take("method", readText(row.cells.method, 20));
  const lines = checkIngredients(row, reader, lookups, usual);
  const category = take("category", readText(row.cells.category, 50)) ?? suggestedCategory(name, lines, reader);
  const hasAlcohol = checkAlcohol(row, reader, lines);
  const caution = take("notes", readText(row.cells.notes, 200));
  const ingredients = lines.map(({ written, known, grams }) => ({
    ingredientId: known.id,
    name: known.name,
    grams,
    basis: written.basis,
  }));
  return verdictOf(row.row, messages, { name, category, slots, weeks, method, ingredients, hasAlcohol, caution });
}

function checkIngredients(
  row: TableRow<DishColumn>,
  reader: Reader,
  lookups: DishLookups,
  usual: Map<string, number[]>,
): Line[] {
  const written = readIngredientCell(rawText(row.cells.ingredients));
  if (written.length === 0) {
    reader.fail("ingredients", { code: "MISSING_INGREDIENTS", error: "必填，没有配料", advice: "补上配料和用量" });
  }
  const lines: Line[] = [];
  for (const one of written) {
    const known = lookups.resolveIngredient(one.name);
    if (!known) {
      const error = `“${one.name}”不在食材库里`;
      reader.fail(
        "ingredients",
        { code: "UNKNOWN_INGREDIENT", error, advice: "换成食材库里的名字，或先建食材" },
        one.text,
      );
      continue;
    }
    const { grams, finding } = gramsOf(one, known, usual);
    if (finding?.code === "AMOUNT_UNQUANTIFIED") reader.warn("ingredients", finding, one.text);
    else if (finding) reader.fail("ingredients", finding, one.text);
    const repeated = lines.find((line) => line.known.id === known.id);
    if (repeated) {
      const error = `${known.name} 写了两次`;
      reader.fail("ingredients", { code: "INGREDIENT_REPEATED", error, advice: "合成一条" }, one.text);
    } else lines.push({ written: one, known, grams });
  }
  return lines;
}

function gramsOf(
  one: WrittenIngredient,
  known: KnownIngredient,
  usual: Map<string, number[]>,
): { grams: number | null; finding?: Finding } {
  const perUnit = known.gramsPerUnit?.[one.unit ?? ""];
  const isConverted = one.finding?.code === "AMBIGUOUS_UNIT" && one.amount !== undefined && perUnit !== undefined;
  const grams =
    isConverted && one.amount !== undefined && perUnit !== undefined
      ? Math.round(one.amount * perUnit * 100) / 100
      : one.grams;
  if (one.finding && !isConverted) return { grams, finding: one.finding };
  return { grams, finding: grams === null ? undefined : suspicion(grams, known, usual.get(one.name) ?? []) };
}

/** Grams a serving beyond which an ingredient is taken for a slip of the keyboard: a woman's whole meal weighs 500–800 g. */
const SOLID_MAX = 500;
const LIQUID_MAX = 1000;
/** China's guideline is 5 g of salt a day. */
const SALT_MAX = 6;
/** 60 g of malt stops lactation; no kitchen herb is meant in such amounts. */
const HERB_MAX = 60;
/** With a digit too many an amount is about ten times the usual one; small amounts vary that much by themselves (ginger). */
const TIMES_USUAL = 8;
const TIMES_FROM_GRAMS = 200;

function suspicion(grams: number, known: KnownIngredient, amounts: readonly number[]): Finding | undefined {
  const middle = middleOfOthers(amounts, grams);
  const isTenfold = middle !== undefined && grams >= TIMES_FROM_GRAMS && grams >= middle * TIMES_USUAL;
  const isLiquid = /[水奶浆酒汁茶]|高汤|清汤|饮料/.test(known.name);
  const max = known.isHerb ? HERB_MAX : /盐$/.test(known.name) ? SALT_MAX : isLiquid ? LIQUID_MAX : SOLID_MAX;
  if (!isTenfold && grams < (known.isHerb ? max : max + 0.01)) return undefined;
  const compared = isTenfold ? `，是别的菜里的 ${Math.round(grams / middle)} 倍` : "";
  return {
    code: "AMOUNT_SUSPICIOUS",
    error: `${known.name} 每份 ${grams} g${compared}，可能多了一位`,
    advice: "核对用量",
  };
}

/** The median of ascending amounts without the one looked at. */
function middleOfOthers(amounts: readonly number[], own: number): number | undefined {
  const middle = Math.floor((amounts.length - 1) / 2);
  return amounts[own <= (amounts[middle] ?? 0) ? middle + 1 : middle];
}

function suggestedCategory(name: string, lines: readonly Line[], reader: Reader): string {
  const category = suggestCategory(
    name,
    lines.map(({ known, grams }) => ({ ...known, grams })),
  );
  reader.warn("category", {
    code: "MISSING_CATEGORY",
    error: `没写分类，按“${category}”`,
    advice: "不对就改",
    result: category,
  });
  return category;
}

/** The food table gives fermented rice no alcohol figure, but it has some. */
const ALCOHOL = /米酒|黄酒|料酒|白酒|红酒|葡萄酒|啤酒|清酒|花雕|酒酿|醪糟/;

function checkAlcohol(row: TableRow<DishColumn>, reader: Reader, lines: readonly Line[]): boolean {
  const said = reader.take("alcohol", readYesNo(row.cells.alcohol));
  const source = lines.find((line) => line.known.hasAlcohol || ALCOHOL.test(line.known.name));
  if (!source) return said ?? false;
  const amount = source.grams === null ? "" : ` ${source.grams} g`;
  if (said === false && plainText(row.cells.alcohol) !== "") {
    const error = `填了否，但配料里有${source.known.name}${amount}`;
    reader.fail("alcohol", { code: "ALCOHOL_FLAG_CONFLICT", error, advice: "去掉酒，或改成是" });
  } else if (said === null && plainText(row.cells.alcohol) === "") {
    reader.warn("alcohol", { code: "ALCOHOL_FLAG_SET", error: `配料里有${source.known.name}，按含酒精`, result: "是" });
  }
  return true;
}

function duplicate(
  row: TableRow<DishColumn>,
  table: Dishes,
  first: { row: number; ingredients: string },
  ingredients: string,
): RowMessage {
  const isSame = halfWidth(first.ingredients) === halfWidth(ingredients);
  return {
    row: row.row,
    column: table.headers.name ?? dishColumns.name.names[0],
    code: isSame ? "DUP_DISH" : "DUP_NAME",
    error: isSame ? `和第 ${first.row} 行是同一道菜` : `和第 ${first.row} 行菜名相同，配料不同`,
    value: rawText(row.cells.name),
    severity: "error",
    advice: isSame ? "保留一行" : "改菜名，或保留一行",
  };
}
