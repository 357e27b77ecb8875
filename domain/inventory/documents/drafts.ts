import "server-only";
import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { stockDocumentKindLabels } from "@/db/enums/inventory";
import { inventoryItems, lotBalances, stockDocumentLines, stockDocuments, warehouses } from "@/db/schema/inventory";
import { centreFor } from "@/domain/centres/queries";
import { type Tx, within } from "@/domain/core/access";
import { userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { AppError, invalid, notFound } from "@/lib/errors";
import { type Day, dayOf } from "@/lib/time";
import { inBase, openWarehouse } from "../ledger/lines";
import { lotsFor } from "../ledger/lots";
import { lockShelves } from "../ledger/shelves";
import { kitchenWarehouseOf, unitsOf } from "../queries";
import type { DocumentRecord } from "./posting";
import { bringsLots, type HandKind } from "./rules";
import type { CreateDocument, DocumentLineIn } from "./schema";

/** A document as written down before anything moves. */
export async function makeDraft(tx: Tx, input: Omit<CreateDocument, "onceKey">): Promise<DocumentRecord> {
  const warehouse = await warehouseFor(tx, input);
  const toWarehouseId = await targetFor(tx, input.kind, warehouse, input.toWarehouseId);
  const businessDay = dayNotAhead(tx, input.businessDay);
  const row = {
    centreId: warehouse.centreId,
    number: await nextNumber(tx, "SD", dayOf(tx.now)),
    kind: input.kind,
    status: "draft" as const,
    warehouseId: warehouse.id,
    toWarehouseId,
    businessDay,
    reason: input.reason ?? null,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [{ insertId: id }] = await tx.db.insert(stockDocuments).values(row);
  const document = await lockedDocument(tx, id);
  await writeDraftLines(tx, document, input.lines, new Map());
  return document;
}

/** The warehouse given, within the caller's centres; else the kitchen's of the centre of a new row. */
async function warehouseFor(tx: Tx, input: { warehouseId?: number; centreId?: number }) {
  const id = input.warehouseId ?? (await kitchenWarehouseOf(tx.db, await centreFor(tx, input.centreId))) ?? undefined;
  if (id === undefined) throw invalid("warehouseId", "这个馆还没有厨房仓，先在“供应商与仓库”里建一个");
  const [row] = await tx.db
    .select({ id: warehouses.id })
    .from(warehouses)
    .where(and(eq(warehouses.id, id), within(warehouses.centreId, tx.grant.centres)));
  if (!row) throw notFound("这个仓库");
  return openWarehouse(tx, id);
}

export async function targetFor(
  tx: Tx,
  kind: HandKind,
  from: { id: number; centreId: number },
  toWarehouseId: number | undefined,
): Promise<number | null> {
  if (kind !== "transfer") {
    if (toWarehouseId !== undefined) throw invalid("toWarehouseId", `${stockDocumentKindLabels[kind]}单没有调入仓库`);
    return null;
  }
  if (toWarehouseId === undefined) throw invalid("toWarehouseId", "请选择调到哪个仓库");
  const to = await openWarehouse(tx, toWarehouseId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") throw invalid("toWarehouseId", "没有这个仓库");
    throw error;
  });
  if (to.centreId !== from.centreId) throw invalid("toWarehouseId", "只能在同一个馆的仓库之间调拨");
  if (to.id === from.id) throw invalid("toWarehouseId", "调入和调出是同一个仓库，换一个");
  if (to.kind === "transit") throw invalid("toWarehouseId", "在途仓只在调拨途中使用，选最后到的仓库");
  return to.id;
}

export function dayNotAhead(tx: Tx, day: Day | undefined): Day {
  const today = dayOf(tx.now);
  if (day !== undefined && day > today) throw invalid("businessDay", "单据日期不能晚于今天");
  return day ?? today;
}

/** Writes a draft's lines. `frozen` keeps what a count found in the book for lines that stay. */
export async function writeDraftLines(
  tx: Tx,
  document: DocumentRecord,
  given: readonly DocumentLineIn[],
  frozen: ReadonlyMap<string, number>,
): Promise<void> {
  const lines = document.kind === "count" && given.length === 0 ? await everyLot(tx, document.warehouseId) : given;
  const units = await unitsOf(
    tx.db,
    lines.map((line) => line.itemId),
  );
  const based = await inBase(
    tx.db,
    lines.map((line) => ({ ...line, unit: line.unit ?? units.get(line.itemId)?.baseUnit ?? "" })),
  );
  if (based.length === 0) throw invalid("lines", "这个仓库里没有库存，没有可盘的");
  const doubled =
    document.kind === "count" &&
    based.findIndex((line, i) => based.findIndex((o) => countKey(o) === countKey(line)) < i);
  if (typeof doubled === "number" && doubled >= 0) throw invalid(`lines.${doubled}.itemId`, "这一批已经在盘点单里了");
  if (document.kind === "receipt") assertFresh(document, based);
  const lotIds = bringsLots(document.kind)
    ? await draftLots(tx, document, based)
    : based.map((line) => line.lotId ?? null);
  const book = document.kind === "count" ? await bookOf(tx, document.warehouseId, based) : new Map<string, number>();
  await tx.db.insert(stockDocumentLines).values(
    based.map((line, i) => ({
      documentId: document.id,
      itemId: line.itemId,
      lotId: lotIds[i] ?? null,
      quantity: line.quantity,
      unit: line.unit,
      baseQuantity: line.base,
      bookQuantity: document.kind === "count" ? (frozen.get(countKey(line)) ?? book.get(countKey(line)) ?? 0) : null,
      cost: line.cost ?? null,
      note: line.note ?? null,
    })),
  );
}

/** Goods whose date is over on the day they come could never be used: most often a year mistyped. */
function assertFresh({ businessDay }: DocumentRecord, lines: readonly DocumentLineIn[]): void {
  for (const [i, { expiresOn, producedOn }] of lines.entries()) {
    if (expiresOn && expiresOn < businessDay)
      throw invalid(`lines.${i}.expiresOn`, `到货那天（${businessDay}）已经过期，不能入库。核对一下年份`);
    if (producedOn && producedOn > businessDay)
      throw invalid(`lines.${i}.producedOn`, `生产日期晚于到货那天（${businessDay}），核对一下`);
  }
}

export const countKey = (line: { itemId: number; lotId?: number | null }) => `${line.itemId}:${line.lotId ?? 0}`;

async function draftLots(tx: Tx, document: DocumentRecord, lines: readonly (DocumentLineIn & { unit: string })[]) {
  const shelf = await lockShelves(
    tx,
    lines.map((line) => ({ warehouseId: document.warehouseId, itemId: line.itemId })),
  );
  const lots = await lotsFor(tx, document, lines, (itemId) => shelf({ warehouseId: document.warehouseId, itemId }));
  return lots.map((lot) => lot.id);
}

async function everyLot(tx: Tx, warehouseId: number): Promise<DocumentLineIn[]> {
  const rows = await tx.db
    .select({ itemId: inventoryItems.itemId, lotId: lotBalances.lotId, quantity: lotBalances.quantity })
    .from(inventoryItems)
    .innerJoin(lotBalances, and(eq(lotBalances.inventoryItemId, inventoryItems.id), gt(lotBalances.quantity, 0)))
    .where(eq(inventoryItems.warehouseId, warehouseId))
    .orderBy(asc(inventoryItems.itemId), asc(lotBalances.lotId));
  return rows;
}

/** What the book says of each line now: of its lot, or of all lots together. */
async function bookOf(tx: Tx, warehouseId: number, lines: readonly { itemId: number; lotId?: number | null }[]) {
  const rows = await tx.db
    .select({
      itemId: inventoryItems.itemId,
      all: inventoryItems.quantity,
      lotId: lotBalances.lotId,
      quantity: lotBalances.quantity,
    })
    .from(inventoryItems)
    .leftJoin(lotBalances, eq(lotBalances.inventoryItemId, inventoryItems.id))
    .where(
      and(
        eq(inventoryItems.warehouseId, warehouseId),
        inArray(inventoryItems.itemId, [...new Set(lines.map((line) => line.itemId))]),
      ),
    );
  const book = new Map<string, number>();
  for (const row of rows) {
    book.set(countKey({ itemId: row.itemId }), row.all);
    if (row.lotId !== null) book.set(countKey({ itemId: row.itemId, lotId: row.lotId }), row.quantity ?? 0);
  }
  return book;
}

/** A document within the caller's centres, locked; not_found otherwise. */
export async function lockedDocument(tx: Tx, id: number): Promise<DocumentRecord> {
  const [row] = await tx.db
    .select()
    .from(stockDocuments)
    .where(and(eq(stockDocuments.id, id), within(stockDocuments.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这张单据");
  return row;
}
