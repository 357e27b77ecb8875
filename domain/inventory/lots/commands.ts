import "server-only";
import { asc, eq, inArray } from "drizzle-orm";
import type { StockLotStatus } from "@/db/enums/inventory";
import { inventoryItems, lotBalances, stockLots } from "@/db/schema/inventory";
import { command, type Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { conflict, notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { lotRow } from "./queries";
import type { BlockLot, LotOut, ReleaseLot } from "./schema";

/** Takes a lot out of use everywhere it lies, at once: neither cooking nor promises count it any more. */
export const blockLot = (ctx: Ctx, { id, status, reason }: BlockLot): Promise<LotOut> =>
  setStatus(ctx, id, status, "stock_lot.blocked", reason);

export const releaseLot = (ctx: Ctx, { id, reason }: ReleaseLot): Promise<LotOut> =>
  setStatus(ctx, id, "available", "stock_lot.released", reason);

function setStatus(
  ctx: Ctx,
  id: number,
  status: StockLotStatus,
  action: "stock_lot.blocked" | "stock_lot.released",
  reason?: string,
): Promise<LotOut> {
  return command(ctx, "inventory:edit", async (tx) => {
    const today = dayOf(tx.now);
    await lotRow(tx, id, today); // outside the caller's warehouses it does not exist
    await lockShelvesOf(tx, id);
    const [lot] = await tx.db.select().from(stockLots).where(eq(stockLots.id, id)).for("update");
    if (!lot) throw notFound("这个批次");
    if (lot.status === status) throw conflict(`批次 ${lot.lotNo} 已经是这个状态了`);
    await tx.db.update(stockLots).set({ status }).where(eq(stockLots.id, id));
    await audit(tx, action, lot, { ...lot, status }, reason ? { reason } : undefined);
    await enqueue(tx, action, { lotId: id, itemId: lot.itemId, status });
    tx.touched.add("stock");
    return lotRow(tx, id, today);
  });
}

/** Whoever moves stock holds these rows: a lot is not blocked under hands that are taking from it. */
async function lockShelvesOf(tx: Tx, lotId: number): Promise<void> {
  const holding = await tx.db
    .select({ id: lotBalances.inventoryItemId })
    .from(lotBalances)
    .where(eq(lotBalances.lotId, lotId));
  if (holding.length === 0) return;
  await tx.db
    .select({ id: inventoryItems.id })
    .from(inventoryItems)
    .where(
      inArray(
        inventoryItems.id,
        holding.map((row) => row.id),
      ),
    )
    .orderBy(asc(inventoryItems.id))
    .for("update");
}
