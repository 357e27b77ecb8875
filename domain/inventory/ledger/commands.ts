import "server-only";
import { asc, eq } from "drizzle-orm";
import type { StockDocumentKind } from "@/db/enums/inventory";
import { stockDocumentLines, stockDocuments, stockLots } from "@/db/schema/inventory";
import type { Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { enqueue } from "@/domain/core/outbox";
import { conflict } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { type Day, dayOf } from "@/lib/time";
import { activeOn, drawDown, IN_HOUSE, LAST, protectedOn, type Shortfall } from "../reserving/commands";
import { amountText } from "../rules";
import { inBase, openWarehouse, type Source, type StockLine, summed } from "./lines";
import { type ArrivingLot, lotsFor } from "./lots";
import { costOfAll, fefo, isUsable, minus, plus, total } from "./rules";
import { applyMoves, lockShelves, type Move, type Shelf } from "./shelves";

export type { Source, StockLine } from "./lines";

export type Consuming = {
  /** Take what there is instead of refusing; what is missing is answered. */
  partial?: boolean;
  /** "production" (the default) is cooking; "issue" and "outbound" leave what is promised to others alone. */
  kind?: Extract<StockDocumentKind, "production" | "issue" | "outbound">;
  /** Promises of others that come before this one are not touched; 1 for production, else 9. */
  priority?: number;
  /** Promises of another source that this one uses up bit by bit (the slot of a batch). */
  drawnFrom?: Source;
  reason?: string;
};

export type Consumed = {
  documentId: number | null;
  /** What the lots taken cost; null when of none of them it is known. */
  cost: Fen | null;
  /** All prices known and nothing missing. */
  isComplete: boolean;
  movements: { itemId: number; lotId: number; lotNo: string; quantity: number; unit: string; cost: Fen | null }[];
  shortfalls: Shortfall[];
};

/**
 * Takes stock for a source, first expired first, from lots that are available and in date today; posts the document. Its own
 * promises are used up. Lines of one item are summed. A shortfall is a conflict (or, `partial`, answered, and the cost is
 * incomplete).
 */
export async function consume(
  tx: Tx,
  source: Source,
  warehouseId: number,
  lines: readonly StockLine[],
  { partial = false, kind = "production", priority, drawnFrom, reason }: Consuming = {},
): Promise<Consumed> {
  const warehouse = await openWarehouse(tx, warehouseId);
  const wanted = summed((await inBase(tx.db, lines)).filter((line) => line.base > 0));
  const today = dayOf(tx.now);
  const shelf = await lockShelves(
    tx,
    [...wanted.keys()].map((itemId) => ({ warehouseId, itemId })),
  );
  const shelves = [...wanted.keys()].map((itemId) => shelf({ warehouseId, itemId }));
  const active = await activeOn(
    tx,
    shelves.map((one) => one.id),
  );
  const first = priority ?? (kind === "production" ? IN_HOUSE : LAST);
  const own = drawnFrom ? [source, drawnFrom] : [source];
  const shortfalls: Shortfall[] = [];
  const taking: { shelf: Shelf; quantity: number; takes: ReturnType<typeof fefo>["takes"] }[] = [];
  for (const here of shelves) {
    const base = wanted.get(here.itemId) ?? 0;
    const usable = here.lots.filter((lot) => isUsable(lot, today));
    const free = Math.max(0, minus(total(usable.map((lot) => lot.quantity)), protectedOn(active, here, own, first)));
    if (free < base)
      shortfalls.push({
        itemId: here.itemId,
        itemName: here.itemName,
        wanted: base,
        available: free,
        unit: here.baseUnit,
      });
    const quantity = Math.min(base, free);
    if (quantity > 0) taking.push({ shelf: here, quantity, takes: fefo(usable, quantity).takes });
  }
  const [missing] = shortfalls;
  if (missing && !partial)
    throw conflict(
      `${missing.itemName}不够：要 ${amountText(missing.wanted, missing.unit)}，可用 ${amountText(missing.available, missing.unit)}`,
      {
        shortfalls,
      },
    );
  if (taking.length === 0)
    return { documentId: null, cost: null, isComplete: shortfalls.length === 0, movements: [], shortfalls };
  const document = await post(tx, { kind, warehouse, source, reason });
  const lineIds = await writeLines(
    tx,
    document.id,
    taking.map(({ shelf: here, quantity, takes }) => ({
      itemId: here.itemId,
      base: quantity,
      unit: here.baseUnit,
      cost: costOfAll(takes).isComplete ? costOfAll(takes).cost : null,
    })),
  );
  const lotNos = new Map(taking.flatMap(({ shelf: here }) => here.lots.map((lot) => [lot.lotId, lot.lotNo] as const)));
  const moves = taking.flatMap(({ shelf: here, takes }, i) =>
    takes.map(
      (take): Move => ({
        shelf: here,
        lotId: take.lotId,
        quantity: -take.quantity,
        cost: take.cost === null ? null : fen(-take.cost),
        type: kind,
        lineId: lineIds[i] ?? null,
      }),
    ),
  );
  await applyMoves(tx, document, moves);
  await drawDown(
    tx,
    active,
    source,
    drawnFrom,
    new Map(taking.map(({ shelf: here, quantity }) => [here.id, quantity])),
  );
  await audit(tx, "stock_document.posted", null, document, { lines: taking.length });
  await tellMoved(tx, document, [...wanted.keys()]);
  const takes = taking.flatMap(({ shelf: here, takes: parts }) =>
    parts.map((take) => ({ itemId: here.itemId, unit: here.baseUnit, lotNo: lotNos.get(take.lotId) ?? "", ...take })),
  );
  const { cost, isComplete } = costOfAll(takes);
  return {
    documentId: document.id,
    cost,
    isComplete: isComplete && shortfalls.length === 0,
    movements: takes.map(({ itemId, lotId, lotNo, quantity, unit, cost: part }) => ({
      itemId,
      lotId,
      lotNo,
      quantity,
      unit,
      cost: part,
    })),
    shortfalls,
  };
}

export type ReceivedLine = StockLine & ArrivingLot;

/** Takes goods in for a source (a purchase, an import): lots with their date and cost; posts the document. */
export async function receive(
  tx: Tx,
  source: Source,
  warehouseId: number,
  lines: readonly ReceivedLine[],
  { reason }: { reason?: string } = {},
): Promise<{ documentId: number; lots: { itemId: number; lotId: number; lotNo: string; quantity: number }[] }> {
  const warehouse = await openWarehouse(tx, warehouseId);
  const based = (await inBase(tx.db, lines)).filter((line) => line.base > 0);
  if (based.length === 0) throw conflict("没有要入库的数量");
  const shelf = await lockShelves(
    tx,
    based.map((line) => ({ warehouseId, itemId: line.itemId })),
  );
  const document = await post(tx, { kind: "receipt", warehouse, source, reason });
  const lots = await lotsFor(tx, document, based, (itemId) => shelf({ warehouseId, itemId }));
  const lineIds = await writeLines(
    tx,
    document.id,
    based.map((line, i) => ({ ...line, lotId: lots[i]?.id, cost: line.cost ?? null })),
  );
  const moves = based.map(
    (line, i): Move => ({
      shelf: shelf({ warehouseId, itemId: line.itemId }),
      lotId: lots[i]?.id ?? 0,
      quantity: line.base,
      cost: line.cost ?? null,
      type: "receipt",
      lineId: lineIds[i] ?? null,
    }),
  );
  await applyMoves(tx, document, moves);
  await countReceived(tx, moves);
  await audit(tx, "stock_document.posted", null, document, { lines: based.length });
  await tellMoved(
    tx,
    document,
    based.map((line) => line.itemId),
  );
  return {
    documentId: document.id,
    lots: based.map((line, i) => ({
      itemId: line.itemId,
      lotId: lots[i]?.id ?? 0,
      lotNo: lots[i]?.lotNo ?? "",
      quantity: line.base,
    })),
  };
}

/** "stock.changed": lists and the kitchen's shortages are drawn anew. */
export const tellMoved = (
  tx: Tx,
  document: { id: number; centreId: number },
  itemIds: readonly number[],
): Promise<void> =>
  enqueue(tx, "stock.changed", { documentId: document.id, itemIds: [...new Set(itemIds)] }, document.centreId);

/** What has come of a lot, and what it cost, after receipts (or, signed, their reversal). */
export async function countReceived(
  tx: Tx,
  moves: readonly Pick<Move, "lotId" | "quantity" | "cost">[],
): Promise<void> {
  for (const { lotId, quantity, cost } of moves) {
    const [lot] = await tx.db.select().from(stockLots).where(eq(stockLots.id, lotId)).for("update");
    if (!lot) throw new Error(`no lot ${lotId}`);
    const known = lot.receivedQuantity === 0 ? fen(0) : lot.cost;
    await tx.db
      .update(stockLots)
      .set({
        receivedQuantity: plus(lot.receivedQuantity, quantity),
        cost: known === null || cost === null ? null : fen(known + cost),
      })
      .where(eq(stockLots.id, lotId));
  }
}

type Posting = {
  kind: StockDocumentKind;
  warehouse: { id: number; centreId: number };
  source?: Source;
  reason?: string;
  businessDay?: Day;
  reversesId?: number;
};

/** The row of a document that is posted in the same breath; its number is taken here, late. */
export async function post(tx: Tx, given: Posting) {
  const businessDay = given.businessDay ?? dayOf(tx.now);
  const row = {
    centreId: given.warehouse.centreId,
    number: await nextNumber(tx, "SD", dayOf(tx.now)),
    kind: given.kind,
    status: "posted" as const,
    warehouseId: given.warehouse.id,
    businessDay,
    reason: given.reason ?? null,
    sourceType: given.source?.type ?? null,
    sourceId: given.source?.id ?? null,
    reversesId: given.reversesId ?? null,
    postedBy: userIdOf(tx),
    postedAt: tx.now,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [{ insertId: id }] = await tx.db.insert(stockDocuments).values(row);
  return { id, ...row };
}

type LineRow = StockLineRow & { base: number; quantity?: number };
type StockLineRow = { itemId: number; unit: string; lotId?: number; cost: Fen | null; note?: string | null };

/** Writes the lines of a document and answers their ids in the order given. */
export async function writeLines(tx: Tx, documentId: number, lines: readonly LineRow[]): Promise<number[]> {
  await tx.db.insert(stockDocumentLines).values(
    lines.map((line) => ({
      documentId,
      itemId: line.itemId,
      lotId: line.lotId ?? null,
      quantity: line.quantity ?? line.base,
      unit: line.unit,
      baseQuantity: line.base,
      cost: line.cost,
      note: line.note ?? null,
    })),
  );
  const rows = await tx.db
    .select({ id: stockDocumentLines.id })
    .from(stockDocumentLines)
    .where(eq(stockDocumentLines.documentId, documentId))
    .orderBy(asc(stockDocumentLines.id));
  return rows.map((row) => row.id);
}
