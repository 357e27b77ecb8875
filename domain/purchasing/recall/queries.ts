import "server-only";
import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { supplierItems, suppliers } from "@/db/schema/purchasing";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { trace as traceInKitchen } from "@/domain/kitchen/recall/queries";
import type { RecallInput, Trace } from "@/domain/kitchen/recall/schema";

/** The kitchen's trace with who sells each food: the preferred supplier of its item, and the last digits of the phone. */
export async function trace(ctx: Ctx, input: RecallInput): Promise<Trace> {
  const found = await traceInKitchen(ctx, input);
  const itemIds = [...new Set(found.lots.map((lot) => lot.itemId))];
  if (itemIds.length === 0) return found;
  const rows = await reader(ctx, "kitchen:recall")
    .db.select({ itemId: supplierItems.itemId, name: suppliers.name, phone: suppliers.phoneLast4 })
    .from(supplierItems)
    .innerJoin(suppliers, eq(suppliers.id, supplierItems.supplierId))
    .where(and(inArray(supplierItems.itemId, itemIds), isNull(suppliers.archivedAt)))
    .orderBy(desc(supplierItems.isPreferred), asc(supplierItems.id));
  const first = (itemId: number) => rows.find((row) => row.itemId === itemId);
  return {
    ...found,
    lots: found.lots.map((lot) => ({
      ...lot,
      supplierName: first(lot.itemId)?.name ?? null,
      supplierPhone: first(lot.itemId)?.phone ?? null,
    })),
  };
}
