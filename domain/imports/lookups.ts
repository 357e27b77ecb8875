import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import {
  allergens,
  dishes,
  ingredientAliases,
  ingredientNutrients,
  ingredients,
  menus,
  nutrients,
} from "@/db/schema/dishes";
import { itemUnits } from "@/db/schema/inventory";
import type { Read } from "@/domain/core/access";
import { lookupHash } from "@/lib/crypto";
import type { Day } from "@/lib/time";
import type { Lookups } from "./rules/check";
import type { KnownIngredient } from "./rules/dishes";

type Db = Read["db"];

const plain = (name: string): string => name.normalize("NFKC").replace(/\s/g, "").toLowerCase();

/** What the validators look names up in, read once per sheet. */
export async function lookupsOf(db: Db, today: Day): Promise<Lookups> {
  const [foods, aliases, units, alcoholic, allergenRows, dishRows] = await Promise.all([
    db
      .select({
        id: ingredients.id,
        itemId: ingredients.itemId,
        name: ingredients.name,
        category: ingredients.category,
        isHerb: ingredients.isHerb,
      })
      .from(ingredients)
      .where(isNull(ingredients.archivedAt)),
    db.select().from(ingredientAliases),
    db.select().from(itemUnits),
    db
      .select({ ingredientId: ingredientNutrients.ingredientId, amount: ingredientNutrients.amount })
      .from(ingredientNutrients)
      .innerJoin(nutrients, and(eq(nutrients.id, ingredientNutrients.nutrientId), eq(nutrients.code, "alcohol_g"))),
    db.select({ name: allergens.name }).from(allergens),
    db
      .select({ id: dishes.id, name: dishes.name, isAvailable: dishes.isAvailable })
      .from(dishes)
      .where(isNull(dishes.archivedAt)),
  ]);
  const withAlcohol = new Set(alcoholic.filter((row) => row.amount > 0).map((row) => row.ingredientId));
  const known = new Map<number, KnownIngredient>();
  const byName = new Map<string, KnownIngredient>();
  for (const food of foods) {
    const own = units.filter((unit) => unit.itemId === food.itemId);
    const gramsPerUnit = Object.fromEntries(own.map((unit) => [unit.unit, unit.baseQuantity]));
    const { itemId: _, ...row } = food;
    const one = { ...row, hasAlcohol: withAlcohol.has(food.id), gramsPerUnit };
    known.set(food.id, one);
    byName.set(plain(food.name), one);
  }
  for (const alias of aliases) {
    const one = known.get(alias.ingredientId);
    if (one && !byName.has(plain(alias.alias))) byName.set(plain(alias.alias), one);
  }
  const dishByName = new Map(dishRows.map((dish) => [plain(dish.name), dish]));
  const allergenByName = new Map(allergenRows.map((row) => [plain(row.name), row.name]));
  return {
    today,
    resolveIngredient: (name) => byName.get(plain(name)),
    resolveAllergen: (name) => allergenByName.get(plain(name)),
    resolveDish: (name) => dishByName.get(plain(name)),
  };
}

/** Customers of a centre who have one of these phones already: phone → who. */
export async function customersByPhone(db: Db, centreId: number, phones: readonly string[]) {
  const hashes = new Map(phones.map((phone) => [lookupHash(phone), phone]));
  const found = new Map<string, { id: number; name: string }>();
  if (hashes.size === 0) return found;
  const rows = await db
    .select({ id: customers.id, name: customers.name, phoneHash: customers.phoneHash })
    .from(customers)
    .where(
      and(
        eq(customers.centreId, centreId),
        isNull(customers.archivedAt),
        inArray(customers.phoneHash, [...hashes.keys()]),
      ),
    );
  for (const row of rows) {
    const phone = row.phoneHash && hashes.get(row.phoneHash);
    if (phone) found.set(phone, { id: row.id, name: row.name });
  }
  return found;
}

/** Ingredients by plain name, for telling new rows from known ones. */
export async function ingredientIds(db: Db): Promise<Map<string, number>> {
  const rows = await db.select({ id: ingredients.id, name: ingredients.name }).from(ingredients);
  return new Map(rows.map((row) => [plain(row.name), row.id]));
}

/** Menus in use by plain name. */
export async function menuNames(db: Db): Promise<Map<string, number>> {
  const rows = await db.select({ id: menus.id, name: menus.name }).from(menus).where(isNull(menus.archivedAt));
  return new Map(rows.map((row) => [plain(row.name), row.id]));
}

/** Allergen name → code. */
export async function allergenCodes(db: Db): Promise<Map<string, string>> {
  const rows = await db.select({ name: allergens.name, code: allergens.code }).from(allergens);
  return new Map(rows.map((row) => [row.name, row.code]));
}

export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);
export const nameKey = plain;
