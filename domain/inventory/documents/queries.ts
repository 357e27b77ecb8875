import "server-only";
import { and, asc, desc, eq, gte, inArray, like, lte, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import type { StockMovementType } from "@/db/enums/inventory";
import { users } from "@/db/schema/identity";
import {
  inventoryItems,
  items,
  stockDocumentLines,
  stockDocuments,
  stockLots,
  stockMovements,
  warehouses,
} from "@/db/schema/inventory";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import type { DocumentDetailOut, DocumentOut, ListDocuments } from "./schema";

const sortable = { id: stockDocuments.id, businessDay: stockDocuments.businessDay, number: stockDocuments.number };
const target = alias(warehouses, "target");
const maker = alias(users, "maker");
const poster = alias(users, "poster");

/** Documents of the caller's centres: a page, its total, and what the rows hold. */
export async function listDocuments(ctx: Ctx, input: ListDocuments): Promise<Page<DocumentOut>> {
  const read = reader(ctx, "inventory:read");
  const where = matching(read, input);
  const { key, dir } = sortOf<keyof typeof sortable>(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [rows, total] = await Promise.all([
    heads(read)
      .where(where)
      .orderBy(order(sortable[key]), order(stockDocuments.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countThroughCache(read, read.db.select({ one: sql`1` }).from(stockDocuments).where(where)),
  ]);
  const held = await itemsIn(
    read,
    rows.map((row) => row.document.id),
  );
  return { rows: rows.map((row) => shown(row, held)), total, page: input.page, pageSize: input.pageSize };
}

/** One document with its lines and what it moved. */
export async function documentDetail(ctx: Ctx, { id }: { id: number }): Promise<DocumentDetailOut> {
  return documentRow(reader(ctx, "inventory:read"), id);
}

/** Building block: the same inside a command. */
export async function documentRow(read: Pick<Read, "db" | "grant">, id: number): Promise<DocumentDetailOut> {
  const [[row], lines, movements, [reversal]] = await Promise.all([
    heads(read).where(and(eq(stockDocuments.id, id), within(stockDocuments.centreId, read.grant.centres))),
    read.db
      .select({ line: stockDocumentLines, itemName: items.name, baseUnit: items.baseUnit, lot: stockLots })
      .from(stockDocumentLines)
      .innerJoin(items, eq(items.id, stockDocumentLines.itemId))
      .leftJoin(stockLots, eq(stockLots.id, stockDocumentLines.lotId))
      .where(eq(stockDocumentLines.documentId, id))
      .orderBy(asc(stockDocumentLines.id)),
    read.db
      .select({
        movement: stockMovements,
        warehouseId: inventoryItems.warehouseId,
        warehouseName: warehouses.name,
        itemId: items.id,
        itemName: items.name,
        unit: items.baseUnit,
        lotNo: stockLots.lotNo,
      })
      .from(stockMovements)
      .innerJoin(inventoryItems, eq(inventoryItems.id, stockMovements.inventoryItemId))
      .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
      .innerJoin(items, eq(items.id, inventoryItems.itemId))
      .innerJoin(stockLots, eq(stockLots.id, stockMovements.lotId))
      .where(eq(stockMovements.documentId, id))
      .orderBy(asc(stockMovements.id)),
    read.db
      .select({ id: stockDocuments.id, number: stockDocuments.number })
      .from(stockDocuments)
      .where(eq(stockDocuments.reversesId, id)),
  ]);
  if (!row) throw notFound("这张单据");
  const [original] =
    row.document.reversesId === null
      ? []
      : await read.db
          .select({ number: stockDocuments.number })
          .from(stockDocuments)
          .where(eq(stockDocuments.id, row.document.reversesId));
  const names = [...new Set(lines.map((line) => line.itemName))];
  return {
    ...shown(row, new Map([[id, { lineCount: lines.length, itemNames: names.slice(0, 3) }]])),
    reversedById: reversal?.id ?? null,
    reversedByNumber: reversal?.number ?? null,
    reversesNumber: original?.number ?? null,
    lines: lines.map(({ line, lot, ...item }) => ({
      id: line.id,
      itemId: line.itemId,
      ...item,
      lotId: line.lotId,
      lotNo: lot?.lotNo ?? null,
      producedOn: lot?.producedOn ?? null,
      expiresOn: lot?.expiresOn ?? null,
      lotStatus: lot?.status ?? null,
      quantity: line.quantity,
      unit: line.unit,
      baseQuantity: line.baseQuantity,
      bookQuantity: line.bookQuantity,
      cost: line.cost,
      note: line.note,
    })),
    movements: movements.map(({ movement, ...about }) => ({
      id: movement.id,
      lineId: movement.lineId,
      ...about,
      lotId: movement.lotId,
      movementType: movement.movementType as StockMovementType,
      quantity: movement.quantity,
      quantityAfter: movement.quantityAfter,
      cost: movement.cost,
    })),
  };
}

function heads({ db }: Pick<Read, "db">) {
  return db
    .select({
      document: stockDocuments,
      warehouseName: warehouses.name,
      toWarehouseName: target.name,
      createdBy: maker.fullName,
      postedBy: poster.fullName,
    })
    .from(stockDocuments)
    .innerJoin(warehouses, eq(warehouses.id, stockDocuments.warehouseId))
    .leftJoin(target, eq(target.id, stockDocuments.toWarehouseId))
    .leftJoin(maker, eq(maker.id, stockDocuments.createdBy))
    .leftJoin(poster, eq(poster.id, stockDocuments.postedBy))
    .$dynamic();
}

type Head = Awaited<ReturnType<typeof heads>>[number];
type Held = { lineCount: number; itemNames: string[] };

function shown({ document, ...names }: Head, held: ReadonlyMap<number, Held>): DocumentOut {
  const { createdBy, postedBy, ...row } = document;
  return { ...row, ...names, ...(held.get(row.id) ?? { lineCount: 0, itemNames: [] }) };
}

async function itemsIn({ db }: Read, documentIds: number[]): Promise<Map<number, Held>> {
  if (documentIds.length === 0) return new Map();
  const rows = await db
    .select({ documentId: stockDocumentLines.documentId, name: items.name })
    .from(stockDocumentLines)
    .innerJoin(items, eq(items.id, stockDocumentLines.itemId))
    .where(inArray(stockDocumentLines.documentId, documentIds))
    .orderBy(asc(stockDocumentLines.id));
  const held = new Map<number, Held>();
  for (const { documentId, name } of rows) {
    const had = held.get(documentId) ?? { lineCount: 0, itemNames: [] };
    const isNew = had.itemNames.length < 3 && !had.itemNames.includes(name);
    held.set(documentId, { lineCount: had.lineCount + 1, itemNames: isNew ? [...had.itemNames, name] : had.itemNames });
  }
  return held;
}

function matching({ grant }: Read, input: ListDocuments): SQL | undefined {
  return and(
    within(stockDocuments.centreId, grant.centres),
    input.centreId === undefined ? undefined : eq(stockDocuments.centreId, input.centreId),
    input.warehouseId === undefined
      ? undefined
      : sql`(${stockDocuments.warehouseId} = ${input.warehouseId} or ${stockDocuments.toWarehouseId} = ${input.warehouseId})`,
    input.kind && eq(stockDocuments.kind, input.kind),
    input.status && eq(stockDocuments.status, input.status),
    input.startDate && gte(stockDocuments.businessDay, input.startDate),
    input.endDate && lte(stockDocuments.businessDay, input.endDate),
    input.search ? like(stockDocuments.number, `%${input.search.replace(/[%_\\]/g, "\\$&")}%`) : undefined,
  );
}
