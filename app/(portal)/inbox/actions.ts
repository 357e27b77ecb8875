"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { markRead } from "@/domain/notifications/commands";
import { MarkRead } from "@/domain/notifications/schema";

export const markReadAction = action({ permission: "profile:edit", input: MarkRead }, async (ctx, input) => {
  await markRead(ctx, input);
  revalidatePath("/", "layout");
});
