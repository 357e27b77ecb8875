import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import { stockLots } from "@/db/schema/inventory";
import type { Tx } from "@/domain/core/access";
import { conflict } from "@/lib/errors";
import type { Fen } from "@/lib/money";
import { addDays, type Day } from "@/lib/time";
import type { Shelf } from "./shelves";

/** What a receipt says about a lot. No number: it gets one; no date: the item's shelf life from the day it came. */
export type ArrivingLot = {
  lotNo?: string | null;
  producedOn?: Day | null;
  expiresOn?: Day | null;
  /** What this quantity cost together; null = not known yet. */
  cost?: Fen | null;
};

/** What is not tracked by lot lies in one lot of this number. */
export const UNTRACKED = "-";

type Arriving = ArrivingLot & { itemId: number };

/**
 * The lot of each line, found by its number or made. A number that is there already must mean the same goods: another date
 * is a conflict. `document` gives the numbers of lots that have none, and the day from which a shelf life counts.
 */
export async function lotsFor(
  tx: Tx,
  document: { number: string; businessDay: Day; sourceType: string | null; sourceId: number | null },
  lines: readonly Arriving[],
  shelfOf: (itemId: number) => Pick<Shelf, "itemName" | "isLotTracked" | "shelfDays">,
): Promise<{ id: number; lotNo: string }[]> {
  const wanted = lines.map((line, i) => {
    const { itemName, isLotTracked, shelfDays } = shelfOf(line.itemId);
    const day = line.producedOn ?? document.businessDay;
    return {
      itemId: line.itemId,
      itemName,
      lotNo: isLotTracked ? line.lotNo || `${document.number}-${i + 1}` : UNTRACKED,
      producedOn: isLotTracked ? (line.producedOn ?? null) : null,
      expiresOn: isLotTracked ? (line.expiresOn ?? (shelfDays === null ? null : addDays(day, shelfDays))) : null,
      saysDate: isLotTracked && Boolean(line.expiresOn),
    };
  });
  const known = await lotsNamed(tx, wanted);
  const fresh = new Map<string, (typeof wanted)[number]>();
  for (const line of wanted) {
    const there = known.get(keyOf(line)) ?? fresh.get(keyOf(line));
    if (there && line.saysDate && there.expiresOn !== line.expiresOn)
      throw conflict(
        `${line.itemName}的批次 ${line.lotNo} 登记的到期日是 ${there.expiresOn ?? "没有"}，和这次的 ${line.expiresOn} 不同。核对包装，或另写批号`,
      );
    if (!there) fresh.set(keyOf(line), line);
  }
  if (fresh.size > 0)
    await tx.db
      .insert(stockLots)
      .values(
        [...fresh.values()].map(({ itemName, saysDate, ...lot }) => ({
          ...lot,
          sourceType: document.sourceType,
          sourceId: document.sourceId,
          createdAt: tx.now,
        })),
      )
      .onDuplicateKeyUpdate({ set: { itemId: sql`item_id` } }); // the same lot may come to two warehouses at once
  const all = fresh.size > 0 ? await lotsNamed(tx, wanted) : known;
  return wanted.map((line) => {
    const lot = all.get(keyOf(line));
    if (!lot) throw new Error("the lot just written is missing");
    return { id: lot.id, lotNo: lot.lotNo };
  });
}

const keyOf = (lot: { itemId: number; lotNo: string }) => `${lot.itemId}:${lot.lotNo}`;

async function lotsNamed(tx: Tx, wanted: readonly { itemId: number; lotNo: string }[]) {
  const rows = await tx.db
    .select()
    .from(stockLots)
    .where(
      and(
        inArray(stockLots.itemId, [...new Set(wanted.map((w) => w.itemId))]),
        inArray(stockLots.lotNo, [...new Set(wanted.map((w) => w.lotNo))]),
      ),
    );
  return new Map(rows.map((row) => [keyOf(row), row]));
}
