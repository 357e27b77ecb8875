"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import {
  archiveIngredient,
  createIngredient,
  restoreIngredient,
  updateIngredient,
} from "@/domain/dishes/ingredients/commands";
import { ArchiveIngredient, CreateIngredient, UpdateIngredient } from "@/domain/dishes/ingredients/schema";

export const createIngredientAction = action(
  { permission: "ingredients:edit", input: CreateIngredient },
  fresh(async (ctx, input) => {
    const { id } = await createIngredient(ctx, input);
    return { id };
  }),
);

export const updateIngredientAction = action(
  { permission: "ingredients:edit", input: UpdateIngredient },
  fresh(async (ctx, input) => {
    const { id, version } = await updateIngredient(ctx, input);
    return { id, version };
  }),
);

export const archiveIngredientAction = action(
  { permission: "ingredients:edit", input: ArchiveIngredient },
  fresh(async (ctx, input) => {
    await archiveIngredient(ctx, input);
  }),
);

export const restoreIngredientAction = action(
  { permission: "ingredients:edit", input: ArchiveIngredient },
  fresh(async (ctx, input) => {
    await restoreIngredient(ctx, input);
  }),
);
