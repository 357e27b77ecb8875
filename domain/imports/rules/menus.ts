import type { MenuRow } from "../schema";
import { halfWidth, plainText, rawText, readName, readWhole } from "./cells";
import { type MenuColumn, menuColumns } from "./columns";
import { readSlots } from "./lists";
import { rowReader } from "./row-reader";
import type { Table, TableRow } from "./table";
import { type RowMessage, refuse, type Verdict, verdictOf } from "./verdict";

export type KnownDish = { id: number; name: string; isAvailable: boolean };
export type MenuLookups = { resolveDish: (name: string) => KnownDish | undefined };

type Menus = Table<MenuColumn>;
type Reader = ReturnType<typeof rowReader<MenuColumn>>;
type Terms = { row: number; type: MenuRow["menuType"]; cycleDays: number };

const CYCLE_MAX = 60;
const WEEK = 7;

/**
 * The verdict on each row of a menu sheet: one row is one slot of one day of a menu's cycle. Type and length of the cycle are taken
 * from the first row of a menu that has them and must not change further down.
 */
export function checkMenus(table: Menus, lookups: MenuLookups): Verdict<MenuRow>[] {
  const terms = new Map<string, Terms>();
  const places = new Map<string, number>();
  return table.rows.map((row) => {
    const verdict = checkMenu(row, table, lookups, terms);
    if (verdict.outcome === "refused") return verdict;
    const { menuName, cycleDay, slot } = verdict.record;
    const place = `${menuName}\n${cycleDay}\n${slot}`;
    const first = places.get(place);
    if (first === undefined) places.set(place, row.row);
    return first === undefined ? verdict : refuse(verdict, duplicate(row, table, first));
  });
}

function checkMenu(
  row: TableRow<MenuColumn>,
  table: Menus,
  lookups: MenuLookups,
  terms: Map<string, Terms>,
): Verdict<MenuRow> {
  const reader = rowReader(row, table.headers, menuColumns);
  const { take, fail, messages } = reader;
  const menuName = take("menu", readName(row.cells.menu, "菜单名称")) ?? "";
  const { type, cycleDays } = termsOf(row, reader, menuName, terms);
  const cycleDay = take("day", readWhole(row.cells.day, { min: 1, max: CYCLE_MAX, unit: "天" }));
  if (cycleDay === null && plainText(row.cells.day) === "") {
    fail("day", { code: "MISSING_DAY", error: "必填，没写第几天", advice: "补上，如 1" });
  }
  if (cycleDay !== null && cycleDay > cycleDays) {
    const error = `周期只有 ${cycleDays} 天`;
    fail("day", { code: "OUT_OF_RANGE", error, advice: "改天次，或改周期天数" });
  }
  const slots = take("slot", readSlots(row.cells.slot)) ?? [];
  if (slots.length > 1) {
    fail("slot", { code: "SLOT_SEVERAL", error: "一行只能写一个餐次", advice: "分成几行" });
  }
  const dishes = readDishes(row, reader, lookups);
  return verdictOf(row.row, messages, {
    menuName,
    menuType: type,
    cycleDays,
    cycleDay: cycleDay ?? 1,
    slot: slots[0] ?? "breakfast",
    dishes,
  });
}

function termsOf(row: TableRow<MenuColumn>, reader: Reader, menuName: string, terms: Map<string, Terms>): Terms {
  const type = menuType(row, reader);
  const cycleDays = reader.take("cycleDays", readWhole(row.cells.cycleDays, { min: 1, max: CYCLE_MAX, unit: "天" }));
  const first = terms.get(menuName);
  if (!first) {
    const own: Terms = { row: row.row, type: type ?? "basic", cycleDays: cycleDays ?? WEEK };
    if (menuName !== "") terms.set(menuName, own);
    return own;
  }
  if (type !== null && type !== first.type) {
    const error = `和第 ${first.row} 行的类型不同`;
    reader.fail("type", { code: "MENU_CONFLICT", error, advice: "同一菜单只能有一种类型" });
  }
  if (cycleDays !== null && cycleDays !== first.cycleDays) {
    const error = `和第 ${first.row} 行的 ${first.cycleDays} 天不同`;
    reader.fail("cycleDays", { code: "MENU_CONFLICT", error, advice: "同一菜单只能有一个周期" });
  }
  return first;
}

function menuType(row: TableRow<MenuColumn>, reader: Reader): MenuRow["menuType"] | null {
  const text = plainText(row.cells.type);
  if (text === "") return null;
  if (/^(基础|标准|basic)/i.test(text)) return "basic";
  if (/^(定制|个性|特殊|custom)/i.test(text)) return "custom";
  reader.fail("type", { code: "MENU_TYPE_UNKNOWN", error: "类型只能是基础或定制", advice: "改成基础或定制" });
  return null;
}

/** "鲈鱼汤、黑米饭×2": dishes divided by 、 , ; + or line breaks, each with a number of portions if not one. */
function readDishes(row: TableRow<MenuColumn>, reader: Reader, lookups: MenuLookups): MenuRow["dishes"] {
  const parts = halfWidth(rawText(row.cells.dishes))
    .split(/[、,;+\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0)
    reader.fail("dishes", { code: "MISSING_DISHES", error: "必填，没有菜品", advice: "补上菜品" });
  const dishes: MenuRow["dishes"] = [];
  for (const part of parts) {
    const [, written = part, portions] =
      part.length > 120 ? [] : (/^(.+?)\s*[x×*]\s*(\d{1,3})\s*份?$/i.exec(part) ?? []);
    const known = lookups.resolveDish(part) ?? lookups.resolveDish(written);
    const count = Number(portions ?? 1);
    if (!known) {
      const error = `“${written.slice(0, 50)}”不在菜品库里`;
      reader.fail("dishes", { code: "UNKNOWN_DISH", error, advice: "换成菜品库里的名字，或先建菜品" }, part);
    } else if (!known.isAvailable) {
      const error = `“${known.name}”已停用`;
      reader.fail("dishes", { code: "DISH_UNAVAILABLE", error, advice: "换一道菜，或先启用它" }, part);
    } else if (count < 1 || count > 20) {
      reader.fail("dishes", { code: "OUT_OF_RANGE", error: "份数超出 1 到 20", advice: "核对份数" }, part);
    } else if (dishes.some((dish) => dish.dishId === known.id)) {
      reader.fail("dishes", { code: "DISH_REPEATED", error: `${known.name} 写了两次`, advice: "合成一条" }, part);
    } else dishes.push({ dishId: known.id, name: known.name, quantity: count });
  }
  return dishes;
}

function duplicate(row: TableRow<MenuColumn>, table: Menus, first: number): RowMessage {
  return {
    row: row.row,
    column: table.headers.slot ?? menuColumns.slot.names[0],
    code: "DUP_MENU_SLOT",
    error: `和第 ${first} 行是同一天、同一餐次`,
    value: rawText(row.cells.slot),
    severity: "error",
    advice: "把菜合到一行",
  };
}
