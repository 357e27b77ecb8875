import "server-only";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import {
  dietRules,
  dishIngredients,
  ingredientAliases,
  ingredientAllergens,
  ingredientNutrients,
  ingredients,
  ingredientTags,
} from "@/db/schema/dishes";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { archiveItem, createItem, removeItem, updateItem } from "@/domain/inventory/commands";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { initials } from "@/lib/pinyin";
import { dishesUsing, recomputeNutrition, tellDishesChanged } from "../nutrition";
import { type Masters, mastersOf } from "../queries";
import { ingredientRow } from "./queries";
import {
  type ArchiveIngredient,
  type CreateIngredient,
  type IngredientDetailOut,
  ingredientForm,
  type UpdateIngredient,
} from "./schema";

/** A new food with its stock item. Allergens that are not named are unknown, and block for the allergic. */
export function createIngredient(ctx: Ctx, input: CreateIngredient): Promise<IngredientDetailOut> {
  return command(ctx, "ingredients:edit", async (tx) => {
    const id = await addIngredient(tx, input);
    return detailOf(tx, id);
  });
}

/** Building block of the command above, also for imports: writes, audits, answers the id. */
export async function addIngredient(tx: Tx, record: CreateIngredient & { source?: string | null }): Promise<number> {
  await assertNameFree(tx, record.name, record.aliases);
  const itemId = await createItem(tx, {
    name: record.name,
    kind: "ingredient",
    baseUnit: record.unit,
    category: record.category,
    units: record.units,
    price: record.price,
  });
  const [{ insertId: id }] = await tx.db.insert(ingredients).values({
    itemId,
    name: record.name,
    nameKey: initials(record.name),
    description: record.description,
    category: record.category,
    ediblePct: record.ediblePct,
    isHerb: record.isHerb,
    isAvailable: record.isAvailable,
    note: record.note,
    source: record.source ?? "manual",
    createdAt: tx.now,
    updatedAt: tx.now,
  });
  await writeLines(tx, id, record);
  tx.touched.add("ingredient");
  await audit(tx, "ingredient.created", null, recorded(await detailOf(tx, id)));
  return id;
}

/** Changes what is given. What dishes get from it (nutrients, edible part, units) is computed anew in the same step. */
export function updateIngredient(ctx: Ctx, input: UpdateIngredient): Promise<IngredientDetailOut> {
  return command(ctx, "ingredients:edit", async (tx) => {
    const row = await locked(tx, input.id);
    const before = await detailOf(tx, row.id);
    await assertVersion(tx, "ingredient", row, input.version, { ...ingredientForm(before), id: row.id });
    if (input.name !== undefined || input.aliases !== undefined)
      await assertNameFree(tx, input.name ?? row.name, input.aliases ?? before.aliases, row.id);
    if (input.unit !== undefined && input.unit !== before.unit) await assertUnitFree(tx, row.id);
    const { name, category, description, ediblePct, isHerb, isAvailable, note } = input;
    await updateItem(tx, row.itemId, { name, baseUnit: input.unit, category, units: input.units, price: input.price });
    await tx.db
      .update(ingredients)
      .set({
        ...(name !== undefined && { name, nameKey: initials(name) }),
        ...(category !== undefined && { category }),
        ...(description !== undefined && { description }),
        ...(ediblePct !== undefined && { ediblePct }),
        ...(isHerb !== undefined && { isHerb }),
        ...(isAvailable !== undefined && { isAvailable }),
        ...(note !== undefined && { note }),
        version: row.version + 1,
        updatedAt: tx.now,
      })
      .where(eq(ingredients.id, row.id));
    await writeLines(tx, row.id, input);
    tx.touched.add("ingredient");
    const after = await detailOf(tx, row.id);
    const affected = await dishesUsing(tx.db, { ingredientIds: [row.id] });
    if (changesNutrition(before, after)) await recomputeNutrition(tx, affected);
    if (changesDishes(before, after)) await tellDishesChanged(tx, affected);
    await audit(tx, "ingredient.updated", recorded(before), recorded(after));
    return after;
  });
}

/** Out of lists and choices; dishes that use it keep it. */
export function archiveIngredient(ctx: Ctx, input: ArchiveIngredient): Promise<null> {
  return command(ctx, "ingredients:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "ingredient", row, input.version);
    if (row.archivedAt) throw conflict(`“${row.name}”已经归档了`);
    await setArchived(tx, row, true);
    return null;
  });
}

export function restoreIngredient(ctx: Ctx, input: ArchiveIngredient): Promise<IngredientDetailOut> {
  return command(ctx, "ingredients:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (!row.archivedAt) throw conflict(`“${row.name}”没有归档，不用恢复`);
    await setArchived(tx, row, false);
    return detailOf(tx, row.id);
  });
}

/** Undo of an import: removes an ingredient that nothing uses yet. Throws conflict when something does. */
export async function removeIngredient(tx: Tx, id: number): Promise<void> {
  const row = await locked(tx, id);
  const [used] = await tx.db
    .select({ id: dishIngredients.id })
    .from(dishIngredients)
    .where(eq(dishIngredients.ingredientId, id))
    .limit(1);
  const [ruled] = await tx.db
    .select({ id: dietRules.id })
    .from(dietRules)
    .where(eq(dietRules.ingredientId, id))
    .limit(1);
  if (used || ruled) throw conflict(`“${row.name}”已经有菜品或规则在用，没有撤销`);
  const before = await detailOf(tx, id);
  await tx.db.delete(ingredientAliases).where(eq(ingredientAliases.ingredientId, id));
  await tx.db.delete(ingredientNutrients).where(eq(ingredientNutrients.ingredientId, id));
  await tx.db.delete(ingredientAllergens).where(eq(ingredientAllergens.ingredientId, id));
  await tx.db.delete(ingredientTags).where(eq(ingredientTags.ingredientId, id));
  await tx.db.delete(ingredients).where(eq(ingredients.id, id));
  await removeItem(tx, row.itemId);
  tx.touched.add("ingredient");
  await audit(tx, "ingredient.removed", recorded(before), null);
}

async function locked(tx: Tx, id: number) {
  const [row] = await tx.db.select().from(ingredients).where(eq(ingredients.id, id)).for("update");
  if (!row) throw notFound("这种食材");
  return row;
}

async function detailOf(tx: Tx, id: number): Promise<IngredientDetailOut> {
  const detail = await ingredientRow(tx, id);
  if (!detail) throw new Error(`ingredient ${id} is missing`);
  return detail;
}

async function setArchived(tx: Tx, row: typeof ingredients.$inferSelect, archived: boolean): Promise<void> {
  const after = {
    ...row,
    archivedAt: archived ? tx.now : null,
    version: row.version + 1,
    updatedAt: tx.now,
  };
  const { archivedAt, version, updatedAt } = after;
  await tx.db.update(ingredients).set({ archivedAt, version, updatedAt }).where(eq(ingredients.id, row.id));
  await archiveItem(tx, row.itemId, archived);
  tx.touched.add("ingredient");
  await audit(tx, archived ? "ingredient.archived" : "ingredient.restored", row, after);
}

/** A name or alias leads to one food only: text recipes are resolved by it. */
async function assertNameFree(tx: Tx, name: string, aliases: readonly string[], ownId = 0): Promise<void> {
  const words = [name, ...aliases];
  const doubled = words.findIndex((word, i) => words.indexOf(word) !== i);
  if (doubled > 0) throw invalid(`aliases.${doubled - 1}`, `“${words[doubled]}”写了两次`);
  const [byName, byAlias] = await Promise.all([
    tx.db
      .select({
        id: ingredients.id,
        word: ingredients.name,
        name: ingredients.name,
        archivedAt: ingredients.archivedAt,
      })
      .from(ingredients)
      .where(and(inArray(ingredients.name, words), ne(ingredients.id, ownId))),
    tx.db
      .select({
        id: ingredients.id,
        word: ingredientAliases.alias,
        name: ingredients.name,
        archivedAt: ingredients.archivedAt,
      })
      .from(ingredientAliases)
      .innerJoin(ingredients, eq(ingredients.id, ingredientAliases.ingredientId))
      .where(and(inArray(ingredientAliases.alias, words), ne(ingredients.id, ownId))),
  ]);
  const [taken] = [...byName, ...byAlias];
  if (!taken) return;
  const at = words.indexOf(taken.word);
  const field = at > 0 ? `aliases.${at - 1}` : "name";
  const whose = taken.word === taken.name ? `已经有食材叫“${taken.word}”` : `“${taken.word}”是“${taken.name}”的别名`;
  const sentence = `${whose}${taken.archivedAt ? "（已归档，可以恢复）" : ""}`;
  throw new AppError("conflict", sentence, { fields: { [field]: [sentence] } });
}

async function assertUnitFree(tx: Tx, id: number): Promise<void> {
  const [row] = await tx.db
    .select({ n: sql<number>`count(distinct ${dishIngredients.dishId})`.mapWith(Number) })
    .from(dishIngredients)
    .where(eq(dishIngredients.ingredientId, id));
  if (row && row.n > 0) throw invalid("unit", `已有 ${row.n} 道菜用它，基本单位不能改；可以加一条单位换算`);
}

type Lines = Pick<UpdateIngredient, "aliases" | "nutrients" | "allergens" | "tags">;

async function writeLines(tx: Tx, id: number, given: Lines): Promise<void> {
  const masters = await mastersOf(tx);
  if (given.aliases !== undefined) {
    await tx.db.delete(ingredientAliases).where(eq(ingredientAliases.ingredientId, id));
    if (given.aliases.length > 0)
      await tx.db.insert(ingredientAliases).values(given.aliases.map((alias) => ({ ingredientId: id, alias })));
  }
  if (given.nutrients !== undefined) await writeNutrients(tx, id, given.nutrients, masters);
  if (given.allergens !== undefined) await writeAllergens(tx, id, given.allergens, masters);
  if (given.tags !== undefined) {
    const tagIds = idsOf(masters.tags, given.tags, "tags", "标签");
    await tx.db.delete(ingredientTags).where(eq(ingredientTags.ingredientId, id));
    if (tagIds.length > 0)
      await tx.db.insert(ingredientTags).values(tagIds.map((tagId) => ({ ingredientId: id, tagId })));
  }
}

async function writeNutrients(tx: Tx, id: number, given: Record<string, number | null>, masters: Masters) {
  const codes = Object.keys(given);
  idsOf(masters.nutrients, codes, "nutrients", "营养素");
  const had = await tx.db.select().from(ingredientNutrients).where(eq(ingredientNutrients.ingredientId, id));
  for (const { id: nutrientId, code } of masters.nutrients) {
    const amount = given[code];
    const old = had.find((h) => h.nutrientId === nutrientId);
    if (amount === undefined || amount === (old?.amount ?? null)) continue; // an unchanged value keeps its source
    if (old) await tx.db.delete(ingredientNutrients).where(eq(ingredientNutrients.id, old.id));
    if (amount !== null)
      await tx.db.insert(ingredientNutrients).values({ ingredientId: id, nutrientId, amount, source: "manual" });
  }
}

async function writeAllergens(tx: Tx, id: number, given: Record<string, string>, masters: Masters) {
  const codes = Object.keys(given);
  const ids = idsOf(masters.allergens, codes, "allergens", "过敏原");
  if (ids.length === 0) return;
  await tx.db
    .delete(ingredientAllergens)
    .where(and(eq(ingredientAllergens.ingredientId, id), inArray(ingredientAllergens.allergenId, ids)));
  const rows = masters.allergens.flatMap(({ id: allergenId, code }) => {
    const state = given[code];
    return state === "contains" || state === "free" ? [{ ingredientId: id, allergenId, state } as const] : [];
  });
  if (rows.length > 0) await tx.db.insert(ingredientAllergens).values(rows);
}

/** Ids of codes, or a field error that names the one that does not exist. */
export function idsOf(
  list: readonly { id: number; code: string }[],
  codes: readonly string[],
  field: string,
  what: string,
): number[] {
  return codes.map((code) => {
    const found = list.find((m) => m.code === code);
    if (!found) throw invalid(field, `没有“${code}”这种${what}`);
    return found.id;
  });
}

/** An ingredient as the operation log keeps it. */
const recorded = (row: IngredientDetailOut) => ({ id: row.id, ...ingredientForm(row), archivedAt: row.archivedAt });

const nutritionKeys = ["ediblePct", "isHerb", "units", "unit", "nutrients"] as const;
const changesNutrition = (a: IngredientDetailOut, b: IngredientDetailOut) =>
  nutritionKeys.some((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
const dishKeys = [...nutritionKeys, "allergens", "tags", "name"] as const;
const changesDishes = (a: IngredientDetailOut, b: IngredientDetailOut) =>
  dishKeys.some((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
