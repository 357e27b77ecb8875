import "server-only";
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { inventoryItems, lotBalances, stockMovements, stockReservations, warehouses } from "@/db/schema/inventory";
import { command, type Db, reader, type Tx, within } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx, Grant } from "@/domain/core/ctx";
import type { Fen } from "@/lib/money";
import { type Balances, balanceKey, fold } from "./rules";
import type { Difference } from "./schema";

const CHUNK = 5000;

/** Where balances say something else than their movements; empty when all is well. */
export async function stockDifferences(ctx: Ctx, input: { warehouseId?: number } = {}): Promise<Difference[]> {
  const { db, grant } = reader(ctx, "inventory:read");
  const shelves = await shelvesOf(db, grant, input.warehouseId);
  return differences(db, shelves, await foldedFrom(db, shelves));
}

/**
 * Makes all balances anew from the movements, and what is reserved from the promises; shelves are locked meanwhile. Answers
 * what was put right.
 */
export function rebuildBalances(ctx: Ctx, input: { warehouseId?: number } = {}): Promise<Difference[]> {
  return command(ctx, "inventory:reverse", async (tx) => {
    const shelves = await shelvesOf(tx.db, tx.grant, input.warehouseId, true);
    const made = await foldedFrom(tx.db, shelves);
    const found = await differences(tx.db, shelves, made);
    if (found.length > 0) await write(tx, shelves, made);
    await audit(
      tx,
      "inventory_item.rebuilt",
      null,
      { id: 0 },
      { shelves: shelves.length, differences: found.slice(0, 200) },
    );
    tx.touched.add("stock");
    return found;
  });
}

type ShelfRow = { id: number; quantity: number; reserved: number };

async function shelvesOf(db: Db, grant: Grant, warehouseId?: number, lock = false): Promise<ShelfRow[]> {
  const ids = await db
    .select({ id: inventoryItems.id })
    .from(inventoryItems)
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .where(
      and(
        within(warehouses.centreId, grant.centres),
        warehouseId === undefined ? undefined : eq(warehouses.id, warehouseId),
      ),
    );
  if (ids.length === 0) return [];
  const rows = db
    .select({ id: inventoryItems.id, quantity: inventoryItems.quantity, reserved: inventoryItems.reservedQuantity })
    .from(inventoryItems)
    .where(
      inArray(
        inventoryItems.id,
        ids.map((row) => row.id),
      ),
    )
    .orderBy(asc(inventoryItems.id));
  return lock ? rows.for("update") : rows;
}

async function foldedFrom(db: Db, shelves: readonly ShelfRow[]): Promise<Balances> {
  const made: Balances = { shelves: new Map(), lots: new Map() };
  if (shelves.length === 0) return made;
  const wanted = new Set(shelves.map((shelf) => shelf.id));
  for (let lastId = 0; ; ) {
    const facts = await db
      .select({
        id: stockMovements.id,
        shelfId: stockMovements.inventoryItemId,
        lotId: stockMovements.lotId,
        quantity: stockMovements.quantity,
        cost: stockMovements.cost,
      })
      .from(stockMovements)
      .where(gt(stockMovements.id, lastId))
      .orderBy(asc(stockMovements.id))
      .limit(CHUNK);
    fold(
      facts.filter((fact) => wanted.has(fact.shelfId)),
      made,
    );
    const last = facts.at(-1);
    if (!last || facts.length < CHUNK) return made;
    lastId = last.id;
  }
}

async function differences(db: Db, shelves: readonly ShelfRow[], made: Balances): Promise<Difference[]> {
  if (shelves.length === 0) return [];
  const ids = shelves.map((shelf) => shelf.id);
  const [lots, promised] = await Promise.all([
    db.select().from(lotBalances).where(inArray(lotBalances.inventoryItemId, ids)),
    promisedOn(db, ids),
  ]);
  const kept = new Map(lots.map((lot) => [balanceKey(lot.inventoryItemId, lot.lotId), lot]));
  const found: Difference[] = [];
  const compare = (
    what: Difference["what"],
    inventoryItemId: number,
    lotId: number | null,
    was: number | null,
    is: number | null,
  ) => {
    if (was !== is) found.push({ what, inventoryItemId, lotId, kept: was, rebuilt: is });
  };
  for (const { id, quantity, reserved } of shelves) {
    compare("quantity", id, null, quantity, made.shelves.get(id) ?? 0);
    compare("reserved", id, null, reserved, promised.get(id) ?? 0);
  }
  const keys = new Set([...kept.keys(), ...made.lots.keys()]);
  for (const key of keys) {
    const [had, is] = [kept.get(key), made.lots.get(key)];
    const [shelfId = 0, lotId = 0] = key.split(":").map(Number);
    compare("lot", shelfId, lotId, had?.quantity ?? 0, is?.quantity ?? 0);
    if ((is?.quantity ?? 0) !== 0) compare("cost", shelfId, lotId, had?.cost ?? null, is?.cost ?? null);
  }
  return found;
}

async function promisedOn(db: Db, shelfIds: number[]): Promise<Map<number, number>> {
  const rows = await db
    .select({
      id: stockReservations.inventoryItemId,
      sum: sql<number>`sum(${stockReservations.quantity})`.mapWith(Number),
    })
    .from(stockReservations)
    .where(and(inArray(stockReservations.inventoryItemId, shelfIds), eq(stockReservations.status, "active")))
    .groupBy(stockReservations.inventoryItemId);
  return new Map(rows.map((row) => [row.id, row.sum]));
}

async function write(tx: Tx, shelves: readonly ShelfRow[], made: Balances): Promise<void> {
  const ids = shelves.map((shelf) => shelf.id);
  const promised = await promisedOn(tx.db, ids);
  for (const { id, quantity, reserved } of shelves) {
    const next = { quantity: made.shelves.get(id) ?? 0, reservedQuantity: promised.get(id) ?? 0 };
    if (next.quantity !== quantity || next.reservedQuantity !== reserved)
      await tx.db
        .update(inventoryItems)
        .set({ ...next, updatedAt: tx.now })
        .where(eq(inventoryItems.id, id));
  }
  await tx.db.delete(lotBalances).where(inArray(lotBalances.inventoryItemId, ids));
  const rows = [...made.lots.values()].map(({ shelfId, lotId, quantity, cost }) => ({
    inventoryItemId: shelfId,
    lotId,
    quantity,
    cost: cost as Fen | null,
  }));
  for (let at = 0; at < rows.length; at += 500) await tx.db.insert(lotBalances).values(rows.slice(at, at + 500));
}
