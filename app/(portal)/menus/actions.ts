"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { archiveMenu, createMenu, restoreMenu, updateMenu } from "@/domain/dishes/menus/commands";
import { ArchiveMenu, CreateMenu, UpdateMenu } from "@/domain/dishes/menus/schema";
import { dishChoices } from "@/domain/dishes/queries";

const seen = () => revalidatePath("/menus", "layout");

export const createMenuAction = action({ permission: "menus:edit", input: CreateMenu }, async (ctx, input) => {
  const { id } = await createMenu(ctx, input);
  seen();
  return { id };
});

export const updateMenuAction = action({ permission: "menus:edit", input: UpdateMenu }, async (ctx, input) => {
  const { id, version } = await updateMenu(ctx, input);
  seen();
  return { id, version };
});

export const archiveMenuAction = action({ permission: "menus:edit", input: ArchiveMenu }, async (ctx, input) => {
  await archiveMenu(ctx, input);
  seen();
});

export const restoreMenuAction = action({ permission: "menus:edit", input: ArchiveMenu }, async (ctx, input) => {
  await restoreMenu(ctx, input);
  seen();
});

/** Dishes to put on a menu. */
export const findMenuDishesAction = action(
  {
    permission: "menus:read",
    input: z.object({ search: z.string().max(100).default(""), slotId: z.number().int().optional() }),
  },
  dishChoices,
);
