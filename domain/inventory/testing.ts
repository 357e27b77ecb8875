import { eq, inArray } from "drizzle-orm";
import { db as pool } from "@/db/client";
import { outboxEvents } from "@/db/schema/core";
import {
  inventoryItems,
  items,
  itemUnits,
  lotBalances,
  stockDocumentLines,
  stockDocuments,
  stockLots,
  stockMovements,
  stockReservations,
  warehouses,
} from "@/db/schema/inventory";
import type { Db } from "@/domain/core/access";
import { TEST_NOW } from "../testing";

/** A store of one's own for a test: warehouses of 静安馆 and a food counted in grams (1 盒 = 250 g). */
export async function storeOf(db: Db, name: string, centreId = 1) {
  const at = { createdAt: TEST_NOW, updatedAt: TEST_NOW };
  const house = async (kind: "kitchen" | "main" | "transit") => {
    const code = `T-${name}-${kind}`.slice(0, 20);
    const [{ insertId }] = await db.insert(warehouses).values({ centreId, code, name: `${name}${kind}`, kind, ...at });
    return insertId;
  };
  const item = async (
    what: string,
    units: { unit: string; baseQuantity: number }[] = [{ unit: "盒", baseQuantity: 250 }],
  ) => {
    const code = `T-${name}-${what}`.slice(0, 32);
    const [{ insertId }] = await db
      .insert(items)
      .values({ code, name: `${name}${what}`, kind: "ingredient", baseUnit: "g", ...at });
    if (units.length > 0) await db.insert(itemUnits).values(units.map((unit) => ({ itemId: insertId, ...unit })));
    return insertId;
  };
  return { kitchen: await house("kitchen"), main: await house("main"), transit: await house("transit"), item };
}

/** Takes a committed store away again, with everything that happened in it. */
export async function clearStore(
  store: { kitchen: number; main: number; transit: number },
  itemIds: readonly number[],
) {
  const ids = [store.kitchen, store.main, store.transit];
  const shelves = await pool
    .select({ id: inventoryItems.id })
    .from(inventoryItems)
    .where(inArray(inventoryItems.warehouseId, ids));
  const shelfIds = [0, ...shelves.map((shelf) => shelf.id)];
  const documents = await pool
    .select({ id: stockDocuments.id })
    .from(stockDocuments)
    .where(inArray(stockDocuments.warehouseId, ids));
  const documentIds = [0, ...documents.map((document) => document.id)];
  await pool.delete(stockReservations).where(inArray(stockReservations.inventoryItemId, shelfIds));
  await pool.delete(stockMovements).where(inArray(stockMovements.inventoryItemId, shelfIds));
  await pool.delete(stockDocumentLines).where(inArray(stockDocumentLines.documentId, documentIds));
  await pool.update(stockDocuments).set({ reversesId: null }).where(inArray(stockDocuments.id, documentIds));
  await pool.delete(stockDocuments).where(inArray(stockDocuments.id, documentIds));
  await pool.delete(lotBalances).where(inArray(lotBalances.inventoryItemId, shelfIds));
  await pool.delete(inventoryItems).where(inArray(inventoryItems.id, shelfIds));
  await pool.delete(stockLots).where(inArray(stockLots.itemId, [0, ...itemIds]));
  await pool.delete(itemUnits).where(inArray(itemUnits.itemId, [0, ...itemIds]));
  await pool.delete(items).where(inArray(items.id, [0, ...itemIds]));
  await pool.delete(warehouses).where(inArray(warehouses.id, ids));
  await pool.delete(outboxEvents).where(eq(outboxEvents.topic, "stock.changed"));
}
