import "server-only";
import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { stockDocumentKindLabels } from "@/db/enums/inventory";
import {
  inventoryItems,
  lotBalances,
  stockDocumentLines,
  stockDocuments,
  stockMovements,
  warehouses,
} from "@/db/schema/inventory";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx, within } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { once } from "@/domain/core/once";
import { enqueue } from "@/domain/core/outbox";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { type Day, dayOf } from "@/lib/time";
import { countReceived, post, tellMoved } from "../ledger/commands";
import { inBase, openWarehouse } from "../ledger/lines";
import { lotsFor } from "../ledger/lots";
import { moved } from "../ledger/rules";
import { applyMoves, lockShelves, type Move } from "../ledger/shelves";
import { kitchenWarehouseOf, unitsOf } from "../queries";
import { type DocumentRecord, forgetLots, type LineRecord, movesOf } from "./posting";
import { documentRow } from "./queries";
import { bringsLots, canBecome, type HandKind } from "./rules";
import type {
  CreateDocument,
  DocumentDetailOut,
  DocumentLineIn,
  DocumentVersion,
  ReverseDocument,
  UpdateDocument,
} from "./schema";

/**
 * A stock document: a draft, or with `post` one that moves stock at once. A receipt makes its lots; a count freezes what the
 * book says of each line (of every lot, when it names none).
 */
export function createDocument(ctx: Ctx, { onceKey, ...input }: CreateDocument): Promise<DocumentDetailOut> {
  return command(ctx, "inventory:edit", async (tx) => {
    const given = { ...input, by: userIdOf(tx) };
    const { id } = await once(tx, "stock_document.create", onceKey, given, async () => {
      const draft = await makeDraft(tx, input);
      if (input.post) await postDraft(tx, draft);
      else await audit(tx, "stock_document.created", null, draft, { lines: input.lines.length });
      return { id: draft.id };
    });
    return documentRow(tx, id);
  });
}

async function makeDraft(tx: Tx, input: Omit<CreateDocument, "onceKey">): Promise<DocumentRecord> {
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

async function targetFor(
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

function dayNotAhead(tx: Tx, day: Day | undefined): Day {
  const today = dayOf(tx.now);
  if (day !== undefined && day > today) throw invalid("businessDay", "单据日期不能晚于今天");
  return day ?? today;
}

/** Writes a draft's lines. `frozen` keeps what a count found in the book for lines that stay. */
async function writeDraftLines(
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

const countKey = (line: { itemId: number; lotId?: number | null }) => `${line.itemId}:${line.lotId ?? 0}`;

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

/** Changes a draft. Lines are replaced as a whole; a count keeps the book quantities that it froze. */
export function updateDocument(ctx: Ctx, input: UpdateDocument): Promise<DocumentDetailOut> {
  return command(ctx, "inventory:edit", async (tx) => {
    const document = await lockedDocument(tx, input.id);
    if (document.status !== "draft") throw conflict(`${document.number} 已经过账，不能再改；要改就冲销后重做`);
    await assertVersion(tx, "stock_document", document, input.version);
    const before = await linesOf(tx, document.id);
    const toWarehouseId =
      input.toWarehouseId === undefined
        ? document.toWarehouseId
        : await targetFor(
            tx,
            document.kind as HandKind,
            await openWarehouse(tx, document.warehouseId),
            input.toWarehouseId,
          );
    const after: DocumentRecord = {
      ...document,
      toWarehouseId,
      businessDay: input.businessDay === undefined ? document.businessDay : dayNotAhead(tx, input.businessDay),
      reason: input.reason === undefined ? document.reason : input.reason,
      version: document.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(stockDocuments).set(after).where(eq(stockDocuments.id, document.id));
    if (input.lines !== undefined) {
      await tx.db.delete(stockDocumentLines).where(eq(stockDocumentLines.documentId, document.id));
      await forgetLots(tx, bringsLots(document.kind) ? before.flatMap((line) => line.lotId ?? []) : []);
      const frozen = new Map(before.map((line) => [countKey(line), line.bookQuantity ?? 0]));
      await writeDraftLines(tx, after, input.lines, document.kind === "count" ? frozen : new Map());
    }
    await audit(
      tx,
      "stock_document.updated",
      { ...document, lines: before.length },
      { ...after, lines: input.lines?.length ?? before.length },
    );
    if (input.post) await postDraft(tx, after);
    return documentRow(tx, document.id);
  });
}

/** Moves the stock of a draft; a transfer is on its way then. */
export function postDocument(ctx: Ctx, { onceKey, ...input }: DocumentVersion): Promise<DocumentDetailOut> {
  return command(ctx, "inventory:edit", async (tx) => {
    await once(tx, "stock_document.post", onceKey, input, async () => {
      const document = await lockedDocument(tx, input.id);
      if (input.version !== undefined) await assertVersion(tx, "stock_document", document, input.version);
      await postDraft(tx, document);
      return null;
    });
    return documentRow(tx, input.id);
  });
}

async function postDraft(tx: Tx, document: DocumentRecord): Promise<void> {
  const after: DocumentRecord = {
    ...document,
    status: document.kind === "transfer" ? "in_transit" : "posted",
    postedBy: userIdOf(tx),
    postedAt: tx.now,
    version: document.version + 1,
    updatedAt: tx.now,
  };
  if (!canBecome(document.status, after.status)) throw conflict(stateSentence(document));
  const warehouse = await openWarehouse(tx, document.warehouseId);
  const lines = await linesOf(tx, document.id);
  const transit = document.kind === "transfer" ? await transitOf(tx, warehouse.centreId) : null;
  const places = lines.flatMap(({ itemId }) => [
    { warehouseId: warehouse.id, itemId },
    ...(transit === null ? [] : [{ warehouseId: transit, itemId }]),
  ]);
  const shelf = await lockShelves(
    tx,
    places,
    lines.flatMap((line) => line.lotId ?? []),
  );
  const moves = await movesOf(tx, document, lines, (itemId) => shelf({ warehouseId: warehouse.id, itemId }));
  const onward =
    transit === null
      ? []
      : moves.map((move) => opposite(move, shelf({ warehouseId: transit, itemId: move.shelf.itemId })));
  await applyMoves(tx, document, [...moves, ...onward]);
  if (bringsLots(document.kind)) await countReceived(tx, moves);
  await tx.db.update(stockDocuments).set(after).where(eq(stockDocuments.id, document.id));
  await audit(tx, "stock_document.posted", document, after, { lines: lines.length });
  await tell(tx, document, moves);
}

/** The same goods at the other end of their way, at the same cost. */
const opposite = (move: Move, shelf: Move["shelf"]): Move => ({
  ...move,
  shelf,
  quantity: -move.quantity,
  cost: move.cost === null ? null : fen(-move.cost),
});

/** A transfer arrives: what is on the way comes to the warehouse it was sent to. */
export function receiveTransfer(ctx: Ctx, { onceKey, ...input }: DocumentVersion): Promise<DocumentDetailOut> {
  return command(ctx, "inventory:edit", async (tx) => {
    await once(tx, "stock_document.receive", onceKey, input, async () => {
      const document = await lockedDocument(tx, input.id);
      if (input.version !== undefined) await assertVersion(tx, "stock_document", document, input.version);
      if (document.status !== "in_transit" || document.toWarehouseId === null)
        throw conflict(document.kind === "transfer" ? stateSentence(document) : "只有在途的调拨单要收货");
      await arrive(tx, document, document.toWarehouseId);
      return null;
    });
    return documentRow(tx, input.id);
  });
}

async function arrive(tx: Tx, document: DocumentRecord, toWarehouseId: number): Promise<void> {
  const to = await openWarehouse(tx, toWarehouseId);
  const transit = await transitOf(tx, to.centreId);
  const sent = (await movementsOf(tx, document.id)).filter(({ warehouseId }) => warehouseId === transit);
  const shelf = await lockShelves(
    tx,
    sent.flatMap(({ itemId }) => [
      { warehouseId: transit, itemId },
      { warehouseId: to.id, itemId },
    ]),
    sent.map(({ movement }) => movement.lotId),
  );
  const moves = sent.flatMap(({ movement, itemId }): Move[] => {
    const { lotId, lineId, quantity, cost } = movement;
    const arriving: Move = {
      shelf: shelf({ warehouseId: to.id, itemId }),
      lotId,
      lineId,
      quantity,
      cost,
      type: "transfer",
    };
    return [opposite(arriving, shelf({ warehouseId: transit, itemId })), arriving];
  });
  await applyMoves(tx, { id: document.id, businessDay: dayOf(tx.now) }, moves);
  const after: DocumentRecord = { ...document, status: "posted", version: document.version + 1, updatedAt: tx.now };
  await tx.db.update(stockDocuments).set(after).where(eq(stockDocuments.id, document.id));
  await audit(tx, "stock_document.received", document, after);
  await tell(tx, document, moves);
}

/** Drops a draft; the lots it named go with it. */
export function cancelDocument(ctx: Ctx, input: DocumentVersion): Promise<DocumentDetailOut> {
  return command(ctx, "inventory:edit", async (tx) => {
    const document = await lockedDocument(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "stock_document", document, input.version);
    if (!canBecome(document.status, "cancelled")) throw conflict(stateSentence(document));
    const after: DocumentRecord = {
      ...document,
      status: "cancelled",
      version: document.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(stockDocuments).set(after).where(eq(stockDocuments.id, document.id));
    if (bringsLots(document.kind)) {
      const lots = (await linesOf(tx, document.id)).flatMap((line) => line.lotId ?? []);
      await tx.db.update(stockDocumentLines).set({ lotId: null }).where(eq(stockDocumentLines.documentId, document.id));
      await forgetLots(tx, lots);
    }
    await audit(tx, "stock_document.cancelled", document, after);
    return documentRow(tx, document.id);
  });
}

/**
 * Undoes a posted document by another of the same kind whose movements are the opposite, from and to the same lots. What has
 * been used since cannot be taken back: a conflict. Answers the reversing document.
 */
export function reverseDocument(ctx: Ctx, input: ReverseDocument): Promise<DocumentDetailOut> {
  return command(ctx, "inventory:reverse", async (tx) => {
    const document = await lockedDocument(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "stock_document", document, input.version);
    if (document.reversesId !== null) throw conflict("这张本身就是冲销单，不能再冲销；重做一张就行");
    if (!canBecome(document.status, "reversed")) throw conflict(stateSentence(document));
    const made = await movementsOf(tx, document.id);
    const shelf = await lockShelves(
      tx,
      made.map(({ warehouseId, itemId }) => ({ warehouseId, itemId })),
      made.map(({ movement }) => movement.lotId),
    );
    const moves = undone(
      made.map(({ movement, warehouseId, itemId }) => ({ movement, shelf: shelf({ warehouseId, itemId }) })),
      input.reason,
    );
    const reversing = await post(tx, {
      kind: document.kind,
      warehouse: { id: document.warehouseId, centreId: document.centreId },
      reason: input.reason,
      reversesId: document.id,
    });
    await copyLines(tx, document.id, reversing.id);
    await applyMoves(tx, reversing, moves);
    if (bringsLots(document.kind)) await countReceived(tx, moves);
    const after: DocumentRecord = { ...document, status: "reversed", version: document.version + 1, updatedAt: tx.now };
    await tx.db.update(stockDocuments).set(after).where(eq(stockDocuments.id, document.id));
    await audit(tx, "stock_document.reversed", document, after, { by: reversing.number, reason: input.reason });
    await enqueue(
      tx,
      "stock_document.reversed",
      { documentId: document.id, kind: document.kind, sourceType: document.sourceType, sourceId: document.sourceId },
      document.centreId,
    );
    await tell(tx, document, moves);
    return documentRow(tx, reversing.id);
  });
}

/**
 * The opposite of movements, last first. What came in goes out at what it cost, but never at more than its lot still holds
 * (something else may have been mixed into it and used since); a lot that is emptied takes all of its cost along.
 */
function undone(
  made: readonly { movement: typeof stockMovements.$inferSelect; shelf: Move["shelf"] }[],
  reason: string,
): Move[] {
  const left = new Map<string, { quantity: number; cost: Fen | null }>();
  return made.toReversed().map(({ movement, shelf }): Move => {
    const { lotId, quantity, cost } = movement;
    const key = `${shelf.id}:${lotId}`;
    const lot = left.get(key) ?? shelf.lots.find((one) => one.lotId === lotId) ?? { quantity: 0, cost: null };
    const out = quantity > 0 && lot.cost !== null && cost !== null;
    const back = out
      ? fen(-(lot.quantity === quantity ? (lot.cost ?? 0) : Math.min(cost, lot.cost ?? 0)))
      : cost === null
        ? null
        : fen(-cost);
    const move = { quantity: -quantity, cost: back };
    left.set(key, moved(lot, move));
    return { shelf, lotId, lineId: null, ...move, type: "reversal", reason };
  });
}

async function copyLines(tx: Tx, fromId: number, toId: number): Promise<void> {
  const lines = await linesOf(tx, fromId);
  if (lines.length === 0) return;
  await tx.db.insert(stockDocumentLines).values(lines.map(({ id, ...line }) => ({ ...line, documentId: toId })));
}

async function lockedDocument(tx: Tx, id: number): Promise<DocumentRecord> {
  const [row] = await tx.db
    .select()
    .from(stockDocuments)
    .where(and(eq(stockDocuments.id, id), within(stockDocuments.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这张单据");
  return row;
}

const linesOf = (tx: Tx, documentId: number): Promise<LineRecord[]> =>
  tx.db
    .select()
    .from(stockDocumentLines)
    .where(eq(stockDocumentLines.documentId, documentId))
    .orderBy(asc(stockDocumentLines.id));

const movementsOf = (tx: Tx, documentId: number) =>
  tx.db
    .select({ movement: stockMovements, warehouseId: inventoryItems.warehouseId, itemId: inventoryItems.itemId })
    .from(stockMovements)
    .innerJoin(inventoryItems, eq(inventoryItems.id, stockMovements.inventoryItemId))
    .where(eq(stockMovements.documentId, documentId))
    .orderBy(asc(stockMovements.id));

async function transitOf(tx: Tx, centreId: number): Promise<number> {
  const [row] = await tx.db
    .select({ id: warehouses.id })
    .from(warehouses)
    .where(and(eq(warehouses.centreId, centreId), eq(warehouses.kind, "transit"), isNull(warehouses.archivedAt)))
    .orderBy(asc(warehouses.status), asc(warehouses.id))
    .limit(1);
  if (!row) throw conflict("这个馆还没有在途仓，先在“供应商与仓库”里建一个，调拨才能发出");
  return row.id;
}

const stateSentence = (document: DocumentRecord): string =>
  ({
    draft: `${document.number} 还是草稿，先过账`,
    in_transit: `${document.number} 还在路上，先收货`,
    posted: `${document.number} 已经过账，要改就冲销`,
    reversed: `${document.number} 已经冲销过了`,
    cancelled: `${document.number} 已经取消了`,
  })[document.status];

const tell = (tx: Tx, document: DocumentRecord, moves: readonly Move[]) =>
  tellMoved(
    tx,
    document,
    moves.map((move) => move.shelf.itemId),
  );
