import "server-only";
import { eq } from "drizzle-orm";
import type { ItemKind } from "@/db/enums/inventory";
import { items, itemUnits } from "@/db/schema/inventory";
import type { Tx } from "@/domain/core/access";
import { nextNumber } from "@/domain/core/numbering";
import { conflict, invalid } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { type ItemUnits, isMass, toBase } from "./rules";
import type { PriceIn } from "./schema";

/** What a quantity column holds. */
const MOST = 99_999_999_999;

export type ItemRecord = {
  name: string;
  kind: ItemKind;
  baseUnit: string;
  category?: string | null;
  units?: readonly { unit: string; baseQuantity: number }[];
  price?: PriceIn | null;
};

/** A new stock-keeping unit with its conversions and, when known, its reference price. Answers its id. */
export async function createItem(tx: Tx, record: ItemRecord): Promise<number> {
  const units = tidyUnits(record.baseUnit, record.units ?? []);
  const code = await nextNumber(tx, record.kind === "ingredient" ? "FI" : "SK", dayOf(tx.now));
  const [{ insertId }] = await tx.db.insert(items).values({
    code,
    name: record.name,
    kind: record.kind,
    baseUnit: record.baseUnit,
    category: record.category ?? null,
    ...priceColumns({ baseUnit: record.baseUnit, units }, record.price ?? null),
    createdAt: tx.now,
    updatedAt: tx.now,
  });
  if (units.length > 0) await tx.db.insert(itemUnits).values(units.map((unit) => ({ itemId: insertId, ...unit })));
  tx.touched.add("item");
  return insertId;
}

export type ItemChange = Partial<Pick<ItemRecord, "name" | "baseUnit" | "category" | "units" | "price">>;

/**
 * Changes what is given and leaves the rest. A new base unit rescales price and conversions when the item knows the unit;
 * otherwise conversions and price must be given anew, because the old ones mean nothing in it.
 */
export async function updateItem(tx: Tx, itemId: number, change: ItemChange): Promise<void> {
  const [item] = await tx.db.select().from(items).where(eq(items.id, itemId)).for("update");
  if (!item) throw new Error(`no item ${itemId}`);
  const kept = await tx.db
    .select({ unit: itemUnits.unit, baseQuantity: itemUnits.baseQuantity })
    .from(itemUnits)
    .where(eq(itemUnits.itemId, itemId));
  const old: ItemUnits = { baseUnit: item.baseUnit, units: kept };
  const baseUnit = change.baseUnit ?? item.baseUnit;
  const inOld = toBase(old, 1, baseUnit); // old base units in one new one
  const rescaled = (n: number) => (baseUnit === item.baseUnit ? n : n / (inOld ?? Number.NaN));
  const carried =
    inOld === null
      ? []
      : [...kept, { unit: item.baseUnit, baseQuantity: 1 }]
          .map(({ unit, baseQuantity }) => ({ unit, baseQuantity: rescaled(baseQuantity) }))
          .filter(({ unit }) => unit !== baseUnit);
  const units = tidyUnits(baseUnit, change.units ?? (baseUnit === item.baseUnit ? kept : carried));
  const price =
    change.price !== undefined
      ? priceColumns({ baseUnit, units }, change.price)
      : inOld === null || item.referenceQuantity === null
        ? { referencePrice: null, referenceQuantity: null }
        : { referencePrice: item.referencePrice, referenceQuantity: rescaled(item.referenceQuantity) };
  await tx.db
    .update(items)
    .set({
      baseUnit,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.category !== undefined && { category: change.category }),
      ...price,
      version: item.version + 1,
      updatedAt: tx.now,
    })
    .where(eq(items.id, itemId));
  await tx.db.delete(itemUnits).where(eq(itemUnits.itemId, itemId));
  if (units.length > 0) await tx.db.insert(itemUnits).values(units.map((unit) => ({ itemId, ...unit })));
  tx.touched.add("item");
}

/** Archives an item, or takes it back into use. */
export async function archiveItem(tx: Tx, itemId: number, archived: boolean): Promise<void> {
  await tx.db
    .update(items)
    .set({ archivedAt: archived ? tx.now : null, isActive: !archived, updatedAt: tx.now })
    .where(eq(items.id, itemId));
  tx.touched.add("item");
}

/** Removes an item nothing hangs on, for the undo of an import; the database refuses it when something does. */
export async function removeItem(tx: Tx, itemId: number): Promise<void> {
  await tx.db.delete(itemUnits).where(eq(itemUnits.itemId, itemId));
  await tx.db.delete(items).where(eq(items.id, itemId));
  tx.touched.add("item");
}

/**
 * Conversions as they are kept. A weight of something that is counted is kept per kilogram (1 kg = 18.182 个): three decimals
 * of "1 g" would lose the weight of an egg.
 */
function tidyUnits(baseUnit: string, given: readonly { unit: string; baseQuantity: number }[]) {
  const seen = new Set([baseUnit]);
  return given.map(({ unit, baseQuantity }, i) => {
    const kept = isMass(unit) && !isMass(baseUnit) ? perKilogram(unit, baseQuantity) : { unit, baseQuantity };
    if (seen.has(kept.unit)) throw invalid(`units.${i}.unit`, `“${unit}”已经有了，一个单位只写一次`);
    seen.add(kept.unit);
    const rounded = Math.round(kept.baseQuantity * 1000) / 1000;
    if (rounded <= 0) throw invalid(`units.${i}.baseQuantity`, "换算数量太小，换一个大些的单位");
    if (rounded > MOST) throw invalid(`units.${i}.baseQuantity`, "换算数量太大，换一个小些的单位");
    return { unit: kept.unit, baseQuantity: rounded };
  });
}

function perKilogram(unit: string, baseQuantity: number) {
  const inKg = toBase({ baseUnit: "kg", units: [] }, 1, unit);
  if (!inKg) throw conflict(`“${unit}”不是重量单位`);
  return { unit: "kg", baseQuantity: baseQuantity / inKg };
}

function priceColumns(item: ItemUnits, price: PriceIn | null) {
  if (price === null) return { referencePrice: null, referenceQuantity: null };
  const base = toBase(item, price.per, price.unit);
  if (base === null) throw invalid("price.unit", `没有“${price.unit}”和“${item.baseUnit}”的换算，先在单位换算里加上`);
  const referenceQuantity = Math.round(base * 1000) / 1000;
  if (referenceQuantity <= 0) throw invalid("price.per", "数量太小，换一个大些的单位");
  if (referenceQuantity > MOST) throw invalid("price.per", "数量太大，换一个小些的单位");
  return { referencePrice: price.amount, referenceQuantity };
}
