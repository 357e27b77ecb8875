import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { FoodTagKind } from "@/db/enums/dishes";
import {
  allergens,
  dailyMenuDishes,
  dailyMenus,
  dishCategories,
  dishes,
  dishMenuCategories,
  dishNutrition,
  dishTags,
  foodTags,
  ingredients,
  menuCategories,
  nutrients,
} from "@/db/schema/dishes";
import { type Db, type Read, reader, type Tx } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { isInTransaction, readThroughCache, throughCache } from "@/domain/core/through-cache";
import { grouped } from "@/lib/grouped";
import type { Day } from "@/lib/time";
import { profiles } from "./guidance/queries";
import { BREASTFEEDING, profileOf, versionOn } from "./guidance/rules";
import { larderOf } from "./larder";
import { type Memory, memoryOf } from "./memory";
import {
  allergensOf,
  type CardIngredient,
  costOf,
  type DishCard,
  flatten,
  type Larder,
  nutritionOf,
  type Part,
  type Slot,
  type Target,
  tagsOf,
} from "./rules";

export type Reading = Pick<Read, "db"> & Memory;

export type Masters = {
  /** Inactive ones included: old menus still name them. */
  slots: (Slot & { description: string | null; isActive: boolean; version: number })[];
  nutrients: { id: number; code: string; name: string; unit: string }[];
  allergens: { id: number; code: string; name: string; isGb7718: boolean }[];
  tags: { id: number; code: string; name: string; kind: FoodTagKind }[];
  categories: { id: number; name: string; position: number; isArchived: boolean; version: number }[];
};

const masterTables = ["menu_category", "nutrient", "allergen", "food_tag", "dish_category"] as const;

/** Slots, nutrients, allergens, tags and dish categories: small, read by nearly every page, cached. */
export const mastersOf = (read: Reading): Promise<Masters> =>
  read.touched
    ? memoryOf(read, "masters", masterTables, () => loadMasters(read.db))
    : throughCache(read, "dishes:masters", masterTables, loadMasters);

/** The same for pages, for whoever may see dishes. */
export const dishMasters = (ctx: Ctx): Promise<Masters> => mastersOf(reader(ctx, "dishes:read"));

export const menuMasters = (ctx: Ctx): Promise<Masters> => mastersOf(reader(ctx, "menus:read"));

export const ingredientMasters = (ctx: Ctx): Promise<Masters> => mastersOf(reader(ctx, "ingredients:read"));

/** Stations that dishes name, most used first. */
export async function dishStations(ctx: Ctx): Promise<string[]> {
  const cards = await dishCards(reader(ctx, "dishes:read"));
  const byStation = grouped(
    [...cards.values()].flatMap((card) => (card.station ? [card.station] : [])),
    (station) => station,
  );
  return [...byStation].sort((a, b) => b[1].length - a[1].length).map(([station]) => station);
}

/** The meal slots in use, in the order of the day. */
export const mealSlots = async (read: Reading): Promise<Slot[]> =>
  (await mastersOf(read)).slots
    .filter((slot) => slot.isActive)
    .map(({ description, isActive, version, ...slot }) => slot);

/** The profile that plans and dish pages measure against unless a person has her own targets. */
export const LACTATION = BREASTFEEDING;

/** The daily targets for pages, for whoever may see dishes. */
export const dailyTargets = (ctx: Ctx): Promise<Target[]> => targetsOf(reader(ctx, "dishes:read"), LACTATION);

/** The targets of a profile ("lactation_cn2023") as they are now, or of one version ("lactation_cn2023@2"); none for an unknown one. */
export async function targetsOf(read: Reading, profile: string): Promise<Target[]> {
  const all = await profiles(read);
  const { name, version } = profileOf(profile);
  const isExact = profile.includes("@");
  return (
    (isExact ? all.find((p) => p.name === name && p.version === version) : versionOn(all, name, null))?.targets ?? []
  );
}

/**
 * Dishes as other domains see them; without ids all of them, archived ones included (as not available), because plans of
 * the past still show them. Outside a transaction they come from the cache.
 */
export async function dishCards(read: Reading, ids?: readonly number[]): Promise<Map<number, DishCard>> {
  if (ids?.length === 0) return new Map();
  if (isInTransaction(read)) return new Map((await loadCards(read, ids)).map((card) => [card.id, card]));
  const cards = await throughCache(read, "dishes:cards", cardTables, (db) => loadCards({ db }));
  const wanted = ids && new Set(ids);
  return new Map(cards.filter((card) => !wanted || wanted.has(card.id)).map((card) => [card.id, card]));
}

export type DishOption = Pick<DishCard, "id" | "name" | "category" | "slotIds" | "weeks" | "price" | "isBase"> & {
  kcal: number | null;
  allergens: string[];
};

type Wanted = { search?: string; slotId?: number; isBase?: boolean; limit?: number };

/** Dishes to pick from: available ones (of a slot), by name, pinyin initials or ingredient; best matches first. */
export const dishOptions = async (ctx: Ctx, input: Wanted): Promise<DishOption[]> =>
  chosen(await dishCards(reader(ctx, "dishes:read")), input);

/** The same for whoever makes menus; dishes of other slots come after those of the slot. */
export async function dishChoices(ctx: Ctx, { search, slotId }: Wanted): Promise<DishOption[]> {
  const cards = await dishCards(reader(ctx, "menus:read"));
  const all = chosen(cards, { search, limit: 200 });
  const fits = (option: DishOption) => slotId === undefined || option.slotIds.includes(slotId);
  return [...all.filter(fits), ...all.filter((option) => !fits(option))].slice(0, 50);
}

function chosen(cards: ReadonlyMap<number, DishCard>, input: Wanted): DishOption[] {
  const { search = "", slotId, isBase = false, limit = 50 } = input;
  return [...cards.values()]
    .filter((c) => c.isAvailable && c.isBase === isBase && (!slotId || c.slotIds.includes(slotId)))
    .map((card) => ({ card, rank: rankOf(card, search.trim().toLowerCase()) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank || a.card.id - b.card.id)
    .slice(0, limit)
    .map(({ card: c }) => ({
      id: c.id,
      name: c.name,
      category: c.category,
      slotIds: c.slotIds,
      weeks: c.weeks,
      price: c.price,
      isBase: c.isBase,
      kcal: c.nutrition.energy_kcal ?? null,
      allergens: c.allergens.map((a) => a.name),
    }));
}

/** For ⌘K: dishes by name, pinyin initials or ingredient. */
export const findDishes = async (ctx: Ctx, text: string, limit: number) =>
  (await dishOptions(ctx, { search: text, limit })).map(({ id, name, category }) => ({ id, name, category }));

/** The words under a dish's name, of those that have some. */
export async function dishDescriptions(read: Reading, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read.db
    .select({ id: dishes.id, description: dishes.description })
    .from(dishes)
    .where(inArray(dishes.id, [...new Set(ids)]));
  return new Map(rows.flatMap(({ id, description }) => (description ? [[id, description]] : [])));
}

/** What a published (or later) slot of a day offers in a centre: dish ids with quantity; null when nothing is published. */
export async function menuOn(
  read: Read | Tx,
  centreId: number,
  day: Day,
  slotId: number,
): Promise<{ dailyMenuId: number; dishes: { dishId: number; quantity: number }[] } | null> {
  const rows = await read.db
    .select({ dailyMenuId: dailyMenus.id, dishId: dailyMenuDishes.dishId, quantity: dailyMenuDishes.quantity })
    .from(dailyMenus)
    .leftJoin(dailyMenuDishes, eq(dailyMenuDishes.dailyMenuId, dailyMenus.id))
    .where(
      and(
        eq(dailyMenus.centreId, centreId),
        eq(dailyMenus.menuDate, day),
        eq(dailyMenus.categoryId, slotId),
        inArray(dailyMenus.status, ["published", "locked", "served"]),
      ),
    )
    .orderBy(asc(dailyMenuDishes.id));
  const [first] = rows;
  if (!first) return null;
  const offered = rows.flatMap((r) => (r.dishId === null ? [] : [{ dishId: r.dishId, quantity: r.quantity ?? 1 }]));
  return { dailyMenuId: first.dailyMenuId, dishes: offered };
}

async function loadMasters(db: Db): Promise<Masters> {
  const [slots, nutrientRows, allergenRows, tags, categories] = await Promise.all([
    db.select().from(menuCategories).orderBy(asc(menuCategories.position), asc(menuCategories.id)),
    db
      .select({ id: nutrients.id, code: nutrients.code, name: nutrients.name, unit: nutrients.unit })
      .from(nutrients)
      .orderBy(asc(nutrients.position), asc(nutrients.id)),
    db.select().from(allergens).orderBy(sql`${allergens.isGb7718} desc`, asc(allergens.id)),
    db
      .select({ id: foodTags.id, code: foodTags.code, name: foodTags.name, kind: foodTags.kind })
      .from(foodTags)
      .orderBy(asc(foodTags.kind), asc(foodTags.id)),
    db.select().from(dishCategories).orderBy(asc(dishCategories.position), asc(dishCategories.id)),
  ]);
  return {
    slots: slots.map(({ createdAt, updatedAt, ...slot }) => slot),
    nutrients: nutrientRows,
    allergens: allergenRows,
    tags,
    categories: categories.map(({ id, name, position, version, archivedAt }) => ({
      id,
      name,
      position,
      version,
      isArchived: archivedAt !== null,
    })),
  };
}

export const cardTables = ["dish", "ingredient", "item", "stock", ...masterTables] as const;

async function loadCards(read: Reading, ids?: readonly number[]): Promise<DishCard[]> {
  const { db } = read;
  const only = ids && [...new Set(ids)];
  const [heads, slots, ownTags, amounts, larder, masters] = await Promise.all([
    db
      .select({ dish: dishes, category: dishCategories.name })
      .from(dishes)
      .leftJoin(dishCategories, eq(dishCategories.id, dishes.dishCategoryId))
      .where(only && inArray(dishes.id, only))
      .orderBy(asc(dishes.id)),
    db
      .select({ dishId: dishMenuCategories.dishId, slotId: dishMenuCategories.categoryId })
      .from(dishMenuCategories)
      .where(only && inArray(dishMenuCategories.dishId, only))
      .orderBy(sql`${dishMenuCategories.isPrimary} desc`, asc(dishMenuCategories.categoryId)),
    db
      .select({ dishId: dishTags.dishId, tagId: dishTags.tagId })
      .from(dishTags)
      .where(only && inArray(dishTags.dishId, only)),
    db
      .select({
        dishId: dishNutrition.dishId,
        code: nutrients.code,
        amount: dishNutrition.amount,
        source: dishNutrition.source,
      })
      .from(dishNutrition)
      .innerJoin(nutrients, eq(nutrients.id, dishNutrition.nutrientId))
      .where(only && inArray(dishNutrition.dishId, only)),
    larderOf(db, only ? { dishIds: only } : "all", { memory: read }),
    read.touched ? mastersOf(read) : loadMasters(db),
  ]);
  const [slotsOf, tagsByDish, amountsOf] = [
    grouped(slots, (s) => s.dishId),
    grouped(ownTags, (t) => t.dishId),
    grouped(amounts, (a) => a.dishId),
  ];
  return heads.map(({ dish, category }) => ({
    id: dish.id,
    name: dish.name,
    nameKey: dish.nameKey,
    categoryId: dish.dishCategoryId,
    category,
    method: dish.method,
    station: dish.station,
    weeks: weeksOf(dish.weeks),
    slotIds: (slotsOf.get(dish.id) ?? []).map((s) => s.slotId),
    price: dish.price,
    isAvailable: dish.isAvailable && dish.archivedAt === null,
    isBase: dish.isBase,
    isMedicinal: dish.isMedicinal,
    caution: dish.caution,
    portionGrams: dish.portionGrams,
    nutrition: Object.fromEntries((amountsOf.get(dish.id) ?? []).map((a) => [a.code, a.amount])),
    isNutritionComplete: dish.isNutritionComplete,
    ...composition(
      dish.id,
      larder,
      masters,
      (tagsByDish.get(dish.id) ?? []).map((t) => t.tagId),
      (amountsOf.get(dish.id) ?? []).filter((a) => a.source !== "computed").map((a) => a.code),
    ),
  }));
}

function composition(
  dishId: number,
  larder: Larder,
  masters: Masters,
  ownTags: number[],
  byHand: string[],
): Pick<DishCard, "ingredients" | "allergens" | "tags" | "cost" | "missing"> {
  const recipe = larder.recipes.get(dishId);
  const parts = recipe ? flatten(recipe, larder) : [];
  const tags = tagsOf(parts, ownTags);
  const { amount, isComplete } = costOf(parts);
  const computed = nutritionOf(
    parts,
    masters.nutrients.map((n) => n.code),
  );
  const missing = computed.missing.map((m) => m.code).filter((code) => !byHand.includes(code));
  return {
    ...(missing.length > 0 && { missing }),
    ingredients: parts.map(cardIngredient),
    allergens: allergensOf(parts, masters.allergens),
    tags: masters.tags
      .filter((t) => tags.has(t.id))
      .map(({ id, code, name }) => ({ id, code, name, from: tags.get(id) ?? [] })),
    cost: { amount, isComplete },
  };
}

const cardIngredient = ({ food, net, gross, via, isOptional }: Part): CardIngredient => ({
  ingredientId: food.id,
  name: food.name,
  grams: Math.round((net ?? 0) * 100) / 100,
  grossGrams: Math.round((gross ?? 0) * 100) / 100,
  ...(via && { via }),
  ...(isOptional && { isOptional }),
});

/** The weeks column holds a JSON list of week numbers; an empty one means any, like none. */
export const weeksOf = (kept: unknown): number[] | null =>
  Array.isArray(kept) && kept.length > 0 ? kept.filter((n): n is number => typeof n === "number") : null;

/** 0 exact, 1 name begins, 2 name or initials hold it, 3 an ingredient does, 9 nothing does. */
function rankOf(card: DishCard, search: string): number {
  if (search === "" || card.name === search) return 0;
  if (card.name.startsWith(search)) return 1;
  if (card.name.includes(search) || (card.nameKey ?? "").includes(search)) return 2;
  return card.ingredients.some((i) => i.name.includes(search)) ? 3 : 9;
}

/** Ingredient id → the shelf it stands on, for lists of what to fetch. */
export async function ingredientCategories(ctx: Ctx): Promise<Map<number, string>> {
  const { db } = reader(ctx, "kitchen:read");
  const rows = await readThroughCache(
    { db },
    db.select({ id: ingredients.id, category: ingredients.category }).from(ingredients),
  );
  return new Map(rows.map((row) => [row.id, row.category]));
}
