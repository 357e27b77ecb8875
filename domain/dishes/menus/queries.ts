import "server-only";
import { and, asc, desc, eq, inArray, isNotNull, isNull, like, type SQL, sql } from "drizzle-orm";
import { menuDishes, menus } from "@/db/schema/dishes";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { grouped } from "@/lib/grouped";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { dishCards, mastersOf } from "../queries";
import { containing } from "../search";
import type { ListMenus, MenuOut, MenuType } from "./schema";

const sortable = { id: menus.id, name: menus.name, updatedAt: menus.updatedAt, createdAt: menus.createdAt };

/** Menu templates with their dishes: three queries whatever the page holds. */
export async function listMenus(ctx: Ctx, input: ListMenus): Promise<Page<MenuOut>> {
  const read = reader(ctx, "menus:read");
  const where = matching(input);
  const { key, dir } = sortOf<keyof typeof sortable>(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [heads, total] = await Promise.all([
    read.db
      .select()
      .from(menus)
      .where(where)
      .orderBy(order(sortable[key]), order(menus.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countMenus(read, input),
  ]);
  return { rows: await withDishes(read, heads), total, page: input.page, pageSize: input.pageSize };
}

export async function countMenus({ db }: Read, input: ListMenus): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(menus)
    .where(matching(input));
  return row?.n ?? 0;
}

/** Rows of a list by ascending id, for an export that reads on from the last one. */
export async function menusAfter(read: Read, input: ListMenus, lastId: number, limit: number): Promise<MenuOut[]> {
  const heads = await read.db
    .select()
    .from(menus)
    .where(and(matching(input), sql`${menus.id} > ${lastId}`))
    .orderBy(asc(menus.id))
    .limit(limit);
  return withDishes(read, heads);
}

export async function menuDetail(ctx: Ctx, { id }: { id: number }): Promise<MenuOut> {
  const menu = await menuRow(reader(ctx, "menus:read"), id);
  if (!menu) throw notFound("这份菜单");
  return menu;
}

/** Building block: one menu with its dishes, also inside a command. */
export async function menuRow(read: Pick<Read, "db">, id: number): Promise<MenuOut | null> {
  const heads = await read.db.select().from(menus).where(eq(menus.id, id));
  return (await withDishes(read, heads))[0] ?? null;
}

async function withDishes(read: Pick<Read, "db">, heads: (typeof menus.$inferSelect)[]): Promise<MenuOut[]> {
  if (heads.length === 0) return [];
  const lines = await read.db
    .select()
    .from(menuDishes)
    .where(
      inArray(
        menuDishes.menuId,
        heads.map((h) => h.id),
      ),
    )
    .orderBy(asc(menuDishes.menuId), asc(menuDishes.cycleDay), asc(menuDishes.position), asc(menuDishes.id));
  const ids = [...new Set(lines.map((l) => l.dishId))];
  const [cards, { slots }] = await Promise.all([dishCards(read, ids), mastersOf(read)]);
  const slotName = new Map(slots.map((s) => [s.id, s.name]));
  const byMenu = grouped(lines, (l) => l.menuId);
  return heads.map(({ menuType, ...head }) => ({
    ...head,
    menuType: menuType as MenuType,
    dishes: (byMenu.get(head.id) ?? []).map(({ dishId, quantity, categoryId, cycleDay }) => ({
      id: dishId,
      name: cards.get(dishId)?.name ?? "",
      price: cards.get(dishId)?.price ?? null,
      quantity,
      categoryId,
      categoryName: categoryId === null ? null : (slotName.get(categoryId) ?? null),
      cycleDay,
      isAvailable: cards.get(dishId)?.isAvailable ?? false,
    })),
  }));
}

function matching({ menuType, isActive, search, archived }: ListMenus): SQL | undefined {
  return and(
    archived ? isNotNull(menus.archivedAt) : isNull(menus.archivedAt),
    menuType ? eq(menus.menuType, menuType) : undefined,
    isActive === undefined ? undefined : eq(menus.isActive, isActive),
    search ? like(menus.name, containing(search)) : undefined,
  );
}
