import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import type { Ctx } from "@/domain/core/ctx";
import { keepAnswersOfPages } from "@/domain/core/page-answers";
import { AppError } from "@/lib/errors";
import { callerOf } from "./caller";

keepAnswersOfPages(cache(() => new Map()));

/** The signed-in caller of a page or action; read once a request. */
export const requireCtx = cache(async (): Promise<Ctx> => {
  const { ctx } = await callerOf(await headers());
  if (ctx.actor.userId === undefined) throw new AppError("unauthenticated");
  return ctx;
});

/** The caller of a signed-out page: may be a guest. */
export const anyCtx = cache(async (): Promise<Ctx> => (await callerOf(await headers())).ctx);
