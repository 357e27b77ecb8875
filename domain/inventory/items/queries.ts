import "server-only";
import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { ItemKind, StockLotStatus } from "@/db/enums/inventory";
import { inventoryItems, items, lotBalances, stockLots, warehouses } from "@/db/schema/inventory";
import { reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { initials } from "@/lib/pinyin";
import type { Day } from "@/lib/time";
import { unitsOf } from "../queries";
import type { ItemUnits } from "../rules";

export type ItemOption = {
  id: number;
  name: string;
  code: string;
  kind: ItemKind;
  category: string | null;
  unit: string;
};

/** Items to pick from, by name, code or pinyin initials; best matches first. */
export async function findItems(
  ctx: Ctx,
  { search = "", limit = 30 }: { search?: string; limit?: number },
): Promise<ItemOption[]> {
  const { db } = reader(ctx, "inventory:read");
  const rows = await db
    .select({
      id: items.id,
      name: items.name,
      code: items.code,
      kind: items.kind,
      category: items.category,
      unit: items.baseUnit,
    })
    .from(items)
    .where(and(isNull(items.archivedAt), eq(items.isActive, true)))
    .orderBy(asc(items.name), asc(items.id));
  const text = search.trim().toLowerCase();
  if (text === "") return rows.slice(0, limit);
  const rank = (row: ItemOption) => {
    if (row.name === text) return 0;
    if (row.name.startsWith(text)) return 1;
    if (row.name.includes(text) || row.code.toLowerCase().includes(text)) return 2;
    return /^[a-z]+$/.test(text) && initials(row.name).startsWith(text) ? 1 : 9;
  };
  return rows
    .map((row) => ({ row, at: rank(row) }))
    .filter(({ at }) => at < 9)
    .sort((a, b) => a.at - b.at)
    .slice(0, limit)
    .map(({ row }) => row);
}

export type ItemOnShelf = {
  id: number;
  name: string;
  units: ItemUnits;
  shelfDays: number | null;
  lots: { id: number; lotNo: string; expiresOn: Day | null; quantity: number; status: StockLotStatus }[];
};

/** Items as document lines need them: their units, and what lies of them in a warehouse that the caller sees. Four queries. */
export async function itemsOnShelf(
  ctx: Ctx,
  { itemIds, warehouseId }: { itemIds: readonly number[]; warehouseId: number },
): Promise<ItemOnShelf[]> {
  const { db, grant } = reader(ctx, "inventory:read");
  const wanted = [...new Set(itemIds)];
  if (wanted.length === 0) return [];
  const [rows, units, lots] = await Promise.all([
    db
      .select({ id: items.id, name: items.name, shelfDays: items.shelfDays })
      .from(items)
      .where(inArray(items.id, wanted)),
    unitsOf(db, wanted),
    db
      .select({
        itemId: inventoryItems.itemId,
        id: stockLots.id,
        lotNo: stockLots.lotNo,
        expiresOn: stockLots.expiresOn,
        quantity: lotBalances.quantity,
        status: stockLots.status,
      })
      .from(inventoryItems)
      .innerJoin(
        warehouses,
        and(eq(warehouses.id, inventoryItems.warehouseId), within(warehouses.centreId, grant.centres)),
      )
      .innerJoin(lotBalances, and(eq(lotBalances.inventoryItemId, inventoryItems.id), gt(lotBalances.quantity, 0)))
      .innerJoin(stockLots, eq(stockLots.id, lotBalances.lotId))
      .where(and(eq(inventoryItems.warehouseId, warehouseId), inArray(inventoryItems.itemId, wanted))),
  ]);
  return rows.flatMap((row) => {
    const known = units.get(row.id);
    if (!known) return [];
    const own = lots.filter((lot) => lot.itemId === row.id).map(({ itemId, ...lot }) => lot);
    return [{ ...row, units: known, lots: own.sort(bySoonest) }];
  });
}

const bySoonest = (a: { expiresOn: Day | null; id: number }, b: { expiresOn: Day | null; id: number }): number =>
  (a.expiresOn ?? "9").localeCompare(b.expiresOn ?? "9") || a.id - b.id;
