import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { AnyMySqlColumn } from "drizzle-orm/mysql-core";
import {
  allergens,
  dailyMenus,
  dishCategories,
  dishes,
  dishMenuCategories,
  dishTags,
  foodTags,
  ingredientAllergens,
  ingredientTags,
  menuCategories,
  menuDishes,
} from "@/db/schema/dishes";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { AppError, conflict, notFound } from "@/lib/errors";
import { allergenRows, found, tagRows } from "./queries";
import type {
  CreateAllergen,
  CreateCategory,
  CreateSlot,
  CreateTag,
  UpdateAllergen,
  UpdateCategory,
  UpdateSlot,
  UpdateTag,
} from "./schema";

/** A further meal slot, served in every centre. */
export function createSlot(ctx: Ctx, input: CreateSlot) {
  return command(ctx, "kitchen:settings", async (tx) => {
    await assertFree(tx, menuCategories, menuCategories.code, menuCategories.id, input.code, "code", "餐次代码");
    const row = {
      code: input.code,
      name: input.name,
      description: input.description ?? null,
      servingTime: input.servingTime,
      cutoffMinutes: input.cutoffMinutes ?? 720,
      energyShare: input.energyShare ?? null,
      position: input.position ?? 0,
      isActive: input.isActive ?? true,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [{ insertId: id }] = await tx.db.insert(menuCategories).values(row);
    await audit(tx, "menu_category.created", null, { id, ...row });
    tx.touched.add("menu_category");
    return { id, version: 1, ...row };
  });
}

/** Times, cut-off and share of a slot; plans already made keep the serving time written on their meals. */
export function updateSlot(ctx: Ctx, input: UpdateSlot) {
  return command(ctx, "kitchen:settings", async (tx) => {
    const [row] = await tx.db.select().from(menuCategories).where(eq(menuCategories.id, input.id)).for("update");
    if (!row) throw notFound("这个餐次");
    await assertVersion(tx, "menu_category", row, input.version);
    const { id, version, ...change } = input;
    const after = { ...row, ...given(change), version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(menuCategories).set(after).where(eq(menuCategories.id, row.id));
    await audit(tx, "menu_category.updated", row, after);
    tx.touched.add("menu_category");
    return after;
  });
}

/** A slot nothing was ever put into goes; one with dishes or menus is taken out of use instead. */
export function deleteSlot(ctx: Ctx, { id }: { id: number }): Promise<null> {
  return command(ctx, "kitchen:settings", async (tx) => {
    const [row] = await tx.db.select().from(menuCategories).where(eq(menuCategories.id, id)).for("update");
    if (!row) throw notFound("这个餐次");
    const [[inDish], [inMenu], [inDaily]] = await Promise.all([
      tx.db
        .select({ id: dishMenuCategories.id })
        .from(dishMenuCategories)
        .where(eq(dishMenuCategories.categoryId, id))
        .limit(1),
      tx.db.select({ id: menuDishes.id }).from(menuDishes).where(eq(menuDishes.categoryId, id)).limit(1),
      tx.db.select({ id: dailyMenus.id }).from(dailyMenus).where(eq(dailyMenus.categoryId, id)).limit(1),
    ]);
    if (inDish || inMenu || inDaily) {
      const after = { ...row, isActive: false, version: row.version + 1, updatedAt: tx.now };
      await tx.db.update(menuCategories).set(after).where(eq(menuCategories.id, id));
      await audit(tx, "menu_category.deactivated", row, after);
    } else {
      await tx.db.delete(menuCategories).where(eq(menuCategories.id, id));
      await audit(tx, "menu_category.removed", row, null);
    }
    tx.touched.add("menu_category");
    return null;
  });
}

export function createCategory(ctx: Ctx, input: CreateCategory) {
  return command(ctx, "dishes:edit", async (tx) => {
    const [old] = await tx.db.select().from(dishCategories).where(eq(dishCategories.name, input.name)).for("update");
    if (old && old.archivedAt === null) throw duplicate("name", `已经有分类叫“${input.name}”`);
    const position = input.position ?? (await lastPosition(tx)) + 1;
    if (old) {
      const after = { ...old, archivedAt: null, position, version: old.version + 1, updatedAt: tx.now };
      await tx.db.update(dishCategories).set(after).where(eq(dishCategories.id, old.id));
      await audit(tx, "dish_category.restored", old, after);
      tx.touched.add("dish_category");
      return { ...after, dishCount: 0 };
    }
    const row = { name: input.name, position, createdAt: tx.now, updatedAt: tx.now };
    const [{ insertId: id }] = await tx.db.insert(dishCategories).values(row);
    await audit(tx, "dish_category.created", null, { id, ...row });
    tx.touched.add("dish_category");
    return { id, version: 1, ...row, dishCount: 0 };
  });
}

export function updateCategory(ctx: Ctx, input: UpdateCategory) {
  return command(ctx, "dishes:edit", async (tx) => {
    const row = await lockedCategory(tx, input.id);
    await assertVersion(tx, "dish_category", row, input.version);
    if (input.name !== undefined)
      await assertFree(tx, dishCategories, dishCategories.name, dishCategories.id, input.name, "name", "分类", row.id);
    const { id, version, ...change } = input;
    const after = { ...row, ...given(change), version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(dishCategories).set(after).where(eq(dishCategories.id, row.id));
    await audit(tx, "dish_category.updated", row, after);
    tx.touched.add("dish_category");
    return { ...after, dishCount: await dishesIn(tx, row.id) };
  });
}

export function archiveCategory(ctx: Ctx, { id }: { id: number }): Promise<null> {
  return command(ctx, "dishes:edit", async (tx) => {
    const row = await lockedCategory(tx, id);
    const used = await dishesIn(tx, id);
    if (used > 0) throw conflict(`“${row.name}”里还有 ${used} 道菜，先给它们换分类`);
    const after = { ...row, archivedAt: tx.now, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(dishCategories).set(after).where(eq(dishCategories.id, id));
    await audit(tx, "dish_category.archived", row, after);
    tx.touched.add("dish_category");
    return null;
  });
}

/** A further allergen. Nobody has judged the ingredients for it yet, so all of them are unknown, and block. */
export function createAllergen(ctx: Ctx, input: CreateAllergen) {
  return command(ctx, "ingredients:edit", async (tx) => {
    await assertFree(tx, allergens, allergens.code, allergens.id, input.code, "code", "过敏原代码");
    await assertFree(tx, allergens, allergens.name, allergens.id, input.name, "name", "过敏原");
    const [{ insertId: id }] = await tx.db.insert(allergens).values(input);
    await audit(tx, "allergen.created", null, { id, ...input });
    tx.touched.add("allergen");
    return found(await allergenRows(tx.db), id, "这种过敏原");
  });
}

export function updateAllergen(ctx: Ctx, input: UpdateAllergen) {
  return command(ctx, "ingredients:edit", async (tx) => {
    const [row] = await tx.db.select().from(allergens).where(eq(allergens.id, input.id)).for("update");
    if (!row) throw notFound("这种过敏原");
    if (input.name !== undefined)
      await assertFree(tx, allergens, allergens.name, allergens.id, input.name, "name", "过敏原", row.id);
    const { id, ...change } = input;
    const after = { ...row, ...given(change) };
    await tx.db.update(allergens).set(after).where(eq(allergens.id, row.id));
    await audit(tx, "allergen.updated", row, after);
    tx.touched.add("allergen");
    return found(await allergenRows(tx.db), row.id, "这种过敏原");
  });
}

/** Only while no ingredient was ever judged for it; restrictions of people above keep it through their foreign key. */
export function deleteAllergen(ctx: Ctx, { id }: { id: number }): Promise<null> {
  return command(ctx, "ingredients:edit", async (tx) => {
    const [row] = await tx.db.select().from(allergens).where(eq(allergens.id, id)).for("update");
    if (!row) throw notFound("这种过敏原");
    const [used] = await tx.db
      .select({ id: ingredientAllergens.id })
      .from(ingredientAllergens)
      .where(eq(ingredientAllergens.allergenId, id))
      .limit(1);
    if (used) throw conflict(`“${row.name}”已经有食材申报过，不能删`);
    await removedOrUsed(`“${row.name}”已经有人登记过敏，不能删`, () =>
      tx.db.delete(allergens).where(eq(allergens.id, id)),
    );
    await audit(tx, "allergen.removed", row, null);
    tx.touched.add("allergen");
    return null;
  });
}

export function createTag(ctx: Ctx, input: CreateTag) {
  return command(ctx, "ingredients:edit", async (tx) => {
    await assertFree(tx, foodTags, foodTags.code, foodTags.id, input.code, "code", "标签代码");
    const row = { ...input, createdAt: tx.now, updatedAt: tx.now };
    const [{ insertId: id }] = await tx.db.insert(foodTags).values(row);
    await audit(tx, "food_tag.created", null, { id, ...row });
    tx.touched.add("food_tag");
    return found(await tagRows(tx.db), id, "这个标签");
  });
}

export function updateTag(ctx: Ctx, input: UpdateTag) {
  return command(ctx, "ingredients:edit", async (tx) => {
    const [row] = await tx.db.select().from(foodTags).where(eq(foodTags.id, input.id)).for("update");
    if (!row) throw notFound("这个标签");
    await assertVersion(tx, "food_tag", row, input.version);
    const { id, version, ...change } = input;
    const after = { ...row, ...given(change), version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(foodTags).set(after).where(eq(foodTags.id, row.id));
    await audit(tx, "food_tag.updated", row, after);
    tx.touched.add("food_tag");
    return found(await tagRows(tx.db), row.id, "这个标签");
  });
}

export function deleteTag(ctx: Ctx, { id }: { id: number }): Promise<null> {
  return command(ctx, "ingredients:edit", async (tx) => {
    const [row] = await tx.db.select().from(foodTags).where(eq(foodTags.id, id)).for("update");
    if (!row) throw notFound("这个标签");
    const used = conflict(`“${row.name}”还有食材、菜品或规则在用，不能删`);
    const [[onFood], [onDish]] = await Promise.all([
      tx.db.select({ id: ingredientTags.id }).from(ingredientTags).where(eq(ingredientTags.tagId, id)).limit(1),
      tx.db.select({ id: dishTags.id }).from(dishTags).where(eq(dishTags.tagId, id)).limit(1),
    ]);
    if (onFood || onDish) throw used;
    await removedOrUsed(used.message, () => tx.db.delete(foodTags).where(eq(foodTags.id, id)));
    await audit(tx, "food_tag.removed", row, null);
    tx.touched.add("food_tag");
    return null;
  });
}

const given = <T extends object>(change: T): Partial<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>;

const duplicate = (field: string, sentence: string) =>
  new AppError("conflict", sentence, { fields: { [field]: [sentence] } });

type Master = typeof menuCategories | typeof dishCategories | typeof allergens | typeof foodTags;

async function assertFree(
  tx: Tx,
  table: Master,
  column: AnyMySqlColumn,
  idColumn: AnyMySqlColumn,
  value: string,
  field: string,
  what: string,
  ownId = 0,
): Promise<void> {
  const [taken] = await tx.db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(table)
    .where(and(eq(column, value), ne(idColumn, ownId)));
  if (taken && taken.n > 0) throw duplicate(field, `${what}“${value}”已经有了`);
}

async function lockedCategory(tx: Tx, id: number) {
  const [row] = await tx.db
    .select()
    .from(dishCategories)
    .where(and(eq(dishCategories.id, id), isNull(dishCategories.archivedAt)))
    .for("update");
  if (!row) throw notFound("这个分类");
  return row;
}

async function lastPosition(tx: Tx): Promise<number> {
  const [row] = await tx.db
    .select({ last: sql<number>`coalesce(max(position), 0)`.mapWith(Number) })
    .from(dishCategories);
  return row?.last ?? 0;
}

async function dishesIn(tx: Tx, categoryId: number): Promise<number> {
  const [row] = await tx.db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(dishes)
    .where(and(eq(dishes.dishCategoryId, categoryId), isNull(dishes.archivedAt)));
  return row?.n ?? 0;
}

/** Rows of domains above that point here are seen only by the database. */
async function removedOrUsed(sentence: string, remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    const code = ((error as { cause?: { code?: string } }).cause?.code ?? "") as string;
    throw code.startsWith("ER_ROW_IS_REFERENCED") ? conflict(sentence) : error;
  }
}
