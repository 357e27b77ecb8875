import "server-only";
import {
  and,
  asc,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  like,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import {
  dishes,
  dishIngredients,
  dishMenuCategories,
  dishNutrition,
  ingredientAliases,
  ingredients,
  menuDishes,
} from "@/db/schema/dishes";
import { storedFiles } from "@/db/schema/system";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { throughCache } from "@/domain/core/through-cache";
import { fileLinks } from "@/domain/system/files/queries";
import { notFound } from "@/lib/errors";
import { fen } from "@/lib/money";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { larderOf } from "../larder";
import { cardTables, dishCards, type Masters, mastersOf, type Reading, weeksOf } from "../queries";
import { type DishCard, type Food, ingredientsText, type Recipe, restrictionsText } from "../rules";
import { containing, nameLike } from "../search";
import { compositionOf } from "./composition";
import type { DishDetailOut, DishOut, ListDishes } from "./schema";

/** Dishes by filter. Search takes name, pinyin initials, ingredient or alias; what is derived comes from the cached cards. */
export async function listDishes(ctx: Ctx, input: ListDishes): Promise<Page<DishOut>> {
  const read = reader(ctx, "dishes:read");
  const [masters, cards] = await Promise.all([mastersOf(read), dishCards(read)]);
  const where = matching(read, masters, cards, input);
  const [rows, total] = await Promise.all([sorted(read, masters, where, input), countOf(read, where)]);
  const photos = await fileLinks(
    read.db,
    "dish",
    rows.map((row) => row.id),
    "photo",
  );
  const out = rows.map((row) => shown(row, cards.get(row.id), masters, photos.get(row.id)?.[0]));
  return { rows: out, total, page: input.page, pageSize: input.pageSize };
}

/** Rows of a list by ascending id, for an export that reads on from the last one. */
export async function dishesAfter(read: Read, input: ListDishes, lastId: number, limit: number): Promise<DishOut[]> {
  const [masters, cards] = await Promise.all([mastersOf(read), dishCards(read)]);
  const rows = await read.db
    .select()
    .from(dishes)
    .where(and(matching(read, masters, cards, input), sql`${dishes.id} > ${lastId}`))
    .orderBy(asc(dishes.id))
    .limit(limit);
  return rows.map((row) => shown(row, cards.get(row.id), masters));
}

export async function dishDetail(ctx: Ctx, { id }: { id: number }): Promise<DishDetailOut> {
  const detail = await dishRow(reader(ctx, "dishes:read"), id);
  if (!detail) throw notFound("这道菜");
  return detail;
}

/** Building block: everything of one dish, also inside a command (audit, conflict). */
export async function dishRow(read: Reading, id: number): Promise<DishDetailOut | null> {
  const [masters, cards, [row], photos, [menu], facts] = await Promise.all([
    mastersOf(read),
    dishCards(read, [id]),
    read.db.select().from(dishes).where(eq(dishes.id, id)),
    fileLinks(read.db, "dish", [id], "photo"),
    read.db
      .select({ n: sql<number>`count(distinct ${menuDishes.menuId})`.mapWith(Number) })
      .from(menuDishes)
      .where(eq(menuDishes.dishId, id)),
    compositionOf(read, id),
  ]);
  if (!row) return null;
  const photo = photos.get(id)?.[0];
  return {
    ...shown(row, cards.get(id), masters, photo),
    ...facts,
    menuCount: menu?.n ?? 0,
    photo: photo?.uid ?? null,
  };
}

/** Foods and base dishes for computing in the browser while a recipe is edited. */
export async function larderFor(
  ctx: Ctx,
  input: { ingredientIds: number[]; dishIds: number[] },
): Promise<{ foods: Food[]; recipes: Recipe[] }> {
  const read = reader(ctx, "dishes:read");
  const key = `dishes:larder:${input.ingredientIds.join(",")}:${input.dishIds.join(",")}`;
  const larder = await throughCache(read, key, cardTables, (db) => larderOf(db, input));
  return { foods: [...larder.foods.values()], recipes: [...larder.recipes.values()] };
}

export type IngredientOption = { id: number; name: string; category: string; alias: string | null; unit: string };

/** Ingredients to put into a recipe: by name, alias or pinyin initials; those whose name begins with it first. */
export async function ingredientOptions(ctx: Ctx, { search }: { search: string }): Promise<IngredientOption[]> {
  const { db } = reader(ctx, "dishes:read");
  const text = search.trim();
  const alias = sql<string | null>`(select min(alias) from ingredient_alias
    where ingredient_id = ingredient.id and alias like ${containing(text)})`;
  const rows = await db
    .select({
      id: ingredients.id,
      name: ingredients.name,
      category: ingredients.category,
      alias,
      unit: sql<string>`(select base_unit from item where id = ingredient.item_id)`,
    })
    .from(ingredients)
    .where(
      and(
        isNull(ingredients.archivedAt),
        eq(ingredients.isAvailable, true),
        text
          ? or(
              nameLike(ingredients.name, ingredients.nameKey, text),
              exists(
                db
                  .select({ one: sql`1` })
                  .from(ingredientAliases)
                  .where(
                    and(
                      eq(ingredientAliases.ingredientId, ingredients.id),
                      like(ingredientAliases.alias, containing(text)),
                    ),
                  ),
              ),
            )
          : undefined,
      ),
    )
    .orderBy(
      sql`case when ${ingredients.name} = ${text} then 0 when ${ingredients.name} like ${containing(text).slice(1)} then 1
        when ${alias} = ${text} then 2 else 3 end`,
      sql`char_length(${ingredients.name})`,
      asc(ingredients.id),
    )
    .limit(30);
  return rows.map((row) => ({ ...row, alias: text && !row.name.includes(text) ? row.alias : null }));
}

type Row = typeof dishes.$inferSelect;

function shown(
  row: Row,
  card: DishCard | undefined,
  masters: Masters,
  photo?: { url: string; thumbUrl: string | null },
) {
  const slots = masters.slots.flatMap((s) =>
    card?.slotIds.includes(s.id) ? [{ id: s.id, code: s.code, name: s.name }] : [],
  );
  const primary = masters.slots.find((s) => s.id === card?.slotIds[0]);
  const of = (code: string) => card?.nutrition[code] ?? null;
  const text = card ? ingredientsText(card) : "";
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    price: row.price,
    categoryId: primary?.id ?? null,
    categoryName: primary?.name ?? null,
    slots: primary ? [...slots.filter((s) => s.id === primary.id), ...slots.filter((s) => s.id !== primary.id)] : slots,
    category: card?.category ?? null,
    dishCategoryId: row.dishCategoryId,
    imageUrl: photo?.url ?? null,
    thumbUrl: photo?.thumbUrl ?? photo?.url ?? null,
    nutritionInfo: {
      calories: of("energy_kcal"),
      protein: of("protein_g"),
      carbohydrates: of("carb_g"),
      fat: of("fat_g"),
      fibre: of("fibre_g"),
      calcium: of("calcium_mg"),
      iron: of("iron_mg"),
      sodium: of("sodium_mg"),
    },
    isNutritionComplete: row.isNutritionComplete,
    missingNutrients: card?.missing ?? [],
    calories: of("energy_kcal"),
    ingredients: text,
    ingredientsText: text,
    restrictions: card ? restrictionsText(card) : "无",
    caution: row.caution,
    allergens: card?.allergens ?? [],
    tags: card?.tags ?? [],
    cost: card?.cost.amount ?? fen(0),
    isCostComplete: card?.cost.isComplete ?? false,
    method: row.method,
    region: row.region,
    weeks: weeksOf(row.weeks),
    station: row.station,
    cookMinutes: row.cookMinutes,
    portionGrams: row.portionGrams,
    isBase: row.isBase,
    isMedicinal: row.isMedicinal,
    isAvailable: row.isAvailable,
    status: row.isAvailable && row.archivedAt === null ? ("active" as const) : ("inactive" as const),
    version: row.version,
    archivedAt: row.archivedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

async function sorted(read: Read, masters: Masters, where: SQL | undefined, input: ListDishes): Promise<Row[]> {
  const { key, dir } = sortOf<"id" | "name" | "price" | "calories" | "updatedAt" | "createdAt">(input.sort);
  const order = dir === "asc" ? asc : desc;
  if (key !== "calories")
    return read.db
      .select()
      .from(dishes)
      .where(where)
      .orderBy(order(dishes[key]), order(dishes.id))
      .limit(input.pageSize)
      .offset(offsetOf(input));
  const energy = masters.nutrients.find((n) => n.code === "energy_kcal")?.id ?? 0;
  const rows = await read.db
    .select({ dish: dishes })
    .from(dishes)
    .leftJoin(dishNutrition, and(eq(dishNutrition.dishId, dishes.id), eq(dishNutrition.nutrientId, energy)))
    .where(where)
    .orderBy(order(dishNutrition.amount), order(dishes.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return rows.map((row) => row.dish);
}

async function countOf({ db }: Read, where: SQL | undefined): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(dishes)
    .where(where);
  return row?.n ?? 0;
}

function matching(read: Read, masters: Masters, cards: Map<number, DishCard>, input: ListDishes): SQL | undefined {
  const { db } = read;
  const { categoryId, category, search, archived, gap, isBase } = input;
  const available = input.isAvailable ?? (input.status && input.status === "active");
  const classId = category && masters.categories.find((c) => c.name === category || String(c.id) === category)?.id;
  const one = sql`1`;
  const only = derivedIds(cards, input);
  return and(
    archived ? isNotNull(dishes.archivedAt) : isNull(dishes.archivedAt),
    available === undefined ? undefined : eq(dishes.isAvailable, available),
    isBase === undefined ? undefined : eq(dishes.isBase, isBase),
    category ? eq(dishes.dishCategoryId, classId || 0) : undefined,
    categoryId
      ? exists(
          db
            .select({ one })
            .from(dishMenuCategories)
            .where(and(eq(dishMenuCategories.dishId, dishes.id), eq(dishMenuCategories.categoryId, categoryId))),
        )
      : undefined,
    search
      ? or(
          nameLike(dishes.name, dishes.nameKey, search),
          exists(
            db
              .select({ one })
              .from(dishIngredients)
              .innerJoin(ingredients, eq(ingredients.id, dishIngredients.ingredientId))
              .where(
                and(
                  eq(dishIngredients.dishId, dishes.id),
                  or(
                    like(ingredients.name, containing(search)),
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
                  ),
                ),
              ),
          ),
        )
      : undefined,
    gap === "price" ? isNull(dishes.price) : undefined,
    gap === "nutrition" ? eq(dishes.isNutritionComplete, false) : undefined,
    gap === "photo"
      ? notExists(
          db
            .select({ one })
            .from(storedFiles)
            .where(
              and(
                eq(storedFiles.ownerType, "dish"),
                eq(storedFiles.ownerId, dishes.id),
                eq(storedFiles.role, "photo"),
                isNull(storedFiles.deletedAt),
              ),
            ),
        )
      : undefined,
    only && (only.length > 0 ? inArray(dishes.id, only) : sql`false`),
  );
}

/** Filters over what no column holds (weeks, allergens, tags, cost), answered from the cards; undefined when none is set. */
function derivedIds(cards: Map<number, DishCard>, { week, free, tag, gap }: ListDishes): number[] | undefined {
  const tests: ((card: DishCard) => boolean)[] = [];
  if (week !== undefined) tests.push((c) => c.weeks === null || c.weeks.includes(week));
  if (free?.length) tests.push((c) => !c.allergens.some((a) => free.includes(a.code)));
  if (tag) tests.push((c) => c.tags.some((t) => t.code === tag));
  if (gap === "cost") tests.push((c) => !c.cost.isComplete);
  if (tests.length === 0) return undefined;
  return [...cards.values()].filter((card) => tests.every((test) => test(card))).map((card) => card.id);
}
