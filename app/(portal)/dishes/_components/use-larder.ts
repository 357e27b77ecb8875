"use client";

import { useCallback, useMemo, useState } from "react";
import type { Food, Larder, Recipe } from "@/domain/dishes/rules";
import { larderAction } from "../actions";

export type LarderData = { foods: Food[]; recipes: Recipe[] };

/** Foods and base dishes known in this browser; `learn` fetches what a new line brings. */
export function useLarder(initial: LarderData): Larder & {
  learn: (wanted: { ingredientIds?: number[]; dishIds?: number[] }) => Promise<string | null>;
} {
  const [data, add] = useState(initial);
  const learn = useCallback(async (wanted: { ingredientIds?: number[]; dishIds?: number[] }) => {
    const answer = await larderAction({ ingredientIds: [], dishIds: [], ...wanted }).catch(() => null);
    if (!answer?.ok) return answer?.error.message ?? "网络断了，没查到这种食材。连上后再选一次";
    add((had) => ({
      foods: [...had.foods, ...answer.data.foods],
      recipes: [...had.recipes, ...answer.data.recipes],
    }));
    return null;
  }, []);
  return useMemo(
    () => ({
      foods: new Map(data.foods.map((food) => [food.id, food])),
      recipes: new Map(data.recipes.map((recipe) => [recipe.id, recipe])),
      learn,
    }),
    [data, learn],
  );
}
