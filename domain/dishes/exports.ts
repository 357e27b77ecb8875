import "server-only";
import { command, type Read, reader } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { dailyMenusAfter } from "./daily/queries";
import type { ListDailyMenus } from "./daily/schema";
import { ingredientsAfter } from "./ingredients/queries";
import type { ListIngredients } from "./ingredients/schema";
import { menusAfter } from "./menus/queries";
import type { ListMenus } from "./menus/schema";
import { dishesAfter } from "./recipes/queries";
import type { ListDishes } from "./recipes/schema";

const CHUNK = 500;

/** Every row of a list, without paging, by id; at most `cap` of them. The taking-away itself is written down. */
export const exportIngredients = (ctx: Ctx, input: ListIngredients, cap: number) =>
  taken(ctx, "ingredients:export", "ingredient.exported", input, cap, ingredientsAfter);

export const exportDishes = (ctx: Ctx, input: ListDishes, cap: number) =>
  taken(ctx, "dishes:export", "dish.exported", input, cap, dishesAfter);

export const exportMenus = (ctx: Ctx, input: ListMenus, cap: number) =>
  taken(ctx, "menus:export", "menu.exported", input, cap, menusAfter);

export const exportDailyMenus = (ctx: Ctx, input: ListDailyMenus, cap: number) =>
  taken(ctx, "menus:export", "daily_menu.exported", input, cap, dailyMenusAfter);

async function taken<Input extends { page: number; pageSize: number; sort: string }, Row extends { id: number }>(
  ctx: Ctx,
  permission: Permission,
  what: `${string}.exported`,
  input: Input,
  cap: number,
  after: (read: Read, input: Input, lastId: number, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const read = reader(ctx, permission);
  const rows: Row[] = [];
  for (let lastId = 0; rows.length < cap; ) {
    const next = await after(read, input, lastId, Math.min(CHUNK, cap - rows.length));
    const last = next.at(-1);
    if (!last) break;
    rows.push(...next);
    lastId = last.id;
  }
  const { page, pageSize, sort, ...filter } = input;
  await command(ctx, permission, (tx) => audit(tx, what, null, { id: 0 }, { filter, rows: rows.length }));
  return rows;
}
