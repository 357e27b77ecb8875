"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { dishOptions } from "@/domain/dishes/queries";
import { archiveDish, createDish, restoreDish, setAvailable, updateDish } from "@/domain/dishes/recipes/commands";
import { ingredientOptions, larderFor } from "@/domain/dishes/recipes/queries";
import { ArchiveDish, CreateDish, SetAvailable, UpdateDish } from "@/domain/dishes/recipes/schema";
import { setSubstitutes } from "@/domain/dishes/substitutes/commands";
import { SetSubstitutes } from "@/domain/dishes/substitutes/schema";

export const createDishAction = action(
  { permission: "dishes:edit", input: CreateDish },
  fresh(async (ctx, input) => {
    const { id } = await createDish(ctx, input);
    return { id };
  }),
);

export const updateDishAction = action(
  { permission: "dishes:edit", input: UpdateDish },
  fresh(async (ctx, input) => {
    const { id, version } = await updateDish(ctx, input);
    return { id, version };
  }),
);

export const archiveDishAction = action(
  { permission: "dishes:edit", input: ArchiveDish },
  fresh(async (ctx, input) => {
    await archiveDish(ctx, input);
  }),
);

export const restoreDishAction = action(
  { permission: "dishes:edit", input: ArchiveDish },
  fresh(async (ctx, input) => {
    await restoreDish(ctx, input);
  }),
);

export const setAvailableAction = action({ permission: "dishes:edit", input: SetAvailable }, fresh(setAvailable));

export const setSubstitutesAction = action({ permission: "dishes:edit", input: SetSubstitutes }, fresh(setSubstitutes));

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
