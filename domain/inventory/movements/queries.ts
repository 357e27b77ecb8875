import "server-only";
import { and, asc, desc, eq, gte, like, lte, or, type SQL, sql } from "drizzle-orm";
import type { StockMovementType } from "@/db/enums/inventory";
import { users } from "@/db/schema/identity";
import { inventoryItems, items, stockDocuments, stockLots, stockMovements, warehouses } from "@/db/schema/inventory";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import { COUNTED_AT_MOST, offsetOf, type Page } from "@/lib/page";
import type { ListMovements, MovementOut } from "./schema";

/** The ledger, newest first. `total` ends at COUNTED_AT_MOST. */
export async function listMovements(ctx: Ctx, input: ListMovements): Promise<Page<MovementOut>> {
  const read = reader(ctx, "inventory:read");
  const where = matching(read, input);
  const counted = matched(read).where(where).limit(COUNTED_AT_MOST);
  const [rows, total] = await Promise.all([
    heads(read)
      .where(where)
      .orderBy((input.sort === "id" ? asc : desc)(stockMovements.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countThroughCache(read, counted),
  ]);
  return { rows: rows.map(shown), total, page: input.page, pageSize: input.pageSize };
}

/** Rows of the ledger by ascending id, for an export that reads on from the last one. */
export async function movementsAfter(read: Read, input: ListMovements, lastId: number, limit: number) {
  const rows = await heads(read)
    .where(and(matching(read, input), sql`${stockMovements.id} > ${lastId}`))
    .orderBy(asc(stockMovements.id))
    .limit(limit);
  return rows.map(shown);
}

const columns = {
  movement: stockMovements,
  centreId: warehouses.centreId,
  documentNumber: stockDocuments.number,
  documentKind: stockDocuments.kind,
  documentStatus: stockDocuments.status,
  reversesId: stockDocuments.reversesId,
  warehouseId: warehouses.id,
  warehouseName: warehouses.name,
  itemId: items.id,
  itemName: items.name,
  unit: items.baseUnit,
  lotNo: stockLots.lotNo,
  expiresOn: stockLots.expiresOn,
};

const matched = ({ db }: Read) =>
  db
    .select({ one: sql`1` })
    .from(stockMovements)
    .innerJoin(inventoryItems, eq(inventoryItems.id, stockMovements.inventoryItemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .innerJoin(items, eq(items.id, inventoryItems.itemId))
    .innerJoin(stockDocuments, eq(stockDocuments.id, stockMovements.documentId))
    .innerJoin(stockLots, eq(stockLots.id, stockMovements.lotId));

const heads = ({ db }: Read) =>
  db
    .select({ ...columns, createdBy: users.fullName })
    .from(stockMovements)
    .innerJoin(inventoryItems, eq(inventoryItems.id, stockMovements.inventoryItemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .innerJoin(items, eq(items.id, inventoryItems.itemId))
    .innerJoin(stockDocuments, eq(stockDocuments.id, stockMovements.documentId))
    .innerJoin(stockLots, eq(stockLots.id, stockMovements.lotId))
    .leftJoin(users, eq(users.id, stockDocuments.postedBy))
    .$dynamic();

function shown({ movement, ...about }: Awaited<ReturnType<typeof heads>>[number]): MovementOut {
  const { lineId, movementType, ...row } = movement;
  return { ...row, ...about, movementType: movementType as StockMovementType };
}

function matching({ grant }: Read, input: ListMovements): SQL | undefined {
  const text = input.search && `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
  return and(
    within(warehouses.centreId, grant.centres),
    input.centreId === undefined ? undefined : eq(warehouses.centreId, input.centreId),
    input.warehouseId === undefined ? undefined : eq(inventoryItems.warehouseId, input.warehouseId),
    input.itemId === undefined ? undefined : eq(inventoryItems.itemId, input.itemId),
    input.inventoryItemId === undefined ? undefined : eq(stockMovements.inventoryItemId, input.inventoryItemId),
    input.lotId === undefined ? undefined : eq(stockMovements.lotId, input.lotId),
    input.documentId === undefined ? undefined : eq(stockMovements.documentId, input.documentId),
    input.movementType && eq(stockMovements.movementType, input.movementType),
    input.startDate && gte(stockMovements.businessDay, input.startDate),
    input.endDate && lte(stockMovements.businessDay, input.endDate),
    text ? or(like(items.name, text), like(stockDocuments.number, text), like(stockLots.lotNo, text)) : undefined,
  );
}
