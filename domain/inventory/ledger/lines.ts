import "server-only";
import { eq } from "drizzle-orm";
import { warehouses } from "@/db/schema/inventory";
import type { Db, Tx } from "@/domain/core/access";
import { conflict, invalid, notFound } from "@/lib/errors";
import { unitsOf } from "../queries";
import { toBase } from "../rules";
import { fromThousandths, plus, thousandths } from "./rules";

/** What stock is moved or promised for: a batch, an order, a purchase. `lineId` names a line of it. */
export type Source = { type: string; id: number; lineId?: number };

/** So much of an item, in any unit that it knows. */
export type StockLine = { itemId: number; quantity: number; unit: string };

/** Lines with their quantity in base units (to a thousandth). A unit the item does not know is refused at `lines.N.unit`. */
export async function inBase<L extends StockLine>(db: Db, lines: readonly L[]): Promise<(L & { base: number })[]> {
  const units = await unitsOf(
    db,
    lines.map((line) => line.itemId),
  );
  return lines.map((line, i) => {
    const item = units.get(line.itemId);
    if (!item) throw invalid(`lines.${i}.itemId`, "没有这种物料，重新选一次");
    const base = toBase(item, line.quantity, line.unit);
    if (base === null) throw invalid(`lines.${i}.unit`, `没有“${line.unit}”和“${item.baseUnit}”的换算，先在食材里加上`);
    return { ...line, base: fromThousandths(thousandths(base)) };
  });
}

/** Lines of one item become one: two lines of a thing take and promise their sum. */
export function summed(lines: readonly { itemId: number; base: number }[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { itemId, base } of lines) sums.set(itemId, plus(sums.get(itemId) ?? 0, base));
  return sums;
}

/** A warehouse that stock may move in or out of. */
export async function openWarehouse(tx: Tx, id: number) {
  const [row] = await tx.db.select().from(warehouses).where(eq(warehouses.id, id));
  if (!row) throw notFound("这个仓库");
  if (row.archivedAt !== null || row.status !== "active") throw conflict(`${row.name}已停用，不能出入库`);
  return row;
}
