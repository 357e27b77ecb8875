"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { changeSetting } from "@/domain/system/settings/commands";
import { ChangeSetting } from "@/domain/system/settings/schema";

export const changeSettingAction = action({ permission: "settings:edit", input: ChangeSetting }, async (ctx, input) => {
  const answer = await changeSetting(ctx, input);
  revalidatePath("/settings");
  return answer;
});
