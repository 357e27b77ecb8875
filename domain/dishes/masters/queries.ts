import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { allergens, dishCategories, foodTags, ingredientAllergens, ingredients } from "@/db/schema/dishes";
import { type Db, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { mastersOf } from "../queries";

/** All meal slots, those out of use too, in the order of the day. */
export const listSlots = async (ctx: Ctx) => (await mastersOf(reader(ctx, "dishes:read"))).slots;

export const slotDetail = async (ctx: Ctx, { id }: { id: number }) => found(await listSlots(ctx), id, "这个餐次");

/** Food classes in use, with how many dishes each has. */
export async function listCategories(ctx: Ctx) {
  const { db } = reader(ctx, "dishes:read");
  return db
    .select({
      id: dishCategories.id,
      name: dishCategories.name,
      position: dishCategories.position,
      version: dishCategories.version,
      dishCount: sql<number>`(select count(*) from dish
        where dish_category_id = dish_category.id and archived_at is null)`.mapWith(Number),
    })
    .from(dishCategories)
    .where(isNull(dishCategories.archivedAt))
    .orderBy(asc(dishCategories.position), asc(dishCategories.id));
}

export const categoryDetail = async (ctx: Ctx, { id }: { id: number }) =>
  found(await listCategories(ctx), id, "这个分类");

/** Allergens with how many ingredients contain them, and how many nobody has judged. */
export const listAllergens = (ctx: Ctx) => allergenRows(reader(ctx, "ingredients:read").db);

/** Building block of the list, also for what a command answers. */
export async function allergenRows(db: Db) {
  const [rows, counts, [all]] = await Promise.all([
    db.select().from(allergens).orderBy(sql`${allergens.isGb7718} desc`, asc(allergens.id)),
    db
      .select({
        allergenId: ingredientAllergens.allergenId,
        judged: sql<number>`count(*)`.mapWith(Number),
        contains: sql<number>`sum(${ingredientAllergens.state} = 'contains')`.mapWith(Number),
      })
      .from(ingredientAllergens)
      .innerJoin(ingredients, and(eq(ingredients.id, ingredientAllergens.ingredientId), isNull(ingredients.archivedAt)))
      .groupBy(ingredientAllergens.allergenId),
    db
      .select({ n: sql<number>`count(*)`.mapWith(Number) })
      .from(ingredients)
      .where(isNull(ingredients.archivedAt)),
  ]);
  return rows.map((row) => {
    const count = counts.find((c) => c.allergenId === row.id);
    return { ...row, contains: count?.contains ?? 0, unknown: (all?.n ?? 0) - (count?.judged ?? 0) };
  });
}

export const allergenDetail = async (ctx: Ctx, { id }: { id: number }) =>
  found(await listAllergens(ctx), id, "这种过敏原");

/** Food tags with how many ingredients and dishes carry them directly. */
export const listTags = (ctx: Ctx) => tagRows(reader(ctx, "ingredients:read").db);

/** Building block of the list, also for what a command answers. */
export function tagRows(db: Db) {
  return db
    .select({
      id: foodTags.id,
      code: foodTags.code,
      name: foodTags.name,
      kind: foodTags.kind,
      text: foodTags.text,
      basis: foodTags.basis,
      version: foodTags.version,
      ingredientCount: sql<number>`(select count(*) from ingredient_tag where tag_id = food_tag.id)`.mapWith(Number),
      dishCount: sql<number>`(select count(*) from dish_tag where tag_id = food_tag.id)`.mapWith(Number),
    })
    .from(foodTags)
    .orderBy(asc(foodTags.kind), asc(foodTags.id));
}

export const tagDetail = async (ctx: Ctx, { id }: { id: number }) => found(await listTags(ctx), id, "这个标签");

export const listNutrients = async (ctx: Ctx) => (await mastersOf(reader(ctx, "ingredients:read"))).nutrients;

export function found<Row extends { id: number }>(rows: readonly Row[], id: number, what: string): Row {
  const row = rows.find((r) => r.id === id);
  if (!row) throw notFound(what);
  return row;
}
