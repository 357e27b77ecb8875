"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { queueDay } from "@/domain/planning/proposals/day";
import { AutoMenus } from "@/domain/planning/proposals/schema";
import { job } from "@/domain/system/jobs/queries";
import { OneJob } from "@/domain/system/jobs/schema";
import { cancelTask } from "@/domain/system/jobs/tasks";

export const scheduleDayAction = action({ permission: "menus:edit", input: AutoMenus }, queueDay);

/** How far the job of a day is. */
export const dayStateAction = action({ permission: "plans:edit", input: OneJob }, async (ctx, input) => {
  const { status, progress, error } = await job(ctx, input);
  return { status, progress, error };
});

export const cancelDayAction = action({ permission: "plans:edit", input: OneJob }, async (ctx, input) => {
  const answer = await cancelTask(ctx, input);
  revalidatePath("/plans/day");
  return answer;
});
