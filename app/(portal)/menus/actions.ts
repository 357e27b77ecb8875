"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { archiveMenu, createMenu, restoreMenu, updateMenu } from "@/domain/dishes/menus/commands";
import { ArchiveMenu, CreateMenu, UpdateMenu } from "@/domain/dishes/menus/schema";
import { dishChoices } from "@/domain/dishes/queries";

export const createMenuAction = action(
  { permission: "menus:edit", input: CreateMenu },
  fresh(async (ctx, input) => {
    const { id } = await createMenu(ctx, input);
    return { id };
  }),
);

export const updateMenuAction = action(
  { permission: "menus:edit", input: UpdateMenu },
  fresh(async (ctx, input) => {
    const { id, version } = await updateMenu(ctx, input);
    return { id, version };
  }),
);

export const archiveMenuAction = action(
  { permission: "menus:edit", input: ArchiveMenu },
  fresh(async (ctx, input) => {
    await archiveMenu(ctx, input);
  }),
);

export const restoreMenuAction = action(
  { permission: "menus:edit", input: ArchiveMenu },
  fresh(async (ctx, input) => {
    await restoreMenu(ctx, input);
  }),
);

/** Dishes to put on a menu. */
export const findMenuDishesAction = action(
  {
    permission: "menus:read",
    input: z.object({ search: z.string().max(100).default(""), slotId: z.number().int().optional() }),
  },
  dishChoices,
);
