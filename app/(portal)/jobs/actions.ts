"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { retryJob } from "@/domain/system/jobs/commands";
import { OneJob } from "@/domain/system/jobs/schema";

export const retryJobAction = action({ permission: "jobs:edit", input: OneJob }, async (ctx, input) => {
  const answer = await retryJob(ctx, input);
  revalidatePath("/jobs");
  return answer;
});
