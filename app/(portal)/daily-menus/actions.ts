"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
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
const seen = () => revalidatePath("/daily-menus");

export const createDailyMenuAction = action({ permission, input: CreateDailyMenu }, async (ctx, input) => {
  const { id, version } = await createDailyMenu(ctx, input);
  seen();
  return { id, version };
});

export const updateDailyMenuAction = action({ permission, input: UpdateDailyMenu }, async (ctx, input) => {
  const { id, version } = await updateDailyMenu(ctx, input);
  seen();
  return { id, version };
});

export const publishDailyMenuAction = action({ permission, input: DailyMenuStep }, async (ctx, input) => {
  await publishDailyMenu(ctx, input);
  seen();
});

export const withdrawDailyMenuAction = action({ permission, input: DailyMenuStep }, async (ctx, input) => {
  await withdrawDailyMenu(ctx, input);
  seen();
});

export const deleteDailyMenuAction = action({ permission, input: DailyMenuStep }, async (ctx, input) => {
  await deleteDailyMenu(ctx, input);
  seen();
});

export const generateDailyMenusAction = action({ permission, input: GenerateDailyMenus }, async (ctx, input) => {
  const done = await generateDailyMenus(ctx, input);
  seen();
  return done;
});

export const copyDailyMenusAction = action({ permission, input: CopyDailyMenus }, async (ctx, input) => {
  const done = await copyDailyMenus(ctx, input);
  seen();
  return done;
});

export const publishDailyMenusAction = action({ permission, input: PublishDailyMenus }, async (ctx, input) => {
  const done = await publishDailyMenus(ctx, input);
  seen();
  return done;
});
