import { type IngredientRow, importedNutrients, type NutrientCode, nutrientCodes } from "../schema";
import { listParts, plainText, rawText, readDecimal, readMoney, readName, readText, readYesNo } from "./cells";
import { type IngredientColumn, ingredientColumns } from "./columns";
import { rowReader } from "./row-reader";
import type { Table, TableRow } from "./table";
import { type RowMessage, refuse, type Verdict, verdictOf } from "./verdict";

export type IngredientLookups = {
  /** The allergen's name in the masters; undefined when there is no such allergen. */
  resolveAllergen: (name: string) => string | undefined;
};

type Ingredients = Table<IngredientColumn>;
type Reader = ReturnType<typeof rowReader<IngredientColumn>>;

/** The verdict on each row of an ingredient sheet; a name or alias may stand for one food only. */
export function checkIngredients(table: Ingredients, lookups: IngredientLookups): Verdict<IngredientRow>[] {
  const owners = new Map<string, { row: number; name: string }>();
  return table.rows.map((row) => {
    const verdict = checkIngredient(row, table, lookups);
    const names = [plainText(row.cells.name), ...listParts(row.cells.aliases)].filter((name) => name !== "");
    const taken = names.find((name) => owners.has(name));
    const owner = taken === undefined ? undefined : owners.get(taken);
    if (taken !== undefined && owner) return refuse(verdict, duplicate(row, table, taken, owner));
    for (const name of names) owners.set(name, { row: row.row, name: plainText(row.cells.name) });
    return verdict;
  });
}

function checkIngredient(
  row: TableRow<IngredientColumn>,
  table: Ingredients,
  lookups: IngredientLookups,
): Verdict<IngredientRow> {
  const reader = rowReader(row, table.headers, ingredientColumns);
  const { take, fail, messages } = reader;
  const name = take("name", readName(row.cells.name, "食材名称")) ?? "";
  const category = take("category", readText(row.cells.category, 32));
  if (category === null && plainText(row.cells.category) === "") {
    fail("category", { code: "MISSING_CATEGORY", error: "必填，没有分类", advice: "补上分类，如 蔬菜类" });
  }
  const isHerb = take("herb", readYesNo(row.cells.herb)) ?? false;
  const ediblePct = take("edible", readEdible(row)) ?? 100;
  const nutrients = readNutrients(row, reader);
  const allergens = readAllergens("allergens", row, reader, lookups);
  const freeOf = readAllergens("freeOf", row, reader, lookups);
  const both = allergens.find((allergen) => freeOf.includes(allergen));
  if (both !== undefined) {
    fail("freeOf", { code: "ALLERGEN_CONFLICT", error: `“${both}”又写含有又写不含`, advice: "只留一处" });
  }
  return verdictOf(row.row, messages, {
    name,
    aliases: [...new Set(listParts(row.cells.aliases))].filter((alias) => alias !== name),
    category: category ?? "",
    isHerb,
    ediblePct,
    nutrients,
    allergens,
    freeOf,
    gramsPerUnit: readUnits(row, reader),
    pricePerKgFen: take("price", readMoney(row.cells.price)),
    note: take("notes", readText(row.cells.notes, 500)),
  });
}

/** A cell formatted as a percentage holds 0.85 for 85 %; 1 could be either and is taken for 100 % of it. */
function readEdible(row: TableRow<IngredientColumn>) {
  const cell = row.cells.edible;
  const reading = readDecimal(cell, { min: 0.01, max: 100 });
  if ("error" in reading || reading.value === null || reading.value > 1 || plainText(cell).endsWith("%"))
    return reading;
  const value = Math.round(reading.value * 10_000) / 100;
  return { value, warning: { code: "EDIBLE_FRACTION", error: "小数已读成百分数", result: `${value}%` } };
}

function readNutrients(row: TableRow<IngredientColumn>, reader: Reader): IngredientRow["nutrients"] {
  const nutrients: IngredientRow["nutrients"] = {};
  for (const code of nutrientCodes) {
    const amount = reader.take(code, readDecimal(row.cells[code], { min: 0, max: importedNutrients[code].max }));
    if (amount !== null) nutrients[code] = amount;
  }
  const solids: NutrientCode[] = ["protein_g", "fat_g", "carb_g", "water_g", "alcohol_g"];
  const sum = solids.reduce((total, code) => total + (nutrients[code] ?? 0), 0);
  if (sum > 105) {
    const error = `蛋白质、脂肪、碳水、水分和酒精合计 ${Math.round(sum)} g，超过 100 g`;
    reader.fail("protein_g", { code: "NUTRIENTS_OVER_100", error, advice: "核对是不是每 100 g 的含量" });
  }
  return nutrients;
}

function readAllergens(
  key: "allergens" | "freeOf",
  row: TableRow<IngredientColumn>,
  reader: Reader,
  lookups: IngredientLookups,
): string[] {
  const known: string[] = [];
  for (const part of listParts(row.cells[key])) {
    if (/^(无|没有|-|—)$/.test(part)) continue;
    const allergen = lookups.resolveAllergen(part);
    if (allergen === undefined) {
      const error = `没有“${part}”这种过敏原`;
      reader.fail(key, { code: "ALLERGEN_UNKNOWN", error, advice: "换成系统里的过敏原名称" }, part);
    } else if (!known.includes(allergen)) known.push(allergen);
  }
  return known;
}

/** "个=50g、杯=240克" → grams by unit. */
function readUnits(row: TableRow<IngredientColumn>, reader: Reader): Record<string, number> {
  const units: Record<string, number> = {};
  for (const part of listParts(row.cells.units)) {
    const match = /^1?([^\d=:≈]{1,16})[=:≈](\d+(?:\.\d+)?)(g|克|kg|千克|公斤)$/i.exec(part);
    const unit = match?.[1];
    if (!unit) {
      const error = `“${part}”读不出换算`;
      reader.fail("units", { code: "UNIT_TEXT", error, advice: "写成 个=50g" }, part);
    } else units[unit] = Number(match[2]) * (/^(kg|千克|公斤)$/i.test(match[3] ?? "") ? 1000 : 1);
  }
  return units;
}

function duplicate(
  row: TableRow<IngredientColumn>,
  table: Ingredients,
  name: string,
  owner: { row: number; name: string },
): RowMessage {
  const isName = name === plainText(row.cells.name);
  const key = isName ? "name" : "aliases";
  const said = owner.name === name ? `第 ${owner.row} 行的食材` : `第 ${owner.row} 行 ${owner.name} 的别名`;
  return {
    row: row.row,
    column: table.headers[key] ?? ingredientColumns[key].names[0],
    code: isName ? "DUP_NAME" : "DUP_ALIAS",
    error: `“${name}”已经是${said}`,
    value: rawText(row.cells[key]),
    severity: "error",
    advice: "保留一处",
  };
}
