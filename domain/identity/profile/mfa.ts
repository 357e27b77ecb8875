import "server-only";
import { eq } from "drizzle-orm";
import { recoveryCodes, users } from "@/db/schema/identity";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { takePoint } from "@/domain/core/limits";
import { seal } from "@/lib/crypto";
import { conflict, invalid } from "@/lib/errors";
import { isPassword, newRecoveryCodes } from "../passwords";
import { signedIn } from "../queries";
import type { DisableMfa, EnableMfa } from "../schema";
import { endSessions } from "../sessions/commands";
import { spendFactor } from "../sessions/sign-in";
import type { SessionClaims } from "../tokens";
import { enrolment, newTotpSecret, recoveryCodeHash, totpStep } from "../totp";
import { lockSelf } from "./commands";

/** A new secret to put into an authenticator; it counts only after `enableMfa`. Asked again, it is another one. */
export async function setUpMfa(ctx: Ctx) {
  const userId = signedIn(ctx);
  const secret = newTotpSecret();
  const username = await command(ctx, "profile:edit", async (tx) => {
    const user = await lockSelf(tx, userId);
    if (user.mfaEnabledAt) throw conflict("已经绑定了动态口令。要换手机，先解绑再绑定");
    await tx.db
      .update(users)
      .set({ totpSecretEnc: seal(secret), totpLastStep: null })
      .where(eq(users.id, userId));
    await audit(tx, "user.mfa_prepared", null, { id: userId });
    return user.username;
  });
  return enrolment(secret, username);
}

/**
 * Turns the second factor on with a first right code. Answers ten recovery codes, shown this once, and the claims with which
 * the present login goes on; every other one ends.
 */
export async function enableMfa(
  ctx: Ctx,
  { otp }: EnableMfa,
): Promise<{ recoveryCodes: string[]; session: SessionClaims }> {
  const userId = signedIn(ctx);
  await takePoint("loginName", `mfa:${userId}`);
  return command(ctx, "profile:edit", async (tx) => {
    const user = await lockSelf(tx, userId);
    if (user.mfaEnabledAt) throw conflict("已经绑定了动态口令");
    if (!user.totpSecretEnc) throw conflict("先取得二维码，再填动态码");
    const totpLastStep = totpStep(user.totpSecretEnc, otp, null, tx.now);
    if (totpLastStep === null) throw invalid("otp", "动态码不对。看一下手机的时间是不是自动校准");
    await tx.db
      .update(users)
      .set({ mfaEnabledAt: tx.now, totpLastStep, updatedAt: tx.now })
      .where(eq(users.id, userId));
    const codes = newRecoveryCodes();
    await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
    await tx.db
      .insert(recoveryCodes)
      .values(codes.map((code) => ({ userId, codeHash: recoveryCodeHash(userId, code) })));
    const sessionVersion = await endSessions(tx, user, ctx.actor.sessionId);
    await audit(tx, "user.mfa_enabled", null, { id: userId });
    return { recoveryCodes: codes, session: { userId, sessionId: ctx.actor.sessionId ?? "", sessionVersion } };
  });
}

/** Turns the second factor off: asks for the password and a code (or a recovery code). Every other login ends. */
export async function disableMfa(ctx: Ctx, input: DisableMfa): Promise<SessionClaims> {
  const userId = signedIn(ctx);
  await takePoint("loginName", `mfa:${userId}`);
  return command(ctx, "profile:edit", async (tx) => {
    const user = await lockSelf(tx, userId);
    if (!user.mfaEnabledAt) throw conflict("没有绑定动态口令");
    if (!(await isPassword(user.passwordHash, input.password))) throw invalid("password", "密码不对");
    if ((await spendFactor(tx, user, input.otp)) === null) throw invalid("otp", "动态码不对，或已经用过");
    await tx.db
      .update(users)
      .set({ ...noFactor, updatedAt: tx.now })
      .where(eq(users.id, userId));
    await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
    const sessionVersion = await endSessions(tx, user, ctx.actor.sessionId);
    await audit(tx, "user.mfa_disabled", null, { id: userId });
    return { userId, sessionId: ctx.actor.sessionId ?? "", sessionVersion };
  });
}

export const noFactor = { mfaEnabledAt: null, totpSecretEnc: null, totpLastStep: null };
