import "server-only";
import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { inventoryItems, items, lotBalances, stockLots, warehouses } from "@/db/schema/inventory";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { usersWith } from "@/domain/identity/queries";
import { notify } from "@/domain/notifications/commands";
import { dayOf } from "@/lib/time";
import { isLow, type Level, lowWords } from "./rules";

type ShelfLevel = Level & {
  shelf: typeof inventoryItems.$inferSelect;
  warehouse: { id: number; name: string; centreId: number };
};

/**
 * Looks at items whose stock has moved: where what can be used has fallen below the reorder point, the keepers of the store get
 * one message, and no other one until it has been above in between. Answers how many shelves have newly run low.
 */
export function noticeLow(ctx: Ctx, { itemIds }: { itemIds: readonly number[] }): Promise<number> {
  return command(ctx, "inventory:edit", async (tx) => {
    const levels = await levelsOf(tx, itemIds);
    const fallen = levels.filter((one) => isLow(one) && one.shelf.lowSince === null);
    const risen = levels.filter((one) => !isLow(one) && one.shelf.lowSince !== null);
    if (fallen.length + risen.length === 0) {
      unchanged(tx);
      return 0;
    }
    for (const one of fallen) await mark(tx, one, tx.now);
    for (const one of risen) await mark(tx, one, null);
    for (const warehouseId of new Set(fallen.map((one) => one.warehouse.id)))
      await tell(
        tx,
        fallen.filter((one) => one.warehouse.id === warehouseId),
      );
    return fallen.length;
  });
}

/** Shelves of these items that have a reorder point, locked in id order as every posting does, with what can be used of them. */
async function levelsOf(tx: Tx, itemIds: readonly number[]): Promise<ShelfLevel[]> {
  if (itemIds.length === 0) return [];
  const shelves = await tx.db
    .select()
    .from(inventoryItems)
    .where(and(inArray(inventoryItems.itemId, [...itemIds]), isNotNull(inventoryItems.reorderPoint)))
    .orderBy(asc(inventoryItems.id))
    .for("update");
  if (shelves.length === 0) return [];
  const ids = shelves.map((shelf) => shelf.id);
  const today = dayOf(tx.now);
  const usable = sql`${stockLots.status} = 'available' and (${stockLots.expiresOn} is null or ${stockLots.expiresOn} >= ${today})`;
  const rows = await tx.db
    .select({
      shelfId: inventoryItems.id,
      itemName: items.name,
      unit: items.baseUnit,
      warehouse: { id: warehouses.id, name: warehouses.name, centreId: warehouses.centreId },
      usable: sql<number>`coalesce(sum(case when ${usable} then ${lotBalances.quantity} else 0 end), 0)`.mapWith(
        Number,
      ),
    })
    .from(inventoryItems)
    .innerJoin(items, eq(items.id, inventoryItems.itemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .leftJoin(lotBalances, and(eq(lotBalances.inventoryItemId, inventoryItems.id), gt(lotBalances.quantity, 0)))
    .leftJoin(stockLots, eq(stockLots.id, lotBalances.lotId))
    .where(and(inArray(inventoryItems.id, ids), or(isNull(warehouses.archivedAt), isNotNull(inventoryItems.lowSince))))
    .groupBy(inventoryItems.id, items.name, items.baseUnit, warehouses.id, warehouses.name, warehouses.centreId);
  return rows.flatMap(({ shelfId, ...row }) => {
    const shelf = shelves.find((one) => one.id === shelfId);
    if (!shelf || shelf.reorderPoint === null) return [];
    return [{ ...row, shelf, reserved: shelf.reservedQuantity, reorderPoint: shelf.reorderPoint }];
  });
}

async function mark(tx: Tx, { shelf, warehouse }: ShelfLevel, lowSince: Date | null): Promise<void> {
  await tx.db.update(inventoryItems).set({ lowSince }).where(eq(inventoryItems.id, shelf.id));
  const { centreId } = warehouse;
  const action = lowSince === null ? "inventory_item.restocked" : "inventory_item.ran_low";
  await audit(tx, action, { ...shelf, centreId }, { ...shelf, lowSince, centreId });
}

async function tell(tx: Tx, levels: readonly ShelfLevel[]): Promise<void> {
  const [first] = levels;
  if (!first) return;
  const keepers = await usersWith(tx, "inventory:edit", first.warehouse.centreId);
  await notify(
    tx,
    keepers.map((user) => user.id),
    {
      kind: "stock.low",
      ...lowWords(first.warehouse.name, levels),
      link:
        levels.length === 1
          ? `/inventory/${first.shelf.id}`
          : `/inventory?warehouse_id=${first.warehouse.id}&status=low`,
      dedupeKey: `stock.low:${first.shelf.id}:${tx.now.toISOString()}`,
    },
  );
}
