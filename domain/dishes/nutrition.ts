import "server-only";
import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { dishes, dishIngredients, dishNutrition, nutrients } from "@/db/schema/dishes";
import type { Db, Tx } from "@/domain/core/access";
import { enqueue } from "@/domain/core/outbox";
import { grouped } from "@/lib/grouped";
import { larderOf } from "./larder";
import { mastersOf } from "./queries";
import { flatten, mergedNutrition, nutritionOf, type StoredNutrition } from "./rules";

/** Dishes made with these ingredients or dishes, through base dishes too, without repetition. */
export async function dishesUsing(
  db: Db,
  { ingredientIds = [], dishIds = [] }: { ingredientIds?: readonly number[]; dishIds?: readonly number[] },
): Promise<number[]> {
  const found = new Set<number>();
  const direct = ingredientIds.length
    ? await db
        .selectDistinct({ dishId: dishIngredients.dishId })
        .from(dishIngredients)
        .where(inArray(dishIngredients.ingredientId, [...ingredientIds]))
    : [];
  for (const { dishId } of direct) found.add(dishId);
  for (let next = [...found, ...dishIds]; next.length > 0; ) {
    const rows = await db
      .selectDistinct({ dishId: dishIngredients.dishId })
      .from(dishIngredients)
      .where(inArray(dishIngredients.subDishId, next));
    next = rows.map((r) => r.dishId).filter((dishId) => !found.has(dishId));
    for (const dishId of next) found.add(dishId);
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * Writes the nutrition of these dishes anew from their ingredients as they are inside this transaction. Overrides stay; the
 * version of a dish does not change, because nobody edited it.
 */
export async function recomputeNutrition(tx: Tx, dishIds: readonly number[]): Promise<void> {
  if (dishIds.length === 0) return;
  const ids = [...new Set(dishIds)].sort((a, b) => a - b);
  await tx.db
    .select({ id: dishes.id })
    .from(dishes)
    .where(inArray(dishes.id, ids))
    .orderBy(asc(dishes.id))
    .for("update");
  const [{ nutrients: codes }, larder, kept] = await Promise.all([
    mastersOf(tx),
    larderOf(tx.db, { dishIds: ids }, { memory: tx }),
    storedNutrition(tx.db, ids),
  ]);
  const nutrientId = new Map(codes.map((n) => [n.code, n.id]));
  const rows: (typeof dishNutrition.$inferInsert)[] = [];
  const complete: number[] = [];
  for (const dishId of ids) {
    const recipe = larder.recipes.get(dishId);
    if (!recipe) continue;
    const computed = nutritionOf(
      flatten(recipe, larder),
      codes.map((n) => n.code),
    );
    const merged = mergedNutrition(computed, kept.get(dishId) ?? []);
    if (merged.isComplete) complete.push(dishId);
    for (const { code, amount, source, reason } of merged.rows) {
      const id = nutrientId.get(code);
      if (id !== undefined) rows.push({ dishId, nutrientId: id, amount: bounded(amount), source, reason });
    }
  }
  await tx.db.delete(dishNutrition).where(inArray(dishNutrition.dishId, ids));
  for (let at = 0; at < rows.length; at += 1000) await tx.db.insert(dishNutrition).values(rows.slice(at, at + 1000));
  await tx.db.update(dishes).set({ nutritionAt: tx.now, isNutritionComplete: false }).where(inArray(dishes.id, ids));
  if (complete.length > 0)
    await tx.db.update(dishes).set({ isNutritionComplete: true }).where(inArray(dishes.id, complete));
  tx.touched.add("dish");
}

/** What the column holds; only a recipe of tons per serving comes near it. */
const MOST = 99_999_999;
const bounded = (amount: number) => (Number.isFinite(amount) ? Math.min(amount, MOST) : MOST);

/** Nutrition rows by dish. */
export async function storedNutrition(db: Db, dishIds: readonly number[]): Promise<Map<number, StoredNutrition[]>> {
  if (dishIds.length === 0) return new Map();
  const rows = await db
    .select({
      dishId: dishNutrition.dishId,
      code: nutrients.code,
      amount: dishNutrition.amount,
      source: dishNutrition.source,
      reason: dishNutrition.reason,
    })
    .from(dishNutrition)
    .innerJoin(nutrients, eq(nutrients.id, dishNutrition.nutrientId))
    .where(inArray(dishNutrition.dishId, [...dishIds]))
    .orderBy(asc(nutrients.position));
  return new Map([...grouped(rows, (r) => r.dishId)].map(([id, list]) => [id, list.map(({ dishId, ...row }) => row)]));
}

/** Replaces the values of one source given by hand; null takes all of them away. Recompute afterwards. */
export async function setNutrition(
  tx: Tx,
  dishId: number,
  source: "override" | "declared",
  amounts: Record<string, number> | null,
  reason: string | null,
): Promise<void> {
  const { nutrients: codes } = await mastersOf(tx);
  await tx.db.delete(dishNutrition).where(and(eq(dishNutrition.dishId, dishId), eq(dishNutrition.source, source)));
  const given = codes.flatMap(({ id, code }) => {
    const amount = amounts?.[code];
    return amount === undefined ? [] : [{ dishId, nutrientId: id, amount, source, reason }];
  });
  if (given.length === 0) return;
  const ids = given.map((g) => g.nutrientId);
  await tx.db.delete(dishNutrition).where(
    and(
      eq(dishNutrition.dishId, dishId),
      inArray(dishNutrition.nutrientId, ids),
      // a declared value does not push an override away
      source === "declared" ? ne(dishNutrition.source, "override") : undefined,
    ),
  );
  const overridden =
    source === "declared"
      ? await tx.db.select({ id: dishNutrition.nutrientId }).from(dishNutrition).where(eq(dishNutrition.dishId, dishId))
      : [];
  const taken = new Set(overridden.map((o) => o.id));
  const rows = given.filter((g) => !taken.has(g.nutrientId));
  if (rows.length > 0) await tx.db.insert(dishNutrition).values(rows);
}

/** Tells whoever plans with these dishes that they are not what they were. */
export async function tellDishesChanged(tx: Tx, dishIds: readonly number[]): Promise<void> {
  if (dishIds.length > 0) await enqueue(tx, "dish.changed", { dishIds: [...dishIds] });
}
