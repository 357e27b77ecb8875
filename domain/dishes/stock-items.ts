import "server-only";
import { eq, inArray } from "drizzle-orm";
import { ingredients } from "@/db/schema/dishes";
import { items } from "@/db/schema/inventory";
import type { Read } from "@/domain/core/access";
import { unitsOf } from "@/domain/inventory/queries";
import { toBase } from "@/domain/inventory/rules";

export type StockItem = {
  itemId: number;
  name: string;
  /** False: its grams cannot be turned into its own unit, so the store cannot give it by weight. */
  isWeighable: boolean;
};

/** The stock side of these ingredients. */
export async function stockItems(
  { db }: Pick<Read, "db">,
  ingredientIds: readonly number[],
): Promise<Map<number, StockItem>> {
  const ids = [...new Set(ingredientIds)];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: ingredients.id, itemId: ingredients.itemId, name: items.name })
    .from(ingredients)
    .innerJoin(items, eq(items.id, ingredients.itemId))
    .where(inArray(ingredients.id, ids));
  const units = await unitsOf(
    db,
    rows.map((row) => row.itemId),
  );
  return new Map(
    rows.map(({ id, itemId, name }) => {
      const known = units.get(itemId);
      return [id, { itemId, name, isWeighable: known !== undefined && toBase(known, 1, "g") !== null }];
    }),
  );
}
