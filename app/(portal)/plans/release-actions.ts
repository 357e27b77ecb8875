"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { decideRelease } from "@/domain/planning/release/commands";
import { releaseAt } from "@/domain/planning/release/queries";
import { DecideRelease, ReleaseAt } from "@/domain/planning/release/schema";

export const releaseAtAction = action({ permission: "plans:read", input: ReleaseAt }, releaseAt);

export const decideReleaseAction = action({ permission: "plans:approve", input: DecideRelease }, async (ctx, input) => {
  const answer = await decideRelease(ctx, input);
  revalidatePath("/todo");
  return answer;
});
