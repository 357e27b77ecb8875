import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { dishes, dishIngredients, dishSubstitutes, dishTags } from "@/db/schema/dishes";
import { throughCache } from "@/domain/core/through-cache";
import { fen } from "@/lib/money";
import { larderOf } from "../larder";
import { storedNutrition } from "../nutrition";
import { cardTables, mastersOf, type Reading } from "../queries";
import { costOf, energyShares, flatten, nutritionOf, type RecipeLine, tagsOf } from "../rules";
import type { DishDetailOut } from "./schema";

type Facts = Pick<
  DishDetailOut,
  | "ingredients"
  | "composition"
  | "nutrition"
  | "energyShares"
  | "tagSources"
  | "ownTags"
  | "costMissing"
  | "substitutes"
  | "baseOf"
>;

/** What a dish is made of, line by line, and what follows from it; cached like the cards. */
export const compositionOf = (read: Reading, id: number): Promise<Facts> =>
  throughCache(read, `dishes:facts:${id}`, cardTables, (db) => load({ ...read, db }, id));

async function load(read: Reading, id: number): Promise<Facts> {
  const { db } = read;
  const [masters, larder, stored, own, substitutes, baseOf] = await Promise.all([
    mastersOf(read),
    larderOf(db, { dishIds: [id] }, { memory: read }),
    storedNutrition(db, [id]),
    db.select({ tagId: dishTags.tagId }).from(dishTags).where(eq(dishTags.dishId, id)),
    db
      .select({ id: dishes.id, name: dishes.name })
      .from(dishSubstitutes)
      .innerJoin(dishes, eq(dishes.id, dishSubstitutes.substituteDishId))
      .where(eq(dishSubstitutes.dishId, id))
      .orderBy(asc(dishSubstitutes.position)),
    db
      .selectDistinct({ id: dishes.id, name: dishes.name })
      .from(dishIngredients)
      .innerJoin(dishes, and(eq(dishes.id, dishIngredients.dishId), isNull(dishes.archivedAt)))
      .where(inArray(dishIngredients.subDishId, [id])),
  ]);
  const recipe = larder.recipes.get(id);
  const parts = recipe ? flatten(recipe, larder) : [];
  const computed = nutritionOf(
    parts,
    masters.nutrients.map((n) => n.code),
  );
  const kept = new Map((stored.get(id) ?? []).map((row) => [row.code, row]));
  const missing = new Map(computed.missing.map((m) => [m.code, m.foods]));
  const tags = tagsOf(
    parts,
    own.map((o) => o.tagId),
  );
  const lineOf = (line: RecipeLine) => {
    const name =
      line.ingredientId === null
        ? larder.recipes.get(line.subDishId ?? 0)?.name
        : larder.foods.get(line.ingredientId)?.name;
    const own = flatten({ id: 0, name: "", portionGrams: null, lines: [line] }, larder);
    const cost = costOf(own);
    const total = (key: "net" | "gross") =>
      own.length === 0 || own.some((p) => p[key] === null)
        ? null
        : round2(own.reduce((sum, p) => sum + (p[key] ?? 0), 0));
    return {
      id: line.ingredientId ?? line.subDishId ?? 0,
      ingredientId: line.ingredientId,
      dishId: line.subDishId,
      name: name ?? "",
      quantity: line.quantity,
      unit: line.unit,
      basis: line.basis,
      isOptional: line.isOptional,
      grams: total("net"),
      grossGrams: total("gross"),
      cost: cost.isComplete ? fen(cost.amount) : null,
    };
  };
  const amounts = Object.fromEntries([...kept].map(([code, row]) => [code, row.amount]));
  return {
    ingredients: (recipe?.lines ?? []).map(lineOf),
    composition: parts.map(({ food, net, gross, via }) => ({
      ingredientId: food.id,
      name: food.name,
      grams: round2(net ?? 0),
      grossGrams: round2(gross ?? 0),
      ...(via && { via }),
    })),
    nutrition: masters.nutrients.map(({ code, name, unit }) => ({
      code,
      name,
      unit,
      amount: kept.get(code)?.amount ?? null,
      source: kept.get(code)?.source ?? null,
      reason: kept.get(code)?.reason ?? null,
      missing: kept.get(code)?.source === "override" ? [] : (missing.get(code) ?? []),
    })),
    energyShares: energyShares(amounts),
    tagSources: masters.tags.flatMap(({ id: tagId, code, name, kind }) => {
      const from = tags.get(tagId);
      return from ? [{ id: tagId, code, name, kind, from: from.filter(Boolean) }] : [];
    }),
    ownTags: masters.tags.filter((t) => own.some((o) => o.tagId === t.id)).map((t) => t.code),
    costMissing: costOf(parts).missing,
    substitutes,
    baseOf,
  };
}

const round2 = (n: number) => Math.round(n * 100) / 100;
