import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readWorkbook } from "@/documents/sheets/read";
import type { Sheet } from "@/documents/sheets/types";
import { errorWorkbook } from "@/documents/sheets/write";
import { importTemplate } from "@/documents/templates/import-template";
import { day } from "@/lib/time";
import { sheetKinds } from "../schema";
import { checkSheet, type Lookups } from "./check";
import { customerColumns } from "./columns";
import { checkCustomers } from "./customers";
import { findTable } from "./table";

const onlySheet = async (bytes: Uint8Array): Promise<Sheet> => {
  const { sheets } = await readWorkbook(bytes);
  const [sheet] = sheets;
  if (!sheet || sheets.length > 1) throw new Error(`${sheets.length} sheets`);
  return sheet;
};

test("the error workbook holds the faulty rows and, once corrected, goes in", async () => {
  const bytes = readFileSync(path.join("documents", "fixtures", "customers_import.xlsx"));
  const table = findTable((await readWorkbook(bytes)).sheets, customerColumns);
  const refused = checkCustomers(table).filter((verdict) => verdict.outcome === "refused");
  const rows = refused.map((verdict) => ({
    row: verdict.row,
    values: table.rows.find((row) => row.row === verdict.row)?.values ?? [],
    messages: verdict.messages,
  }));
  const headers = table.columns.map((column) => column.written);
  const sheet = await onlySheet(await errorWorkbook({ title: "客户导入，有错的 10 行", headers, rows }));

  const again = findTable([sheet], customerColumns);
  expect(again.columns.slice(-2).map((column) => column.header)).toEqual(["原行号", "原因"]);
  expect(again.rows.map((row) => row.values.at(-2)?.value)).toEqual([15, 26, 38, 64, 91, 108, 123, 137, 151, 180]);
  expect(again.rows[2]?.values.at(-1)?.value).toBe("联系电话：只有 10 位，手机号应为 11 位（补一位）");
  expect(again.rows[1]?.values.slice(1, 4)).toEqual(table.rows.find((row) => row.row === 26)?.values.slice(1, 4));

  // The two that were only wrong beside their twin are now alone; the others are refused for the same reasons as before.
  const second = checkCustomers(again).filter((verdict) => verdict.outcome === "refused");
  expect(second.flatMap((verdict) => verdict.messages.map((message) => message.code))).toEqual(
    refused
      .flatMap((verdict) => verdict.messages.map((message) => message.code))
      .filter((code) => !code.startsWith("DUP_")),
  );
});

test.each(sheetKinds)("our own template for %s is found and its example is accepted", async (kind) => {
  const lookups: Lookups = {
    today: day("2026-11-19"),
    resolveIngredient: (name) => ({ id: name.length, name, category: "蔬菜", isHerb: false, hasAlcohol: false }),
    resolveAllergen: (name) => name,
    resolveDish: (name) => ({ id: name.charCodeAt(0), name, isAvailable: true }),
  };
  const resolveIngredient = (name: string) => ({
    id: name.charCodeAt(0),
    name,
    category: "蔬菜",
    isHerb: false,
    hasAlcohol: false,
  });
  const { verdicts, table } = checkSheet(kind, (await readWorkbook(await importTemplate(kind))).sheets, {
    ...lookups,
    resolveIngredient,
  });
  expect(table.columns.every((column) => column.isKnown)).toBe(true);
  expect(verdicts.map(({ outcome, messages }) => ({ outcome, messages }))).toEqual([
    { outcome: "clean", messages: [] },
  ]);
});
