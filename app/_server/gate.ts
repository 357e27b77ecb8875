import "server-only";
import type { Ctx } from "@/domain/core/ctx";
import { AppError } from "@/lib/errors";
import type { EntrySpec } from "./spec";

/** Refuses a caller who may not use this entry at all, before its input is looked at. */
export function gate(ctx: Ctx, permission: EntrySpec["permission"]): void {
  if (permission === "public") return;
  if (ctx.actor.userId === undefined) throw new AppError("unauthenticated");
  if (ctx.actor.mustChangePassword && permission !== "signed-in" && permission !== "profile:edit")
    throw new AppError("forbidden", "密码是管理员给的，请先换成自己的");
  if (ctx.actor.mustEnrolMfa && permission !== "signed-in" && permission !== "profile:edit")
    throw new AppError("forbidden", "您的角色要求动态口令，请先在“我的账号”里绑定");
  if (permission !== "signed-in" && !ctx.actor.can.has(permission)) throw new AppError("forbidden");
}
