import "server-only";
import { inArray } from "drizzle-orm";
import type { StockDocumentKind } from "@/db/enums/inventory";
import { type stockDocumentLines, type stockDocuments, stockLots } from "@/db/schema/inventory";
import type { Tx } from "@/domain/core/access";
import { AppError } from "@/lib/errors";
import { type Fen, fen } from "@/lib/money";
import { lotsFor } from "../ledger/lots";
import { fefo, isUsable, type LotBalance, minus, moved, type Take, total } from "../ledger/rules";
import type { Move, Shelf } from "../ledger/shelves";
import { unitCosts } from "../queries";
import { activeOn, LAST, protectedOn } from "../reserving/commands";
import { amountText } from "../rules";
import { bringsLots, leavesPromises, takesAnyLot } from "./rules";

export type DocumentRecord = typeof stockDocuments.$inferSelect;
export type LineRecord = typeof stockDocumentLines.$inferSelect;

/** What is left on a shelf while the lines of one document are gone through in order. */
type Working = { shelf: Shelf; lots: LotBalance[]; promised: number };

/**
 * The movements that posting a document makes in its own warehouse, line by line; shelves are locked, nothing is written
 * but the lots that surplus goods need. What cannot be had is a conflict beside the line that asks for it.
 */
export async function movesOf(
  tx: Tx,
  document: DocumentRecord,
  lines: readonly LineRecord[],
  shelfOf: (itemId: number) => Shelf,
): Promise<Move[]> {
  const { kind } = document;
  const shelves = [...new Set(lines.map((line) => shelfOf(line.itemId)))];
  const active = leavesPromises(kind)
    ? await activeOn(
        tx,
        shelves.map((shelf) => shelf.id),
      )
    : [];
  const working = new Map(
    shelves.map((shelf): [number, Working] => [
      shelf.itemId,
      {
        shelf,
        lots: shelf.lots.map((lot) => ({ ...lot })),
        promised: protectedOn(active, shelf, [{ type: "stock_document", id: document.id }], LAST),
      },
    ]),
  );
  const surplus = await surplusLots(tx, document, lines, shelfOf);
  const moves: Move[] = [];
  for (const [i, line] of lines.entries()) {
    const here = working.get(line.itemId);
    if (!here) continue;
    const by = changeOf(kind, line);
    if (by === 0) continue;
    const parts =
      by > 0
        ? [{ lotId: line.lotId ?? surplus.lotOf(i, here), quantity: by, cost: inCost(kind, line, here, by, surplus) }]
        : takesOf(document, line, i, here, -by).map(
            (take): Take => ({
              lotId: take.lotId,
              quantity: -take.quantity,
              cost: take.cost === null ? null : fen(-take.cost),
            }),
          );
    for (const part of parts) {
      const lot = here.lots.find((one) => one.lotId === part.lotId);
      if (lot) Object.assign(lot, moved(lot, part));
      moves.push({ shelf: here.shelf, ...part, type: kind, lineId: line.id, reason: line.note ?? document.reason });
    }
  }
  return moves;
}

/** Signed change in base units. A count corrects by what it found against what the book said when it was frozen. */
function changeOf(kind: StockDocumentKind, line: LineRecord): number {
  if (kind === "count") return minus(line.baseQuantity, line.bookQuantity ?? 0);
  if (kind === "adjustment") return line.baseQuantity;
  return bringsLots(kind) ? line.baseQuantity : -line.baseQuantity;
}

function takesOf(document: DocumentRecord, line: LineRecord, at: number, here: Working, wanted: number): Take[] {
  const { kind, businessDay } = document;
  const named = line.lotId === null ? here.lots : here.lots.filter((lot) => lot.lotId === line.lotId);
  const choosesAny = takesAnyLot(kind) && (line.lotId !== null || kind !== "transfer");
  const usable = choosesAny ? named : named.filter((lot) => isUsable(lot, businessDay));
  const held = total(usable.map((lot) => lot.quantity));
  const unusable = minus(total(named.map((lot) => lot.quantity)), held);
  // What is promised may lie in any lot of the shelf.
  const everywhere = total(here.lots.filter((lot) => isUsable(lot, businessDay)).map((lot) => lot.quantity));
  const free = Math.min(held, leavesPromises(kind) ? Math.max(0, minus(everywhere, here.promised)) : held);
  if (free < wanted) {
    const { itemName, baseUnit } = here.shelf;
    const said = (base: number) => inUnitOf(line, baseUnit, base);
    const why = [
      here.promised > 0 && free < held && `另有 ${said(here.promised)} 已预留`,
      unusable > 0 && `${said(unusable)} 已过期或冻结`,
    ].filter(Boolean);
    const sentence = `${itemName}不够：要 ${said(wanted)}，可用 ${said(free)}${why.length > 0 ? `（${why.join("，")}）` : ""}`;
    throw new AppError("conflict", sentence, { fields: { [`lines.${at}.quantity`]: [sentence] } });
  }
  return fefo(usable, wanted).takes;
}

/** A base quantity in the unit that its line was written in; in the base unit where a line of 0 does not say how many make one. */
const inUnitOf = (line: LineRecord, baseUnit: string, base: number): string =>
  line.quantity === 0 || line.baseQuantity === 0
    ? amountText(base, baseUnit)
    : `${Math.round(((base * line.quantity) / line.baseQuantity) * 1000) / 1000} ${line.unit}`;

type Surplus = { lotOf: (line: number, here: Working) => number; rates: ReadonlyMap<number, number | null> };

/** Where goods go that a count or an adjustment found without naming a lot: the lot that keeps longest, else a new one. */
async function surplusLots(
  tx: Tx,
  document: DocumentRecord,
  lines: readonly LineRecord[],
  shelfOf: (itemId: number) => Shelf,
): Promise<Surplus> {
  if (bringsLots(document.kind)) return { lotOf: () => 0, rates: new Map() };
  const found = lines.flatMap((line, i) => (changeOf(document.kind, line) > 0 ? [{ line, i }] : []));
  const homeless = found.filter(({ line }) => line.lotId === null && shelfOf(line.itemId).lots.length === 0);
  const [rates, lots] = [
    await unitCosts(
      tx.db,
      found.map(({ line }) => line.itemId),
    ),
    homeless.length > 0
      ? await lotsFor(
          tx,
          document,
          homeless.map(({ line }) => ({ itemId: line.itemId })),
          shelfOf,
        )
      : [],
  ];
  const made = new Map(homeless.map(({ i }, n) => [i, lots[n]?.id ?? 0]));
  const longest = (here: Working) =>
    here.lots.toSorted((a, b) => (b.expiresOn ?? "9").localeCompare(a.expiresOn ?? "9") || b.lotId - a.lotId)[0];
  return { lotOf: (i, here) => made.get(i) ?? longest(here)?.lotId ?? 0, rates };
}

/** What goods that come in cost: as the receipt says; what was found is worth what the item costs now. */
function inCost(
  kind: StockDocumentKind,
  line: LineRecord,
  here: Working,
  quantity: number,
  surplus: Surplus,
): Fen | null {
  if (bringsLots(kind)) return line.cost;
  const lot = here.lots.find((one) => one.lotId === line.lotId && one.quantity > 0 && one.cost !== null);
  const rate = lot ? (lot.cost ?? 0) / lot.quantity : (surplus.rates.get(line.itemId) ?? null);
  return rate === null ? null : fen(Math.round(rate * quantity));
}

/** Lots that a draft named and nothing ever came of: they go with it, so that their numbers are free again. */
export async function forgetLots(tx: Tx, lotIds: readonly number[]): Promise<void> {
  if (lotIds.length === 0) return;
  const rows = await tx.db
    .select({ id: stockLots.id, received: stockLots.receivedQuantity })
    .from(stockLots)
    .where(inArray(stockLots.id, [...lotIds]));
  const empty = rows.filter((row) => row.received === 0).map((row) => row.id);
  for (const lot of empty)
    await tx.db
      .delete(stockLots)
      .where(inArray(stockLots.id, [lot]))
      .catch(keptByAnother);
}

const keptByAnother = (error: unknown): void => {
  const code = (error as { cause?: { code?: string } }).cause?.code;
  if (code !== "ER_ROW_IS_REFERENCED_2") throw error;
};
