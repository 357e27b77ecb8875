import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { inventoryItems, stockDocumentLines, stockDocuments, stockMovements, warehouses } from "@/db/schema/inventory";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { once } from "@/domain/core/once";
import { enqueue } from "@/domain/core/outbox";
import { conflict } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { dayOf } from "@/lib/time";
import { countReceived, post, tellMoved } from "../ledger/commands";
import { openWarehouse } from "../ledger/lines";
import { moved } from "../ledger/rules";
import { applyMoves, lockShelves, type Move } from "../ledger/shelves";
import { countKey, dayNotAhead, lockedDocument, makeDraft, targetFor, writeDraftLines } from "./drafts";
import { type DocumentRecord, forgetLots, type LineRecord, movesOf } from "./posting";
import { documentRow } from "./queries";
import { bringsLots, canBecome, type HandKind } from "./rules";
import type { CreateDocument, DocumentDetailOut, DocumentVersion, ReverseDocument, UpdateDocument } from "./schema";

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
