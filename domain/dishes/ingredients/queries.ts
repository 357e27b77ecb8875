import "server-only";
import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, like, or, type SQL, sql } from "drizzle-orm";
import {
  dishes,
  dishIngredients,
  ingredientAliases,
  ingredientAllergens,
  ingredientNutrients,
  ingredients,
  ingredientTags,
  nutrients,
} from "@/db/schema/dishes";
import { items, itemUnits } from "@/db/schema/inventory";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type ItemUnits, priceOf, toGrams } from "@/domain/inventory/rules";
import { notFound } from "@/lib/errors";
import { fen } from "@/lib/money";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { type Masters, mastersOf } from "../queries";
import { containing, nameLike } from "../search";
import type { IngredientDetailOut, IngredientOut, ListIngredients } from "./schema";

const sortable = {
  id: ingredients.id,
  name: ingredients.name,
  category: ingredients.category,
  updatedAt: ingredients.updatedAt,
  createdAt: ingredients.createdAt,
};

/** Ingredients by filter: two queries whatever the page holds. Search takes name, alias or pinyin initials. */
export async function listIngredients(ctx: Ctx, input: ListIngredients): Promise<Page<IngredientOut>> {
  const read = reader(ctx, "ingredients:read");
  const masters = await mastersOf(read);
  const where = matching(read, masters, input);
  const { key, dir } = sortOf<keyof typeof sortable>(input.sort);
  const order = dir === "asc" ? asc : desc;
  const [rows, total] = await Promise.all([
    heads(read, masters)
      .where(where)
      .orderBy(order(sortable[key]), order(ingredients.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    countOf(read, where),
  ]);
  return { rows: rows.map((row) => shown(row, masters)), total, page: input.page, pageSize: input.pageSize };
}

/** Rows of a list by ascending id, for an export that reads on from the last one. */
export async function ingredientsAfter(read: Read, input: ListIngredients, lastId: number, limit: number) {
  const masters = await mastersOf(read);
  const rows = await heads(read, masters)
    .where(and(matching(read, masters, input), sql`${ingredients.id} > ${lastId}`))
    .orderBy(asc(ingredients.id))
    .limit(limit);
  return rows.map((row) => shown(row, masters));
}

export async function ingredientDetail(ctx: Ctx, { id }: { id: number }): Promise<IngredientDetailOut> {
  const detail = await ingredientRow(reader(ctx, "ingredients:read"), id);
  if (!detail) throw notFound("这种食材");
  return detail;
}

/** Building block: everything of one ingredient, also inside a command (audit, conflict). */
export async function ingredientRow(
  read: Pick<Read, "db"> & { grant?: Read["grant"] },
  id: number,
): Promise<IngredientDetailOut | null> {
  const masters = await mastersOf(read);
  const [[row], amounts, usedIn, aliases, units] = await Promise.all([
    heads(read, masters).where(eq(ingredients.id, id)),
    read.db
      .select({
        code: nutrients.code,
        amount: ingredientNutrients.amount,
        source: ingredientNutrients.source,
        isFilled: ingredientNutrients.isFilled,
      })
      .from(ingredientNutrients)
      .innerJoin(nutrients, eq(nutrients.id, ingredientNutrients.nutrientId))
      .where(eq(ingredientNutrients.ingredientId, id)),
    read.db
      .select({ id: dishes.id, name: dishes.name, quantity: dishIngredients.quantity, unit: dishIngredients.unit })
      .from(dishIngredients)
      .innerJoin(dishes, and(eq(dishes.id, dishIngredients.dishId), isNull(dishes.archivedAt)))
      .where(eq(dishIngredients.ingredientId, id))
      .orderBy(asc(dishes.id))
      .limit(200),
    // Not from the folded columns: MySQL cuts group_concat at 1024 bytes.
    read.db
      .select({ alias: ingredientAliases.alias })
      .from(ingredientAliases)
      .where(eq(ingredientAliases.ingredientId, id))
      .orderBy(asc(ingredientAliases.id)),
    read.db
      .select({ unit: itemUnits.unit, baseQuantity: itemUnits.baseQuantity })
      .from(itemUnits)
      .innerJoin(ingredients, eq(ingredients.itemId, itemUnits.itemId))
      .where(eq(ingredients.id, id))
      .orderBy(asc(itemUnits.id)),
  ]);
  if (!row) return null;
  const known = new Map(amounts.map((a) => [a.code, a]));
  const states = statesOf(row.states);
  const tagIds = new Set((row.tagIds ?? "").split(",").map(Number));
  return {
    ...shown(row, masters),
    sourceRef: row.ingredient.sourceRef,
    aliases: aliases.map((a) => a.alias),
    units,
    nutrients: masters.nutrients.map(({ code, name, unit }) => ({
      code,
      name,
      unit,
      amount: known.get(code)?.amount ?? null,
      source: known.get(code)?.source ?? null,
      isFilled: known.get(code)?.isFilled ?? false,
    })),
    allergens: masters.allergens.map(({ id, code, name }) => ({ id, code, name, state: states.get(id) ?? "unknown" })),
    tags: masters.tags.filter((t) => tagIds.has(t.id)).map(({ id, code, name }) => ({ id, code, name })),
    usedIn,
  };
}

/** Id of each name or alias that some ingredient in use has; what is not found is not in the map. */
export async function ingredientIdsByName(
  read: Pick<Read, "db">,
  names: readonly string[],
): Promise<Map<string, number>> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return new Map();
  const list = sql`(${sql.join(
    wanted.map((n) => sql`${n}`),
    sql`, `,
  )})`;
  const [byName, byAlias] = await Promise.all([
    read.db
      .select({ id: ingredients.id, name: ingredients.name })
      .from(ingredients)
      .where(and(sql`${ingredients.name} in ${list}`, isNull(ingredients.archivedAt))),
    read.db
      .select({ id: ingredientAliases.ingredientId, name: ingredientAliases.alias })
      .from(ingredientAliases)
      .innerJoin(ingredients, and(eq(ingredients.id, ingredientAliases.ingredientId), isNull(ingredients.archivedAt)))
      .where(sql`${ingredientAliases.alias} in ${list}`),
  ]);
  return new Map([...byAlias, ...byName].map(({ id, name }) => [name, id]));
}

/** At most four ingredients in use whose name ends with the word. */
export const ingredientsEndingIn = (read: Pick<Read, "db">, word: string): Promise<{ id: number; name: string }[]> =>
  read.db
    .select({ id: ingredients.id, name: ingredients.name })
    .from(ingredients)
    .where(and(like(ingredients.name, containing(word).slice(0, -1)), isNull(ingredients.archivedAt)))
    .orderBy(asc(ingredients.id))
    .limit(4);

/** The categories in use, for the filter and the form. */
export async function ingredientCategories(ctx: Ctx): Promise<string[]> {
  const { db } = reader(ctx, "ingredients:read");
  const rows = await db
    .select({ category: ingredients.category, count: sql<number>`count(*)` })
    .from(ingredients)
    .where(isNull(ingredients.archivedAt))
    .groupBy(ingredients.category)
    .orderBy(sql`count(*) desc`);
  return rows.map((r) => r.category);
}

const SEPARATOR = "\u0001";

/** One row per ingredient with its lines folded in, so that a page costs one query. */
function heads({ db, grant }: Pick<Read, "db"> & { grant?: Read["grant"] }, masters: Masters) {
  const seen =
    !grant || grant.centres === "all" ? sql`` : sql`and ${inArray(sql.raw("w.centre_id"), [0, ...grant.centres])}`;
  const per100 = (code: string) =>
    sql<number | null>`(select amount from ingredient_nutrient
      where ingredient_id = ingredient.id and nutrient_id = ${masters.nutrients.find((n) => n.code === code)?.id ?? 0})`.mapWith(
      Number,
    );
  const folded = (what: SQL, table: string, order: string) =>
    sql<string | null>`(select group_concat(${what} order by ${sql.raw(order)} separator ${sql.raw(`'${SEPARATOR}'`)})
      from ${sql.raw(table)} where ingredient_id = ingredient.id)`;
  return db
    .select({
      ingredient: ingredients,
      item: {
        baseUnit: items.baseUnit,
        referencePrice: items.referencePrice,
        referenceQuantity: items.referenceQuantity,
      },
      aliases: folded(sql`alias`, "ingredient_alias", "id"),
      states: folded(sql`concat(allergen_id, '=', state)`, "ingredient_allergen", "allergen_id"),
      tagIds: sql<string | null>`(select group_concat(tag_id) from ingredient_tag where ingredient_id = ingredient.id)`,
      units: sql<
        string | null
      >`(select group_concat(concat(unit, '=', base_quantity) order by id separator ${sql.raw(`'${SEPARATOR}'`)})
        from item_unit where item_id = ingredient.item_id)`,
      calories: per100("energy_kcal"),
      protein: per100("protein_g"),
      carbohydrates: per100("carb_g"),
      fat: per100("fat_g"),
      /** In all warehouses that the caller sees. */
      stock: sql<number>`(select coalesce(sum(i.quantity), 0) from inventory_item i
        join warehouse w on w.id = i.warehouse_id where i.item_id = ingredient.item_id ${seen})`.mapWith(Number),
    })
    .from(ingredients)
    .innerJoin(items, eq(items.id, ingredients.itemId))
    .$dynamic();
}
type Head = Awaited<ReturnType<typeof heads>>[number];

function shown(row: Head, masters: Masters): IngredientOut {
  const { ingredient: i, item } = row;
  const states = statesOf(row.states);
  const units = pairs(row.units).map(([unit, n]) => ({ unit, baseQuantity: Number(n) }));
  const price = priceOf({ ...item, units });
  return {
    id: i.id,
    itemId: i.itemId,
    name: i.name,
    description: i.description,
    category: i.category,
    unit: item.baseUnit,
    stockQuantity: row.stock,
    ediblePct: i.ediblePct,
    isHerb: i.isHerb,
    isAvailable: i.isAvailable && i.archivedAt === null,
    aliases: row.aliases?.split(SEPARATOR) ?? [],
    price: price && { ...price, amount: fen(price.amount), perKg: perKg({ ...item, units }) },
    allergens: masters.allergens
      .map(({ id, code, name }) => ({ id, code, name, state: states.get(id) ?? ("unknown" as const) }))
      .filter((a) => a.state !== "free"),
    calories: row.calories,
    protein: row.protein,
    carbohydrates: row.carbohydrates,
    fat: row.fat,
    note: i.note,
    source: i.source,
    version: i.version,
    archivedAt: i.archivedAt,
    createdAt: i.createdAt,
    updatedAt: i.updatedAt,
  };
}

function perKg(item: ItemUnits & { referencePrice: number | null; referenceQuantity: number | null }) {
  if (item.referencePrice === null || !item.referenceQuantity) return null;
  const grams = toGrams(item, item.referenceQuantity, item.baseUnit);
  return grams ? fen(Math.round((item.referencePrice / grams) * 1000)) : null;
}

const pairs = (folded: string | null): [string, string][] =>
  (folded?.split(SEPARATOR) ?? []).map((pair) => {
    const at = pair.lastIndexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)];
  });

const statesOf = (folded: string | null) =>
  new Map(pairs(folded).map(([id, state]) => [Number(id), state as "contains" | "free"]));

const countOf = async ({ db }: Read, where: SQL | undefined) => {
  const [row] = await db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(ingredients)
    .innerJoin(items, eq(items.id, ingredients.itemId))
    .where(where);
  return row?.n ?? 0;
};

function matching({ db }: Read, masters: Masters, input: ListIngredients): SQL | undefined {
  const { search, category, isAvailable, allergen, tag, gap, archived } = input;
  const idOf = (list: { id: number; code: string }[], code: string) => list.find((m) => m.code === code)?.id ?? 0;
  const one = sql`1`;
  return and(
    archived ? isNotNull(ingredients.archivedAt) : isNull(ingredients.archivedAt),
    category ? eq(ingredients.category, category) : undefined,
    isAvailable === undefined ? undefined : eq(ingredients.isAvailable, isAvailable),
    search
      ? or(
          nameLike(ingredients.name, ingredients.nameKey, search),
          exists(
            db
              .select({ one })
              .from(ingredientAliases)
              .where(
                and(
                  eq(ingredientAliases.ingredientId, ingredients.id),
                  like(ingredientAliases.alias, containing(search)),
                ),
              ),
          ),
        )
      : undefined,
    allergen
      ? exists(
          db
            .select({ one })
            .from(ingredientAllergens)
            .where(
              and(
                eq(ingredientAllergens.ingredientId, ingredients.id),
                eq(ingredientAllergens.allergenId, idOf(masters.allergens, allergen)),
                eq(ingredientAllergens.state, "contains"),
              ),
            ),
        )
      : undefined,
    tag
      ? exists(
          db
            .select({ one })
            .from(ingredientTags)
            .where(
              and(eq(ingredientTags.ingredientId, ingredients.id), eq(ingredientTags.tagId, idOf(masters.tags, tag))),
            ),
        )
      : undefined,
    gap === "price" ? isNull(items.referencePrice) : undefined,
    gap === "allergen"
      ? sql`(select count(*) from ingredient_allergen where ingredient_id = ${ingredients.id}) < ${masters.allergens.length}`
      : undefined,
    gap === "nutrient"
      ? sql`${ingredients.isHerb} = false and
          (select count(*) from ingredient_nutrient where ingredient_id = ${ingredients.id}) < ${masters.nutrients.length}`
      : undefined,
  );
}
