import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { dailyMenus, dishes, menuDishes, menus } from "@/db/schema/dishes";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { conflict, invalid, notFound } from "@/lib/errors";
import { mastersOf } from "../queries";
import { menuRow } from "./queries";
import { type ArchiveMenu, type CreateMenu, type MenuOut, menuForm, type UpdateMenu } from "./schema";

type Line = CreateMenu["dishes"][number];

/** A template: dishes per slot and day of its cycle. */
export function createMenu(ctx: Ctx, input: CreateMenu): Promise<MenuOut> {
  return command(ctx, "menus:edit", async (tx) => detailOf(tx, await addMenu(tx, input)));
}

/** Building block of the command above, also for imports: writes, audits, answers the id. */
export async function addMenu(tx: Tx, record: CreateMenu): Promise<number> {
  const lines = [...record.dishes, ...record.dishIds.map(plainLine)];
  const cycleDays = await checked(tx, lines, record.cycleDays);
  const [{ insertId: id }] = await tx.db.insert(menus).values({
    name: record.name,
    description: record.description,
    menuType: record.menuType,
    cycleDays,
    isActive: record.isActive,
    createdAt: tx.now,
    updatedAt: tx.now,
  });
  await writeLines(tx, id, lines);
  tx.touched.add("menu");
  await audit(tx, "menu.created", null, await detailOf(tx, id));
  return id;
}

/** Changes what is given; `dishes` (or `dish_ids`) replaces all lines. Daily menus already made stay as they are. */
export function updateMenu(ctx: Ctx, input: UpdateMenu): Promise<MenuOut> {
  return command(ctx, "menus:edit", async (tx) => {
    const row = await locked(tx, input.id);
    const before = await detailOf(tx, row.id);
    await assertVersion(tx, "menu", row, input.version, { ...menuForm(before), id: row.id });
    const kept: Line[] = menuForm(before).dishes;
    const given = input.dishes ?? input.dishIds?.map(plainLine);
    const lines = given ?? kept;
    const cycleDays = await checked(
      tx,
      lines,
      input.cycleDays === undefined ? row.cycleDays : input.cycleDays,
      given !== undefined,
    );
    const { name, description, menuType, isActive } = input;
    await tx.db
      .update(menus)
      .set({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(menuType !== undefined && { menuType }),
        ...(isActive !== undefined && { isActive }),
        cycleDays,
        version: row.version + 1,
        updatedAt: tx.now,
      })
      .where(eq(menus.id, row.id));
    if (given) await writeLines(tx, row.id, lines);
    tx.touched.add("menu");
    const after = await detailOf(tx, row.id);
    await audit(tx, "menu.updated", before, after);
    return after;
  });
}

export function archiveMenu(ctx: Ctx, input: ArchiveMenu): Promise<null> {
  return command(ctx, "menus:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "menu", row, input.version);
    if (row.archivedAt) throw conflict(`“${row.name}”已经归档了`);
    await setArchived(tx, row, true);
    return null;
  });
}

export function restoreMenu(ctx: Ctx, input: ArchiveMenu): Promise<MenuOut> {
  return command(ctx, "menus:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (!row.archivedAt) throw conflict(`“${row.name}”没有归档，不用恢复`);
    await setArchived(tx, row, false);
    return detailOf(tx, row.id);
  });
}

/** Undo of an import: removes a menu from which no day was made yet. Throws conflict when one was. */
export async function removeMenu(tx: Tx, id: number): Promise<void> {
  const row = await locked(tx, id);
  const [used] = await tx.db.select({ id: dailyMenus.id }).from(dailyMenus).where(eq(dailyMenus.menuId, id)).limit(1);
  if (used) throw conflict(`已经用“${row.name}”生成过每日菜单，没有撤销`);
  const before = await detailOf(tx, id);
  await tx.db.delete(menuDishes).where(eq(menuDishes.menuId, id));
  await tx.db.delete(menus).where(eq(menus.id, id));
  tx.touched.add("menu");
  await audit(tx, "menu.removed", before, null);
}

const plainLine = (dishId: number): Line => ({ dishId, quantity: 1, categoryId: null, cycleDay: null });

async function locked(tx: Tx, id: number) {
  const [row] = await tx.db.select().from(menus).where(eq(menus.id, id)).for("update");
  if (!row) throw notFound("这份菜单");
  return row;
}

async function detailOf(tx: Tx, id: number): Promise<MenuOut> {
  const detail = await menuRow(tx, id);
  if (!detail) throw new Error(`menu ${id} is missing`);
  return detail;
}

async function setArchived(tx: Tx, row: typeof menus.$inferSelect, archived: boolean): Promise<void> {
  const after = { ...row, archivedAt: archived ? tx.now : null, version: row.version + 1, updatedAt: tx.now };
  await tx.db.update(menus).set(after).where(eq(menus.id, row.id));
  tx.touched.add("menu");
  await audit(tx, archived ? "menu.archived" : "menu.restored", row, after);
}

/** The length of the cycle (at least its last used day), or a field error about a line. */
async function checked(tx: Tx, lines: readonly Line[], cycleDays: number | null, isNew = true): Promise<number | null> {
  const last = Math.max(0, ...lines.map((l) => l.cycleDay ?? 0));
  if (cycleDays !== null && last > cycleDays)
    throw invalid("cycleDays", `第 ${last} 天已经排了菜，一轮不能少于 ${last} 天`);
  if (!isNew) return cycleDays ?? (last > 0 ? last : null);
  const { slots } = await mastersOf(tx);
  const ids = [...new Set(lines.map((l) => l.dishId))];
  const known = ids.length
    ? await tx.db
        .select({ id: dishes.id, name: dishes.name, isBase: dishes.isBase })
        .from(dishes)
        .where(and(inArray(dishes.id, ids), isNull(dishes.archivedAt)))
    : [];
  const seen = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const dish = known.find((d) => d.id === line.dishId);
    if (!dish) throw invalid(`dishes.${i}.dishId`, "没有这道菜，或它已归档");
    if (dish.isBase) throw invalid(`dishes.${i}.dishId`, `“${dish.name}”是底料，不能单独上菜单`);
    if (line.categoryId !== null && !slots.some((s) => s.id === line.categoryId))
      throw invalid(`dishes.${i}.categoryId`, "没有这个餐次");
    const key = `${line.cycleDay}/${line.categoryId}/${line.dishId}`;
    if (seen.has(key)) throw invalid(`dishes.${i}.dishId`, `“${dish.name}”在同一格里写了两次，改份数就好`);
    seen.add(key);
  }
  return cycleDays ?? (last > 0 ? last : null);
}

async function writeLines(tx: Tx, menuId: number, lines: readonly Line[]): Promise<void> {
  await tx.db.delete(menuDishes).where(eq(menuDishes.menuId, menuId));
  const rows = lines.map((line, position) => ({ menuId, ...line, position, createdAt: tx.now }));
  for (let at = 0; at < rows.length; at += 500) await tx.db.insert(menuDishes).values(rows.slice(at, at + 500));
}
