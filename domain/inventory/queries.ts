import "server-only";
import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { inventoryItems, items, itemUnits, lotBalances, stockLots, warehouses } from "@/db/schema/inventory";
import type { Db } from "@/domain/core/access";
import { throughCache } from "@/domain/core/through-cache";
import type { Day } from "@/lib/time";
import { isUsable, minus, plus } from "./ledger/rules";
import type { ItemUnits } from "./rules";

/**
 * Fen per base unit, a fraction; null where no price is known. What is in stock counts first (all lots with a cost that are
 * not blocked, weighed by what is left of them), then what the last lot cost, then the item's reference price. One query.
 */
export async function unitCosts(db: Db, itemIds: readonly number[]): Promise<Map<number, number | null>> {
  if (itemIds.length === 0) return new Map();
  const inStock = (sum: string) =>
    sql<number | null>`(select sum(${sql.raw(sum)}) from inventory_item i
    join lot_balance b on b.inventory_item_id = i.id and b.quantity > 0 and b.cost_fen is not null
    join stock_lot l on l.id = b.lot_id and l.status <> 'blocked' where i.item_id = item.id)`.mapWith(Number);
  const ofLastLot = (column: string) =>
    sql<number | null>`(select ${sql.raw(column)} from stock_lot l where l.item_id = item.id
    and l.cost_fen is not null and l.received_quantity > 0 order by l.id desc limit 1)`.mapWith(Number);
  const rows = await db
    .select({
      id: items.id,
      price: items.referencePrice,
      per: items.referenceQuantity,
      stockCost: inStock("b.cost_fen"),
      stockQuantity: inStock("b.quantity"),
      lastCost: ofLastLot("l.cost_fen"),
      lastQuantity: ofLastLot("l.received_quantity"),
    })
    .from(items)
    .where(inArray(items.id, [...new Set(itemIds)]));
  return new Map(
    rows.map(({ id, price, per, stockCost, stockQuantity, lastCost, lastQuantity }) => [
      id,
      rate(stockCost, stockQuantity) ?? rate(lastCost, lastQuantity) ?? rate(price, per),
    ]),
  );
}

const rate = (cost: number | null, quantity: number | null): number | null =>
  cost === null || !quantity ? null : cost / quantity;

export type Availability = {
  /** Everything there, blocked and expired lots too. */
  onHand: number;
  /** In lots that are available and in date on the day. */
  usable: number;
  reserved: number;
  /** usable − reserved; below zero when more is promised than is there. */
  available: number;
};

/** What of these items can be had in a warehouse on a day, in base units; items that never were there have zeros. */
export async function available(
  db: Db,
  itemIds: readonly number[],
  warehouseId: number,
  day: Day,
): Promise<Map<number, Availability>> {
  const nothing = { onHand: 0, usable: 0, reserved: 0, available: 0 };
  const found = new Map<number, Availability>(itemIds.map((id) => [id, nothing]));
  if (itemIds.length === 0) return found;
  const rows = await db
    .select({
      itemId: inventoryItems.itemId,
      onHand: inventoryItems.quantity,
      reserved: inventoryItems.reservedQuantity,
      quantity: lotBalances.quantity,
      expiresOn: stockLots.expiresOn,
      status: stockLots.status,
    })
    .from(inventoryItems)
    .leftJoin(lotBalances, and(eq(lotBalances.inventoryItemId, inventoryItems.id), gt(lotBalances.quantity, 0)))
    .leftJoin(stockLots, eq(stockLots.id, lotBalances.lotId))
    .where(and(eq(inventoryItems.warehouseId, warehouseId), inArray(inventoryItems.itemId, [...new Set(itemIds)])));
  for (const row of rows) {
    const { itemId, onHand, reserved, quantity, expiresOn, status } = row;
    const had = found.get(itemId) ?? nothing;
    const counts = quantity !== null && status !== null && isUsable({ status, expiresOn }, day);
    const usable = plus(had.usable, counts ? quantity : 0);
    found.set(itemId, { onHand, reserved, usable, available: minus(usable, reserved) });
  }
  return found;
}

/** The warehouse that a centre's kitchen takes from; null where no stock is kept. */
export async function kitchenWarehouseOf(db: Db, centreId: number): Promise<number | null> {
  const [row] = await db
    .select({ id: warehouses.id })
    .from(warehouses)
    .where(
      and(
        eq(warehouses.centreId, centreId),
        eq(warehouses.kind, "kitchen"),
        eq(warehouses.status, "active"),
        isNull(warehouses.archivedAt),
      ),
    )
    .orderBy(asc(warehouses.id))
    .limit(1);
  return row?.id ?? null;
}

/** Base unit and conversions of items. */
export async function unitsOf(db: Db, itemIds: readonly number[]): Promise<Map<number, ItemUnits>> {
  if (itemIds.length === 0) return new Map();
  const wanted = [...new Set(itemIds)].sort((a, b) => a - b);
  return throughCache({ db }, `inventory:units:${wanted.join(",")}`, ["item", "item_unit"], (own) =>
    loadUnits(own, wanted),
  );
}

async function loadUnits(db: Db, wanted: readonly number[]): Promise<Map<number, ItemUnits>> {
  const [heads, lines] = await Promise.all([
    db
      .select({ id: items.id, baseUnit: items.baseUnit })
      .from(items)
      .where(inArray(items.id, [...wanted])),
    db
      .select({ itemId: itemUnits.itemId, unit: itemUnits.unit, baseQuantity: itemUnits.baseQuantity })
      .from(itemUnits)
      .where(inArray(itemUnits.itemId, [...wanted])),
  ]);
  const found = new Map(
    heads.map(({ id, baseUnit }) => [id, { baseUnit, units: [] as { unit: string; baseQuantity: number }[] }]),
  );
  for (const { itemId, unit, baseQuantity } of lines) found.get(itemId)?.units.push({ unit, baseQuantity });
  return found;
}
