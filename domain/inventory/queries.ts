import "server-only";
import { inArray } from "drizzle-orm";
import { items, itemUnits } from "@/db/schema/inventory";
import type { Db } from "@/domain/core/access";
import type { ItemUnits } from "./rules";

/** Fen per base unit, a fraction; null where no price is known. Until lots carry a cost it is the item's reference price. */
export async function unitCosts(db: Db, itemIds: readonly number[]): Promise<Map<number, number | null>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db
    .select({ id: items.id, price: items.referencePrice, per: items.referenceQuantity })
    .from(items)
    .where(inArray(items.id, [...new Set(itemIds)]));
  return new Map(rows.map(({ id, price, per }) => [id, price === null || !per ? null : price / per]));
}

/** Base unit and conversions of items. */
export async function unitsOf(db: Db, itemIds: readonly number[]): Promise<Map<number, ItemUnits>> {
  if (itemIds.length === 0) return new Map();
  const wanted = [...new Set(itemIds)];
  const [heads, lines] = await Promise.all([
    db.select({ id: items.id, baseUnit: items.baseUnit }).from(items).where(inArray(items.id, wanted)),
    db
      .select({ itemId: itemUnits.itemId, unit: itemUnits.unit, baseQuantity: itemUnits.baseQuantity })
      .from(itemUnits)
      .where(inArray(itemUnits.itemId, wanted)),
  ]);
  const found = new Map(
    heads.map(({ id, baseUnit }) => [id, { baseUnit, units: [] as { unit: string; baseQuantity: number }[] }]),
  );
  for (const { itemId, unit, baseQuantity } of lines) found.get(itemId)?.units.push({ unit, baseQuantity });
  return found;
}
