"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { markRead } from "@/domain/notifications/commands";
import { MarkRead } from "@/domain/notifications/schema";

export const markReadAction = action(
  { permission: "profile:edit", input: MarkRead },
  fresh(async (ctx, input) => {
    await markRead(ctx, input);
  }),
);
