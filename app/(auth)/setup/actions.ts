"use server";

import { failure, parse } from "@/app/_server/failure";
import { anyCtx } from "@/app/_server/session";
import { CreateFirstAdministrator } from "@/domain/identity/schema";
import { createFirstAdministrator } from "@/domain/identity/setup/commands";
import type { ActionState } from "@/lib/action-state";

/** The one action for people who are not signed in: nobody can be. The token stands in for a login. */
export async function setUpAction(given: unknown): Promise<ActionState<{ username: string }>> {
  const ctx = await anyCtx();
  try {
    const { username } = await createFirstAdministrator(ctx, parse(CreateFirstAdministrator, given));
    return { ok: true, data: { username } };
  } catch (error) {
    const { code, message, fields } = failure(error, ctx.requestId);
    return { ok: false, error: { code, message, ...(fields && { fields }), requestId: ctx.requestId.slice(0, 8) } };
  }
}
