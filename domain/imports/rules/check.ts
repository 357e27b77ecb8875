import type { Sheet } from "@/documents/sheets/types";
import type { Day } from "@/lib/time";
import type { CustomerRow, DishRow, IngredientRow, MenuRow, SheetKind } from "../schema";
import { customerColumns, dishColumns, ingredientColumns, menuColumns } from "./columns";
import { checkCustomers } from "./customers";
import { checkDishes, type DishLookups } from "./dishes";
import { checkIngredients, type IngredientLookups } from "./ingredients";
import { checkMenus, type MenuLookups } from "./menus";
import { findTable, type Table } from "./table";
import type { Verdict } from "./verdict";

export type Lookups = DishLookups & IngredientLookups & MenuLookups & { today: Day };
export type CheckedSheet =
  | { kind: "customers"; table: Table<string>; verdicts: Verdict<CustomerRow>[] }
  | { kind: "dishes"; table: Table<string>; verdicts: Verdict<DishRow>[] }
  | { kind: "ingredients"; table: Table<string>; verdicts: Verdict<IngredientRow>[] }
  | { kind: "menus"; table: Table<string>; verdicts: Verdict<MenuRow>[] };

/**
 * Finds the table of that kind in a workbook and gives the verdict on each of its rows: the one validator of dry run and import.
 * Throws AppError validation_failed when the workbook has no such table.
 */
export function checkSheet(kind: SheetKind, sheets: readonly Sheet[], lookups: Lookups): CheckedSheet {
  if (kind === "customers") {
    const table = findTable(sheets, customerColumns);
    return { kind, table, verdicts: checkCustomers(table, lookups) };
  }
  if (kind === "dishes") {
    const table = findTable(sheets, dishColumns);
    return { kind, table, verdicts: checkDishes(table, lookups) };
  }
  if (kind === "ingredients") {
    const table = findTable(sheets, ingredientColumns);
    return { kind, table, verdicts: checkIngredients(table, lookups) };
  }
  const table = findTable(sheets, menuColumns);
  return { kind, table, verdicts: checkMenus(table, lookups) };
}
