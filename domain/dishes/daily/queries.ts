import "server-only";
import { and, asc, desc, eq, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import { dailyMenuDishes, dailyMenus } from "@/db/schema/dishes";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { throughCache } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import { grouped } from "@/lib/grouped";
import type { Fen } from "@/lib/money";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/time";
import type { DayMenuOut } from "../menus/schema";
import { dishCards, mastersOf } from "../queries";
import type { DailyMenuOut, ListDailyMenus, WeekOfMenus } from "./schema";

/** Daily menus of the centres in scope, newest day first. */
export async function listDailyMenus(ctx: Ctx, input: ListDailyMenus): Promise<Page<DailyMenuOut>> {
  const read = reader(ctx, "menus:read");
  const where = await matching(read, input);
  const { key, dir } = sortOf<"menuDate" | "id" | "createdAt">(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [heads, total] = await Promise.all([
    read.db
      .select()
      .from(dailyMenus)
      .where(where)
      .orderBy(order(dailyMenus[key]), asc(dailyMenus.categoryId), order(dailyMenus.id)) // as the unique index has them
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countDailyMenus(read, input),
  ]);
  const rows = await withDishes(read, heads);
  return { rows, total, page: input.page, pageSize: input.pageSize };
}

export async function countDailyMenus(read: Read, input: ListDailyMenus): Promise<number> {
  const [row] = await read.db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(dailyMenus)
    .where(await matching(read, input));
  return row?.n ?? 0;
}

/** Rows of a list by ascending id, for an export that reads on from the last one. */
export async function dailyMenusAfter(read: Read, input: ListDailyMenus, lastId: number, limit: number) {
  const heads = await read.db
    .select()
    .from(dailyMenus)
    .where(and(await matching(read, input), sql`${dailyMenus.id} > ${lastId}`))
    .orderBy(asc(dailyMenus.id))
    .limit(limit);
  return withDishes(read, heads);
}

export async function dailyMenuDetail(ctx: Ctx, { id }: { id: number }): Promise<DailyMenuOut> {
  const menu = await dailyMenuRow(reader(ctx, "menus:read"), id);
  if (!menu) throw notFound("这份每日菜单");
  return menu;
}

/** Building block: one daily menu within the scope, also inside a command. */
export async function dailyMenuRow(read: Pick<Read, "db" | "grant">, id: number): Promise<DailyMenuOut | null> {
  const heads = await read.db
    .select()
    .from(dailyMenus)
    .where(and(eq(dailyMenus.id, id), within(dailyMenus.centreId, read.grant.centres)));
  return (await withDishes(read, heads))[0] ?? null;
}

/** Seven days of one centre, for the week view; Monday of the week is the default start. */
export async function weekOfMenus(ctx: Ctx, input: WeekOfMenus) {
  const read = reader(ctx, "menus:read");
  const centreId = await centreFor(read, input.centreId);
  const from = input.from ?? mondayOf(dayOf(ctx.now));
  const to = addDays(from, 6);
  const [heads, { slots }] = await Promise.all([
    read.db
      .select()
      .from(dailyMenus)
      .where(and(eq(dailyMenus.centreId, centreId), gte(dailyMenus.menuDate, from), lte(dailyMenus.menuDate, to))),
    mastersOf(read),
  ]);
  return { centreId, from, to, slots: slots.filter((s) => s.isActive), menus: await withDishes(read, heads) };
}

/** What the slots of a date offer (GET /menus?date=&type=), of one centre or of all in scope. */
export async function dayMenu(
  ctx: Ctx,
  input: { date?: Day; type?: string; centreId?: number },
): Promise<DayMenuOut[]> {
  const read = reader(ctx, "menus:read");
  const centreId = input.centreId ?? ctx.actor.centreId;
  const list = {
    page: 1,
    pageSize: 100,
    sort: "id",
    date: input.date ?? dayOf(ctx.now),
    type: input.type,
    centreId,
  } as const;
  const [heads, { slots }] = await Promise.all([
    read.db
      .select()
      .from(dailyMenus)
      .where(await matching(read, list)),
    mastersOf(read),
  ]);
  const placeOf = (menu: { categoryId: number }) => slots.findIndex((s) => s.id === menu.categoryId);
  const rows = await withDishes(
    read,
    heads.sort((a, b) => a.centreId - b.centreId || placeOf(a) - placeOf(b)),
  );
  return rows.map(({ id, centreId, menuDate, categoryCode, dishes }) => ({
    id,
    centreId,
    date: menuDate,
    type: categoryCode,
    dishes: dishes.map(({ id, name, category, quantity }) => ({ id, name, category, quantity })),
  }));
}

/** Monday of the week a day lies in. 2026-01-05 was one. */
export const mondayOf = (day: Day): Day => addDays(day, -(((daysBetween("2026-01-05" as Day, day) % 7) + 7) % 7));

async function withDishes(read: Pick<Read, "db">, heads: (typeof dailyMenus.$inferSelect)[]): Promise<DailyMenuOut[]> {
  if (heads.length === 0) return [];
  const lines = await read.db
    .select()
    .from(dailyMenuDishes)
    .where(
      inArray(
        dailyMenuDishes.dailyMenuId,
        heads.map((h) => h.id),
      ),
    )
    .orderBy(asc(dailyMenuDishes.id));
  const ids = [...new Set(lines.map((l) => l.dishId))];
  const [cards, { slots }] = await Promise.all([dishCards(read, ids), mastersOf(read)]);
  const byMenu = grouped(lines, (l) => l.dailyMenuId);
  return heads.map((head) => {
    const slot = slots.find((s) => s.id === head.categoryId);
    return {
      ...head,
      categoryName: slot?.name ?? "",
      categoryCode: slot?.code ?? "",
      dishes: (byMenu.get(head.id) ?? []).map(({ dishId, quantity, portionLimit, orderedQuantity, price }) => {
        const card = cards.get(dishId);
        return {
          id: dishId,
          name: card?.name ?? "",
          category: card?.category ?? null,
          price: price ?? card?.price ?? null,
          ownPrice: price,
          quantity,
          portionLimit,
          orderedQuantity,
          calories: card?.nutrition.energy_kcal ?? null,
          isAvailable: card?.isAvailable ?? false,
        };
      }),
    };
  });
}

async function matching(read: Read, input: Partial<ListDailyMenus>): Promise<SQL | undefined> {
  const { date, from, to, categoryId, type, status, centreId } = input;
  const slotId = type === undefined ? undefined : ((await mastersOf(read)).slots.find((s) => s.code === type)?.id ?? 0);
  return and(
    within(dailyMenus.centreId, read.grant.centres),
    centreId === undefined ? undefined : eq(dailyMenus.centreId, centreId),
    date ? eq(dailyMenus.menuDate, date) : undefined,
    from ? gte(dailyMenus.menuDate, from) : undefined,
    to ? lte(dailyMenus.menuDate, to) : undefined,
    categoryId ? eq(dailyMenus.categoryId, categoryId) : undefined,
    slotId === undefined ? undefined : eq(dailyMenus.categoryId, slotId),
    status ? eq(dailyMenus.status, status) : undefined,
  );
}

/** Prices that a slot of a day asks for its dishes; null where it names none of its own. */
export async function menuPrices(
  { db }: Pick<Read, "db">,
  centreId: number,
  day: Day,
  slotId: number,
): Promise<Map<number, Fen | null>> {
  const rows = await db
    .select({ dishId: dailyMenuDishes.dishId, price: dailyMenuDishes.price })
    .from(dailyMenus)
    .innerJoin(dailyMenuDishes, eq(dailyMenuDishes.dailyMenuId, dailyMenus.id))
    .where(
      and(
        eq(dailyMenus.centreId, centreId),
        eq(dailyMenus.menuDate, day),
        eq(dailyMenus.categoryId, slotId),
        inArray(dailyMenus.status, ["published", "locked", "served"]),
      ),
    );
  return new Map(rows.map((row) => [row.dishId, row.price]));
}

/** Slots of these days that the kitchen has taken over, as "day/slot id". */
export const lockedSlots = (read: Pick<Read, "db">, centreId: number, days: readonly Day[]): Promise<Set<string>> =>
  days.length === 0
    ? Promise.resolve(new Set())
    : throughCache(read, `dishes:locked:${centreId}:${days.join(",")}`, ["daily_menu"], (db) =>
        loadLocked(db, centreId, days),
      );

async function loadLocked(db: Read["db"], centreId: number, days: readonly Day[]): Promise<Set<string>> {
  const rows = await db
    .select({ day: dailyMenus.menuDate, slotId: dailyMenus.categoryId })
    .from(dailyMenus)
    .where(
      and(
        eq(dailyMenus.centreId, centreId),
        inArray(dailyMenus.menuDate, [...days]),
        inArray(dailyMenus.status, ["locked", "served"]),
      ),
    );
  return new Set(rows.map((row) => `${row.day}/${row.slotId}`));
}
