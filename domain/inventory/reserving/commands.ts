import "server-only";
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { inventoryItems, stockReservations } from "@/db/schema/inventory";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { conflict } from "@/lib/errors";
import type { Day } from "@/lib/time";
import { inBase, openWarehouse, type Source, type StockLine, summed } from "../ledger/lines";
import { isUsable, minus, total } from "../ledger/rules";
import { lockShelves, type Shelf } from "../ledger/shelves";
import { amountText } from "../rules";

/** Meals of the house: served before anyone else. */
export const IN_HOUSE = 1;
/** What nobody promised anything for: it takes only what no one is waiting for. */
export const LAST = 9;

export type Shortfall = { itemId: number; itemName: string; wanted: number; available: number; unit: string };

export type Reserving = {
  neededOn: Day;
  /** 1 (meals of the house) comes before 5 (orders); a lower number may promise over a higher one. */
  priority?: number;
  /** Promise what there is instead of refusing; what is missing is answered. */
  partial?: boolean;
  expiresAt?: Date;
};

/**
 * Promises stock of a warehouse to a source. Lines of one item are summed before anything is compared. What the source had
 * promised before is replaced. Counts lots that are available and still in date on the day they are needed, less what is
 * promised to others of the same or a better priority. A shortfall is a conflict (or, `partial`, answered).
 */
export async function reserve(
  tx: Tx,
  source: Source,
  warehouseId: number,
  lines: readonly StockLine[],
  { neededOn, priority = 5, partial = false, expiresAt }: Reserving,
): Promise<{ shortfalls: Shortfall[] }> {
  await openWarehouse(tx, warehouseId);
  const wanted = summed(await inBase(tx.db, lines));
  const had = await placesOf(tx, source);
  const shelf = await lockShelves(tx, [...had, ...[...wanted.keys()].map((itemId) => ({ warehouseId, itemId }))]);
  const shelves = new Map(
    [...had.map(shelf), ...[...wanted.keys()].map((itemId) => shelf({ warehouseId, itemId }))].map((s) => [s.id, s]),
  );
  const active = await activeOn(tx, [...shelves.keys()]);
  const own = active.filter((row) => isOf(row, source));
  const shortfalls: Shortfall[] = [];
  const promised = new Map<number, number>();
  for (const [itemId, base] of wanted) {
    const here = shelf({ warehouseId, itemId });
    const inDate = here.lots.filter((lot) => isUsable(lot, neededOn)).map((lot) => lot.quantity);
    const before = active.filter((r) => r.shelfId === here.id && !isOf(r, source) && r.priority <= priority);
    const available = minus(total(inDate), total(before.map((r) => r.quantity)));
    if (available < base)
      shortfalls.push({
        itemId,
        itemName: here.itemName,
        wanted: base,
        available: Math.max(0, available),
        unit: here.baseUnit,
      });
    promised.set(here.id, Math.min(base, Math.max(0, available)));
  }
  const [first] = shortfalls;
  if (first && !partial)
    throw conflict(
      `${first.itemName}不够预留：要 ${amountText(first.wanted, first.unit)}，可用 ${amountText(first.available, first.unit)}`,
      {
        shortfalls,
      },
    );
  await replace(tx, source, own, promised, { neededOn, priority, expiresAt });
  await recount(tx, [...shelves.keys()]);
  return { shortfalls };
}

/** Gives back what was promised to a source (to one line of it, when the source names one). Answers how many promises ended. */
export async function release(tx: Tx, source: Source): Promise<number> {
  const places = await placesOf(tx, source);
  if (places.length === 0) return 0;
  const shelf = await lockShelves(tx, places);
  const shelfIds = places.map((place) => shelf(place).id);
  const own = (await activeOn(tx, shelfIds)).filter((row) => isOf(row, source));
  if (own.length === 0) return 0;
  await end(tx, own, "released");
  await recount(tx, shelfIds);
  return own.length;
}

/** Promises whose time is over are given back. For the worker; answers how many. */
export async function expireReservations(ctx: Ctx): Promise<number> {
  return command(ctx, "inventory:edit", async (tx) => {
    const due = await tx.db
      .select({
        type: stockReservations.sourceType,
        id: stockReservations.sourceId,
        lineId: stockReservations.sourceLineId,
      })
      .from(stockReservations)
      .where(and(eq(stockReservations.status, "active"), lte(stockReservations.expiresAt, tx.now)))
      .orderBy(asc(stockReservations.id))
      .limit(500);
    let ended = 0;
    const sources = new Map(due.map((source) => [`${source.type}:${source.id}:${source.lineId}`, source]));
    for (const source of sources.values()) ended += await release(tx, source);
    if (ended === 0) unchanged(tx);
    else await audit(tx, "stock_reservation.expired", null, { id: 0 }, { rows: ended });
    return ended;
  });
}

export type ActiveReservation = {
  id: number;
  shelfId: number;
  quantity: number;
  priority: number;
  sourceType: string;
  sourceId: number;
  sourceLineId: number;
};

/** Promises on locked shelves. */
export const activeOn = (tx: Tx, shelfIds: readonly number[]): Promise<ActiveReservation[]> =>
  shelfIds.length === 0
    ? Promise.resolve([])
    : tx.db
        .select({
          id: stockReservations.id,
          shelfId: stockReservations.inventoryItemId,
          quantity: stockReservations.quantity,
          priority: stockReservations.priority,
          sourceType: stockReservations.sourceType,
          sourceId: stockReservations.sourceId,
          sourceLineId: stockReservations.sourceLineId,
        })
        .from(stockReservations)
        .where(and(inArray(stockReservations.inventoryItemId, [...shelfIds]), eq(stockReservations.status, "active")))
        .orderBy(asc(stockReservations.id));

export const isOf = (row: ActiveReservation, source: Source): boolean =>
  row.sourceType === source.type &&
  row.sourceId === source.id &&
  (source.lineId === undefined || row.sourceLineId === source.lineId);

/** What is promised on a shelf to others who come before `priority`. */
export const protectedOn = (
  active: readonly ActiveReservation[],
  shelf: Shelf,
  own: readonly Source[],
  priority: number,
) =>
  total(
    active
      .filter((row) => row.shelfId === shelf.id && row.priority < priority && !own.some((source) => isOf(row, source)))
      .map((row) => row.quantity),
  );

/**
 * Goods of a promise were taken: the source's own promises of these items are used up; promises of `drawnFrom` (a slot whose
 * batches take part by part) shrink by what was taken.
 */
export async function drawDown(
  tx: Tx,
  active: readonly ActiveReservation[],
  source: Source,
  drawnFrom: Source | undefined,
  taken: ReadonlyMap<number, number>,
): Promise<void> {
  const used = active.filter((row) => isOf(row, source) && taken.has(row.shelfId));
  const left = new Map(taken);
  for (const row of drawnFrom ? active.filter((r) => isOf(r, drawnFrom) && !used.includes(r)) : []) {
    const part = Math.min(row.quantity, left.get(row.shelfId) ?? 0);
    if (part <= 0) continue;
    left.set(row.shelfId, minus(left.get(row.shelfId) ?? 0, part));
    if (part === row.quantity) used.push(row);
    else
      await tx.db
        .update(stockReservations)
        .set({ quantity: minus(row.quantity, part) })
        .where(eq(stockReservations.id, row.id));
  }
  if (used.length > 0) await end(tx, used, "consumed");
  await recount(tx, [...taken.keys()]);
}

async function placesOf(tx: Tx, source: Source) {
  return tx.db
    .selectDistinct({ warehouseId: inventoryItems.warehouseId, itemId: inventoryItems.itemId })
    .from(stockReservations)
    .innerJoin(inventoryItems, eq(inventoryItems.id, stockReservations.inventoryItemId))
    .where(
      and(
        eq(stockReservations.sourceType, source.type),
        eq(stockReservations.sourceId, source.id),
        source.lineId === undefined ? undefined : eq(stockReservations.sourceLineId, source.lineId),
        eq(stockReservations.status, "active"),
      ),
    );
}

/** The promises of a source after `promised` (shelf → quantity); rows that are there already are brought up to date. */
async function replace(
  tx: Tx,
  source: Source,
  own: readonly ActiveReservation[],
  promised: ReadonlyMap<number, number>,
  terms: Omit<Reserving, "partial"> & { priority: number },
): Promise<void> {
  const gone = own.filter((row) => !promised.get(row.shelfId));
  if (gone.length > 0) await end(tx, gone, "released");
  const rows = [...promised].filter(([, quantity]) => quantity > 0);
  if (rows.length === 0) return;
  await tx.db
    .insert(stockReservations)
    .values(
      rows.map(([inventoryItemId, quantity]) => ({
        inventoryItemId,
        quantity,
        neededOn: terms.neededOn,
        priority: terms.priority,
        sourceType: source.type,
        sourceId: source.id,
        sourceLineId: source.lineId ?? 0,
        expiresAt: terms.expiresAt ?? null,
        createdAt: tx.now,
      })),
    )
    .onDuplicateKeyUpdate({
      set: {
        quantity: sql`values(quantity)`,
        neededOn: sql`values(needed_on)`,
        priority: sql`values(priority)`,
        expiresAt: sql`values(expires_at)`,
        status: "active",
      },
    });
}

const end = (tx: Tx, rows: readonly { id: number }[], status: "consumed" | "released") =>
  tx.db
    .update(stockReservations)
    .set({ status })
    .where(
      inArray(
        stockReservations.id,
        rows.map((row) => row.id),
      ),
    );

/** `reserved_quantity` of locked shelves is the sum of their active promises. */
async function recount(tx: Tx, shelfIds: readonly number[]): Promise<void> {
  if (shelfIds.length === 0) return;
  const sums = tx.db
    .select({ sum: sql`coalesce(sum(${stockReservations.quantity}), 0)` })
    .from(stockReservations)
    .where(and(eq(stockReservations.inventoryItemId, inventoryItems.id), eq(stockReservations.status, "active")));
  await tx.db
    .update(inventoryItems)
    .set({ reservedQuantity: sql`(${sums})` })
    .where(inArray(inventoryItems.id, [...shelfIds]));
}
