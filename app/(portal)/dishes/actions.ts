"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { dishOptions } from "@/domain/dishes/queries";
import { archiveDish, createDish, restoreDish, setAvailable, updateDish } from "@/domain/dishes/recipes/commands";
import { ingredientOptions, larderFor } from "@/domain/dishes/recipes/queries";
import { ArchiveDish, CreateDish, SetAvailable, UpdateDish } from "@/domain/dishes/recipes/schema";
import { setSubstitutes } from "@/domain/dishes/substitutes/commands";
import { SetSubstitutes } from "@/domain/dishes/substitutes/schema";

const seen = () => {
  revalidatePath("/dishes", "layout");
};

export const createDishAction = action({ permission: "dishes:edit", input: CreateDish }, async (ctx, input) => {
  const { id } = await createDish(ctx, input);
  seen();
  return { id };
});

export const updateDishAction = action({ permission: "dishes:edit", input: UpdateDish }, async (ctx, input) => {
  const { id, version } = await updateDish(ctx, input);
  seen();
  return { id, version };
});

export const archiveDishAction = action({ permission: "dishes:edit", input: ArchiveDish }, async (ctx, input) => {
  await archiveDish(ctx, input);
  seen();
});

export const restoreDishAction = action({ permission: "dishes:edit", input: ArchiveDish }, async (ctx, input) => {
  await restoreDish(ctx, input);
  seen();
});

export const setAvailableAction = action({ permission: "dishes:edit", input: SetAvailable }, async (ctx, input) => {
  const answer = await setAvailable(ctx, input);
  seen();
  return answer;
});

export const setSubstitutesAction = action({ permission: "dishes:edit", input: SetSubstitutes }, async (ctx, input) => {
  const answer = await setSubstitutes(ctx, input);
  seen();
  return answer;
});

const Search = z.object({ search: z.string().max(100).default("") });

export const findIngredientsAction = action({ permission: "dishes:read", input: Search }, ingredientOptions);

export const findDishesAction = action(
  {
    permission: "dishes:read",
    input: Search.extend({ slotId: z.number().int().optional(), isBase: z.boolean().optional() }),
  },
  dishOptions,
);

const Ids = z.array(z.number().int()).max(200);
export const larderAction = action(
  { permission: "dishes:read", input: z.object({ ingredientIds: Ids, dishIds: Ids }) },
  larderFor,
);
