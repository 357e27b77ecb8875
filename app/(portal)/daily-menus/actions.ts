"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import {
  copyDailyMenus,
  createDailyMenu,
  deleteDailyMenu,
  generateDailyMenus,
  publishDailyMenu,
  publishDailyMenus,
  updateDailyMenu,
  withdrawDailyMenu,
} from "@/domain/dishes/daily/commands";
import {
  CopyDailyMenus,
  CreateDailyMenu,
  DailyMenuStep,
  GenerateDailyMenus,
  PublishDailyMenus,
  UpdateDailyMenu,
} from "@/domain/dishes/daily/schema";

const permission = "menus:edit" as const;
export const createDailyMenuAction = action(
  { permission, input: CreateDailyMenu },
  fresh(async (ctx, input) => {
    const { id, version } = await createDailyMenu(ctx, input);
    return { id, version };
  }),
);

export const updateDailyMenuAction = action(
  { permission, input: UpdateDailyMenu },
  fresh(async (ctx, input) => {
    const { id, version } = await updateDailyMenu(ctx, input);
    return { id, version };
  }),
);

export const publishDailyMenuAction = action(
  { permission, input: DailyMenuStep },
  fresh(async (ctx, input) => {
    await publishDailyMenu(ctx, input);
  }),
);

export const withdrawDailyMenuAction = action(
  { permission, input: DailyMenuStep },
  fresh(async (ctx, input) => {
    await withdrawDailyMenu(ctx, input);
  }),
);

export const deleteDailyMenuAction = action(
  { permission, input: DailyMenuStep },
  fresh(async (ctx, input) => {
    await deleteDailyMenu(ctx, input);
  }),
);

export const generateDailyMenusAction = action({ permission, input: GenerateDailyMenus }, fresh(generateDailyMenus));

export const copyDailyMenusAction = action({ permission, input: CopyDailyMenus }, fresh(copyDailyMenus));

export const publishDailyMenusAction = action({ permission, input: PublishDailyMenus }, fresh(publishDailyMenus));
