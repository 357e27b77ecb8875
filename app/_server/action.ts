import "server-only";
import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Ctx } from "@/domain/core/ctx";
import { userNames } from "@/domain/identity/queries";
import type { ActionFailure, ActionState } from "@/lib/action-state";
import { type AppError, errorCodes } from "@/lib/errors";
import { failure, parse } from "./failure";
import { gate } from "./gate";
import { requireCtx } from "./session";
import type { EntrySpec } from "./spec";

/** A server action: who calls, may they, is the input well-formed, run, and turn failures into state. */
export function action<S extends z.ZodType, T>(spec: EntrySpec<S>, run: (ctx: Ctx, input: z.output<S>) => Promise<T>) {
  const act = async (given: z.input<S>): Promise<ActionState<T>> => {
    let requestId: string = randomUUID(); // the caller's own, once it is known who calls
    try {
      const ctx = await requireCtx();
      requestId = ctx.requestId;
      gate(ctx, spec.permission);
      return { ok: true, data: await run(ctx, parse(spec.input, given)) };
    } catch (error) {
      unstable_rethrow(error); // redirect() and notFound() travel as exceptions
      return { ok: false, error: await shown(failure(error, requestId), requestId) };
    }
  };
  return Object.assign(act, { spec });
}

async function shown(error: AppError, requestId: string): Promise<ActionFailure> {
  const { current, byUserId, at } = (error.data ?? {}) as { current?: object; byUserId?: number | null; at?: string };
  return {
    code: error.code,
    message: sentenceOf(error),
    ...(error.fields && { fields: error.fields }),
    ...(current && { current: JSON.parse(JSON.stringify(current)) as Record<string, unknown> }),
    ...(byUserId && { by: (await userNames([byUserId])).get(byUserId) }),
    ...(at && { at }),
    requestId: requestId.slice(0, 8),
  };
}

/** What a person reads where there is no field to stand beside: never "the parameters are wrong", but what is. */
function sentenceOf({ code, message, fields }: AppError): string {
  if (code !== "validation_failed" || message !== errorCodes.validation_failed.message) return message;
  return Object.values(fields ?? {}).flat()[0] ?? message;
}
