"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import {
  archiveIngredient,
  createIngredient,
  restoreIngredient,
  updateIngredient,
} from "@/domain/dishes/ingredients/commands";
import { ArchiveIngredient, CreateIngredient, UpdateIngredient } from "@/domain/dishes/ingredients/schema";

const seen = () => {
  revalidatePath("/ingredients", "layout");
  revalidatePath("/dishes", "layout");
};

export const createIngredientAction = action(
  { permission: "ingredients:edit", input: CreateIngredient },
  async (ctx, input) => {
    const { id } = await createIngredient(ctx, input);
    seen();
    return { id };
  },
);

export const updateIngredientAction = action(
  { permission: "ingredients:edit", input: UpdateIngredient },
  async (ctx, input) => {
    const { id, version } = await updateIngredient(ctx, input);
    seen();
    return { id, version };
  },
);

export const archiveIngredientAction = action(
  { permission: "ingredients:edit", input: ArchiveIngredient },
  async (ctx, input) => {
    await archiveIngredient(ctx, input);
    seen();
  },
);

export const restoreIngredientAction = action(
  { permission: "ingredients:edit", input: ArchiveIngredient },
  async (ctx, input) => {
    await restoreIngredient(ctx, input);
    seen();
  },
);
