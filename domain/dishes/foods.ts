import "server-only";
import { isNull } from "drizzle-orm";
import { ingredients } from "@/db/schema/dishes";
import { throughCache } from "@/domain/core/through-cache";
import { foodsOf } from "./larder";
import { cardTables, mastersOf, type Reading } from "./queries";
import { allergensOf, type CardAllergen, type Nutrition, tagsOf } from "./rules";

/** An ingredient as other domains weigh and judge it. */
export type FoodCard = {
  id: number;
  name: string;
  category: string;
  isHerb: boolean;
  /** Per 100 g of the edible part; a missing code is unknown. */
  nutrients: Nutrition;
  allergens: CardAllergen[];
  tags: { id: number; name: string }[];
};

/** Every ingredient that the kitchen can get, from the cache outside a transaction. */
export const foodCards = (read: Reading): Promise<FoodCard[]> =>
  throughCache(read, "dishes:foods", cardTables, async (db) => {
    const rows = await db
      .select({ id: ingredients.id, category: ingredients.category, isAvailable: ingredients.isAvailable })
      .from(ingredients)
      .where(isNull(ingredients.archivedAt))
      .orderBy(ingredients.id);
    const at = new Map(rows.filter((row) => row.isAvailable).map((row) => [row.id, row.category]));
    const [foods, masters] = await Promise.all([foodsOf(db, [...at.keys()]), mastersOf({ db })]);
    const tagName = new Map(masters.tags.map((tag) => [tag.id, tag.name]));
    return [...foods.values()].map((food): FoodCard => {
      const part = { food, net: 100, gross: 100, base: null, isOptional: false };
      return {
        id: food.id,
        name: food.name,
        category: at.get(food.id) ?? "",
        isHerb: food.isHerb,
        nutrients: food.nutrients,
        allergens: allergensOf([part], masters.allergens),
        tags: [...tagsOf([part], []).keys()].map((id) => ({ id, name: tagName.get(id) ?? "" })),
      };
    });
  });
