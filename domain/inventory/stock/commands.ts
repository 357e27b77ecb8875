import "server-only";
import { eq } from "drizzle-orm";
import { inventoryItems } from "@/db/schema/inventory";
import { command } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { stockRow } from "./queries";
import type { SetReorderPoint, StockDetailOut } from "./schema";

/** Below how much (in base units) an item counts as low in a warehouse; null: never. */
export function setReorderPoint(ctx: Ctx, input: SetReorderPoint): Promise<StockDetailOut> {
  return command(ctx, "inventory:edit", async (tx) => {
    const today = dayOf(tx.now);
    const { centreId } = await stockRow(tx, input.id, today); // outside the caller's centres it does not exist
    const [row] = await tx.db.select().from(inventoryItems).where(eq(inventoryItems.id, input.id)).for("update");
    if (!row) throw notFound("这项库存");
    if (input.version !== undefined) await assertVersion(tx, "inventory_item", row, input.version);
    const after = { ...row, reorderPoint: input.reorderPoint, version: row.version + 1, updatedAt: tx.now };
    const { reorderPoint, version, updatedAt } = after;
    await tx.db.update(inventoryItems).set({ reorderPoint, version, updatedAt }).where(eq(inventoryItems.id, row.id));
    await audit(tx, "inventory_item.updated", { ...row, centreId }, { ...after, centreId });
    return stockRow(tx, row.id, today);
  });
}
