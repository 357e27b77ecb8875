import "server-only";
import { and, asc, eq, gte, inArray, isNull, lte } from "drizzle-orm";
import { dailyMenuDishes, dailyMenus, dishes } from "@/db/schema/dishes";
import type { Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { conflict, invalid } from "@/lib/errors";
import { grouped } from "@/lib/grouped";
import { type Day, dayOf } from "@/lib/time";
import { type Masters, mastersOf } from "../queries";
import { dailyMenuRow } from "./queries";
import { statusNow } from "./rules";
import type { BulkOut, DailyMenuOut, UpdateDailyMenu } from "./schema";

export type Line = UpdateDailyMenu["dishes"] extends (infer L)[] | undefined ? L : never;
export type Head = typeof dailyMenus.$inferSelect;
export const plainLine = (dishId: number): Line => ({ dishId, quantity: 1, portionLimit: null, price: null });

export async function detailOf(tx: Tx, id: number): Promise<DailyMenuOut> {
  const detail = await dailyMenuRow(tx, id);
  if (!detail) throw new Error(`daily menu ${id} is missing`);
  return detail;
}

/** Why a slot of a day can no longer be changed, or null while it can. */
export function closedReason(tx: Tx, head: Head, slots: Masters["slots"]): string | null {
  const slot = slots.find((s) => s.id === head.categoryId);
  const status = slot ? statusNow(head, slot, tx.now) : head.status;
  if (status === "locked") return `${slot?.name ?? "这一餐"}已截单，不能再改菜单`;
  if (status === "served") return `${slot?.name ?? "这一餐"}已供餐`;
  return head.menuDate < dayOf(tx.now) ? `${head.menuDate} 已经过去了` : null;
}

export const headsOf = (tx: Tx, centreId: number, from: Day, to: Day): Promise<Head[]> =>
  tx.db
    .select()
    .from(dailyMenus)
    .where(and(eq(dailyMenus.centreId, centreId), gte(dailyMenus.menuDate, from), lte(dailyMenus.menuDate, to)))
    .orderBy(asc(dailyMenus.menuDate), asc(dailyMenus.categoryId))
    .for("update");

export async function linesOf(tx: Tx, heads: readonly Head[]) {
  if (heads.length === 0) return new Map<number, (typeof dailyMenuDishes.$inferSelect)[]>();
  const ids = heads.map((h) => h.id);
  const rows = await tx.db
    .select()
    .from(dailyMenuDishes)
    .where(inArray(dailyMenuDishes.dailyMenuId, ids))
    .orderBy(asc(dailyMenuDishes.id));
  return grouped(rows, (row) => row.dailyMenuId);
}

type Wanted = { menuDate: Day; categoryId: number; menuId: number | null; lines: Line[] };

/** Writes wanted slots into a centre; what is there is kept, or replaced where that is asked for and still allowed. */
export async function fill(tx: Tx, centreId: number, wanted: readonly Wanted[], overwrite: boolean): Promise<BulkOut> {
  const { slots } = await mastersOf(tx);
  const days = wanted.map((w) => w.menuDate).sort();
  const [first, last] = [days[0], days.at(-1)];
  const there = first && last ? await headsOf(tx, centreId, first, last) : [];
  const done: BulkOut = { created: 0, replaced: 0, skipped: [] };
  const order = new Map(slots.map((s, i) => [s.id, i]));
  const placeOf = (w: Wanted) => `${w.menuDate} ${String(order.get(w.categoryId) ?? 99).padStart(2, "0")}`;
  for (const { lines, ...slot } of [...wanted].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))) {
    const head = there.find((h) => h.menuDate === slot.menuDate && h.categoryId === slot.categoryId);
    const skip = (reason: string) =>
      done.skipped.push({
        menuDate: slot.menuDate,
        categoryId: slot.categoryId,
        categoryName: slots.find((s) => s.id === slot.categoryId)?.name ?? "",
        reason,
      });
    if (!head) {
      await insertMenu(tx, { centreId, ...slot }, lines);
      done.created++;
      continue;
    }
    const reason = closedReason(tx, head, slots) ?? (overwrite ? null : "已经有菜单");
    if (reason) {
      skip(reason);
      continue;
    }
    const before = await detailOf(tx, head.id);
    if (before.dishes.some((d) => d.orderedQuantity > 0)) {
      skip("已经有人点了菜");
      continue;
    }
    await replaceLines(tx, before, lines);
    await bump(tx, head, { menuId: slot.menuId });
    await audit(tx, "daily_menu.replaced", before, await detailOf(tx, head.id));
    done.replaced++;
  }
  if (done.created + done.replaced === 0) unchanged(tx);
  return done;
}

export async function insertMenu(
  tx: Tx,
  slot: { centreId: number; menuDate: Day; categoryId: number; menuId: number | null },
  lines: readonly Line[],
): Promise<number> {
  const [{ insertId: id }] = await tx.db.insert(dailyMenus).values({ ...slot, createdAt: tx.now, updatedAt: tx.now });
  if (lines.length > 0)
    await tx.db.insert(dailyMenuDishes).values(lines.map((line) => ({ dailyMenuId: id, ...line, createdAt: tx.now })));
  tx.touched.add("daily_menu");
  await audit(tx, "daily_menu.created", null, { id, ...slot, dishes: lines } as { id: number; centreId: number });
  return id;
}

/** Ordered dishes keep their row and count; a limit may not fall below what is ordered. */
export async function replaceLines(tx: Tx, before: DailyMenuOut, lines: readonly Line[]): Promise<void> {
  await assertDishes(tx, lines, new Set(before.dishes.map((d) => d.id)));
  for (const dish of before.dishes) {
    const at = lines.findIndex((line) => line.dishId === dish.id);
    const line = lines[at];
    if (dish.orderedQuantity > 0 && !line)
      throw conflict(`“${dish.name}”已经有 ${dish.orderedQuantity} 份被点了，不能拿掉`);
    if (line && line.portionLimit !== null && line.portionLimit < dish.orderedQuantity)
      throw invalid(`dishes.${at}.portionLimit`, `已经点了 ${dish.orderedQuantity} 份，限量不能更少`);
  }
  const ordered = new Map(before.dishes.map((d) => [d.id, d.orderedQuantity]));
  await tx.db.delete(dailyMenuDishes).where(eq(dailyMenuDishes.dailyMenuId, before.id));
  if (lines.length === 0) return;
  await tx.db.insert(dailyMenuDishes).values(
    lines.map((line) => ({
      dailyMenuId: before.id,
      ...line,
      orderedQuantity: ordered.get(line.dishId) ?? 0,
      createdAt: tx.now,
    })),
  );
}

export async function assertDishes(
  tx: Tx,
  lines: readonly Line[],
  kept: ReadonlySet<number> = new Set(),
): Promise<void> {
  const ids = lines.map((l) => l.dishId);
  if (ids.length === 0) return;
  const known = await tx.db
    .select({ id: dishes.id, name: dishes.name, isAvailable: dishes.isAvailable, isBase: dishes.isBase })
    .from(dishes)
    .where(and(inArray(dishes.id, ids), isNull(dishes.archivedAt)));
  for (const [i, id] of ids.entries()) {
    const dish = known.find((d) => d.id === id);
    const field = `dishes.${i}.dishId`;
    if (ids.indexOf(id) !== i) throw invalid(field, `“${dish?.name ?? id}”写了两次，改份数就好`);
    if (kept.has(id)) continue;
    if (!dish) throw invalid(field, "没有这道菜，或它已归档");
    if (!dish.isAvailable) throw invalid(field, `“${dish.name}”已停用`);
    if (dish.isBase) throw invalid(field, `“${dish.name}”是底料，不能单独上菜单`);
  }
}

export async function bump(tx: Tx, head: Head, change: Partial<Head>): Promise<void> {
  await tx.db
    .update(dailyMenus)
    .set({ ...change, version: head.version + 1, updatedAt: tx.now })
    .where(eq(dailyMenus.id, head.id));
  tx.touched.add("daily_menu");
}
