import "server-only";
import { and, asc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { StockMovementType } from "@/db/enums/inventory";
import { inventoryItems, items, lotBalances, stockLots, stockMovements } from "@/db/schema/inventory";
import type { Tx } from "@/domain/core/access";
import { conflict } from "@/lib/errors";
import type { Fen } from "@/lib/money";
import type { Day } from "@/lib/time";
import { amountText } from "../rules";
import { type LotBalance, moved, plus } from "./rules";

/** An item in a warehouse, locked, with the lots it holds. */
export type Shelf = {
  id: number;
  warehouseId: number;
  itemId: number;
  itemName: string;
  baseUnit: string;
  isLotTracked: boolean;
  shelfDays: number | null;
  quantity: number;
  reserved: number;
  lots: LotBalance[];
};

export type Place = { warehouseId: number; itemId: number };

/**
 * Locks what is to be moved: the rows of `inventory_item` in id order (made when an item comes to a warehouse for the first
 * time), then reads their lots. Every change of stock goes through here, so whoever holds the row owns its lots.
 * `lotIds` are read even when none of them is left. Answers by place.
 */
export async function lockShelves(
  tx: Tx,
  places: readonly Place[],
  lotIds: readonly number[] = [],
): Promise<(place: Place) => Shelf> {
  const wanted = new Map(places.map((place) => [keyOf(place), place]));
  const warehouseIds = [...new Set(places.map((place) => place.warehouseId))];
  const itemIds = [...new Set(places.map((place) => place.itemId))];
  const found = (await rowsAt(tx, warehouseIds, itemIds)).filter((row) => wanted.has(keyOf(row)));
  const known = new Set(found.map(keyOf));
  const missing = [...wanted.values()].filter((place) => !known.has(keyOf(place)));
  if (missing.length > 0) {
    await tx.db
      .insert(inventoryItems)
      .values(
        missing
          .toSorted((a, b) => a.warehouseId - b.warehouseId || a.itemId - b.itemId)
          .map((place) => ({ ...place, createdAt: tx.now, updatedAt: tx.now })),
      )
      .onDuplicateKeyUpdate({ set: { itemId: sql`item_id` } });
    found.push(
      ...(await rowsAt(tx, warehouseIds, itemIds)).filter((row) => wanted.has(keyOf(row)) && !known.has(keyOf(row))),
    );
  }
  const ids = found.map((row) => row.id).sort((a, b) => a - b);
  if (ids.length === 0) return () => absent();
  const rows = await tx.db
    .select()
    .from(inventoryItems)
    .where(inArray(inventoryItems.id, ids))
    .orderBy(asc(inventoryItems.id))
    .for("update");
  const [names, lots] = [await itemsOf(tx, itemIds), await lotsOn(tx, ids, lotIds)];
  const shelves = new Map<string, Shelf>();
  for (const row of rows) {
    const item = names.get(row.itemId);
    if (!item) continue;
    shelves.set(keyOf(row), {
      id: row.id,
      warehouseId: row.warehouseId,
      itemId: row.itemId,
      ...item,
      quantity: row.quantity,
      reserved: row.reservedQuantity,
      lots: lots.filter((lot) => lot.shelfId === row.id).map(({ shelfId, ...lot }) => lot),
    });
  }
  return (place) => shelves.get(keyOf(place)) ?? absent();
}

const keyOf = (place: Place) => `${place.warehouseId}:${place.itemId}`;
const absent = (): never => {
  throw new Error("a shelf that was not locked is asked for");
};

const rowsAt = (tx: Tx, warehouseIds: number[], itemIds: number[]) =>
  warehouseIds.length === 0 || itemIds.length === 0
    ? Promise.resolve([])
    : tx.db
        .select({ id: inventoryItems.id, warehouseId: inventoryItems.warehouseId, itemId: inventoryItems.itemId })
        .from(inventoryItems)
        .where(and(inArray(inventoryItems.warehouseId, warehouseIds), inArray(inventoryItems.itemId, itemIds)));

async function itemsOf(tx: Tx, itemIds: number[]) {
  const rows = await tx.db
    .select({
      id: items.id,
      itemName: items.name,
      baseUnit: items.baseUnit,
      isLotTracked: items.isLotTracked,
      shelfDays: items.shelfDays,
    })
    .from(items)
    .where(inArray(items.id, itemIds));
  return new Map(rows.map(({ id, ...item }) => [id, item]));
}

/** Lots with something left, and those asked for by id (a return brings an empty lot back). */
async function lotsOn(
  tx: Tx,
  shelfIds: number[],
  lotIds: readonly number[],
): Promise<(LotBalance & { shelfId: number })[]> {
  return tx.db
    .select({
      shelfId: lotBalances.inventoryItemId,
      lotId: lotBalances.lotId,
      lotNo: stockLots.lotNo,
      expiresOn: stockLots.expiresOn,
      status: stockLots.status,
      quantity: lotBalances.quantity,
      cost: lotBalances.cost,
    })
    .from(lotBalances)
    .innerJoin(stockLots, eq(stockLots.id, lotBalances.lotId))
    .where(
      and(
        inArray(lotBalances.inventoryItemId, shelfIds),
        or(gt(lotBalances.quantity, 0), lotIds.length > 0 ? inArray(lotBalances.lotId, [...lotIds]) : undefined),
      ),
    );
}

/** One change of one lot on one locked shelf. `quantity` is signed, in base units; `cost` has the same sign. */
export type Move = {
  shelf: Shelf;
  lotId: number;
  quantity: number;
  cost: Fen | null;
  type: StockMovementType;
  lineId: number | null;
  reason?: string | null;
};

/**
 * Writes movements of locked shelves and with them the balances, in a handful of statements whatever their number. The
 * shelves given are brought up to date too, so that a second call goes on from there. A lot that would fall below zero is
 * a conflict that names it.
 */
export async function applyMoves(
  tx: Tx,
  document: { id: number; businessDay: Day },
  moves: readonly Move[],
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((move) => {
    const { shelf, lotId, quantity, cost, type, lineId, reason } = move;
    const lot = lotOf(shelf, lotId);
    Object.assign(lot, moved(lot, { quantity, cost }));
    shelf.quantity = plus(shelf.quantity, quantity);
    if (lot.quantity < 0 || shelf.quantity < 0)
      throw conflict(
        `${shelf.itemName}（批次 ${lot.lotNo || lotId}）库存不够，少 ${amountText(-lot.quantity, shelf.baseUnit)}，没有过账`,
      );
    return {
      documentId: document.id,
      lineId,
      inventoryItemId: shelf.id,
      lotId,
      movementType: type,
      quantity,
      quantityAfter: shelf.quantity,
      cost,
      reason: reason ?? null,
      businessDay: document.businessDay,
      createdAt: tx.now,
    };
  });
  await tx.db.insert(stockMovements).values(rows);
  const shelves = [...new Set(moves.map((move) => move.shelf))];
  await tx.db
    .insert(inventoryItems)
    .values(
      shelves.map(({ id, warehouseId, itemId, quantity }) => ({
        id,
        warehouseId,
        itemId,
        quantity,
        updatedAt: tx.now,
      })),
    )
    .onDuplicateKeyUpdate({
      set: { quantity: sql`values(quantity)`, version: sql`version + 1`, updatedAt: sql`values(updated_at)` },
    });
  const touched = new Map(moves.map(({ shelf, lotId }) => [`${shelf.id}:${lotId}`, { shelf, lotId }]));
  await tx.db
    .insert(lotBalances)
    .values(
      [...touched.values()].map(({ shelf, lotId }) => {
        const { quantity, cost } = lotOf(shelf, lotId);
        return { inventoryItemId: shelf.id, lotId, quantity, cost };
      }),
    )
    .onDuplicateKeyUpdate({ set: { quantity: sql`values(quantity)`, cost: sql`values(cost_fen)` } });
  tx.touched.add("stock");
}

function lotOf(shelf: Shelf, lotId: number): LotBalance {
  const known = shelf.lots.find((lot) => lot.lotId === lotId);
  if (known) return known;
  const fresh: LotBalance = { lotId, lotNo: "", expiresOn: null, status: "available", quantity: 0, cost: null };
  shelf.lots.push(fresh);
  return fresh;
}
