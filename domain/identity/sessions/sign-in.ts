import "server-only";
import { and, eq, isNull, or } from "drizzle-orm";
import { recoveryCodes, users } from "@/db/schema/identity";
import { command, doorman, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { givePointsBack, takePoint } from "@/domain/core/limits";
import { lookupHash } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { normalPhone } from "@/lib/fields";
import { addMinutes } from "@/lib/time";
import { shadowFailure, shadowLock } from "../lockout";
import { isPassword } from "../passwords";
import { preferencesOf } from "../queries";
import { FAILURES_BEFORE_LOCK, isTotpCode, lockMinutes, ONE_TIME_PASSWORD_HOURS, saidSeconds } from "../rules";
import type { Login } from "../schema";
import { recoveryCodeHash, totpStep } from "../totp";
import { asUser, type OpenSession, openSession, type SessionClient, type User } from "./commands";

const WRONG = "用户名或密码不对";

/**
 * Opens a login by user name or phone number. A wrong password and an unknown user are told alike and take alike; after five
 * failures in a row the name is shut for a minute, then twice as long each time, up to thirty. Errors: unauthenticated (wrong),
 * rate_limited (shut; `retryAfter`, data.lockedUntil), forbidden (disabled), validation_failed with data.otpRequired.
 */
export async function signIn(
  ctx: Ctx,
  input: Login,
  how: { client: SessionClient; minutes?: number },
): Promise<OpenSession> {
  const name = input.username.toLowerCase();
  await takePoint("login", ctx.ip ?? "unknown");
  await takePoint("loginName", name);
  const known = await findUser(ctx, input.username);
  const lockedUntil = known ? lockOf(known, ctx.now) : await shadowLock(name, ctx.now);
  if (lockedUntil) throw shut(lockedUntil, ctx.now);
  const right = await isPassword(known?.passwordHash, input.password);
  const outcome = await command(ctx, "session:open", (tx) => decide(tx, known?.id ?? 0, right, input, how));
  if (outcome.refusal) throw outcome.refusal;
  await givePointsBack("loginName", name);
  return outcome.session;
}

async function findUser(ctx: Ctx, username: string) {
  const phone = normalPhone(username);
  const byPhone = /^\d{10,12}$/.test(phone) ? eq(users.phoneHash, lookupHash(phone)) : undefined;
  const [user] = await doorman(ctx)
    .select({ id: users.id, passwordHash: users.passwordHash, lockedUntilAt: users.lockedUntilAt })
    .from(users)
    .where(or(eq(users.username, username), byPhone))
    .limit(1);
  return user;
}

type Outcome = { refusal: AppError; session?: undefined } | { refusal?: undefined; session: OpenSession };

/** Under the lock of the user's row, so that parallel attempts are counted one by one and a code is used once. */
async function decide(
  tx: Tx,
  userId: number,
  right: boolean,
  input: Login,
  how: { client: SessionClient; minutes?: number },
): Promise<Outcome> {
  const [user] = await tx.db.select().from(users).where(eq(users.id, userId)).for("update");
  const lockedUntil = user && lockOf(user, tx.now);
  if (lockedUntil) {
    unchanged(tx);
    return { refusal: shut(lockedUntil, tx.now) };
  }
  if (!user || !right) return failed(tx, user, input, "密码不对", new AppError("unauthenticated", WRONG));
  if (user.status !== "active") {
    await audit(tx, "session.refused", null, { id: user.id }, { username: user.username, reason: "账号已停用" });
    return { refusal: new AppError("forbidden", "这个账号已停用，请联系管理员") };
  }
  if (isOutdated(user, tx.now)) {
    await audit(tx, "session.refused", null, { id: user.id }, { username: user.username, reason: "一次性密码已过期" });
    return { refusal: new AppError("forbidden", "管理员给的一次性密码已过期，请管理员再给一个") };
  }
  if (user.mfaEnabledAt && !input.otp) {
    unchanged(tx); // half a log-in: the second step follows or nothing happened
    return { refusal: otpError("这个账号还要输入动态码") };
  }
  const factor = user.mfaEnabledAt && input.otp ? await spendFactor(tx, user, input.otp) : "none";
  if (factor === null) return failed(tx, user, input, "动态码不对", otpError("动态码不对，或已经用过。等下一个再试"));
  const step = typeof factor === "number" ? { totpLastStep: factor } : {};
  await tx.db
    .update(users)
    .set({ failedLogins: 0, lockedUntilAt: null, lastLoginAt: tx.now, ...step })
    .where(eq(users.id, user.id));
  const session = await openSession(tx, user, how.client, how.minutes);
  const details = { client: how.client, ...(factor === "recovery" && { reason: "用了恢复码" }) };
  await audit(asUser(tx, user), "session.opened", null, { id: user.id }, details);
  return { session };
}

/** The second factor: the step of an authenticator's code that was not used before, or a recovery code, used up by this. */
export async function spendFactor(tx: Tx, user: User, code: string): Promise<number | "recovery" | null> {
  if (isTotpCode(code)) {
    return user.totpSecretEnc ? totpStep(user.totpSecretEnc, code, user.totpLastStep, tx.now) : null;
  }
  const [used] = await tx.db
    .update(recoveryCodes)
    .set({ usedAt: tx.now })
    .where(
      and(
        eq(recoveryCodes.userId, user.id),
        eq(recoveryCodes.codeHash, recoveryCodeHash(user.id, code)),
        isNull(recoveryCodes.usedAt),
      ),
    );
  return used.affectedRows === 1 ? "recovery" : null;
}

async function failed(
  tx: Tx,
  user: User | undefined,
  input: Login,
  reason: string,
  refusal: AppError,
): Promise<Outcome> {
  const failures = (user?.failedLogins ?? 0) + 1;
  const minutes = lockMinutes(failures);
  // The same statements for a name nobody has: they find nothing, and take as long.
  await tx.db
    .update(users)
    .set({ failedLogins: failures, lockedUntilAt: minutes > 0 ? addMinutes(tx.now, minutes) : null })
    .where(eq(users.id, user?.id ?? 0));
  const lockedUntil = user
    ? minutes > 0 && addMinutes(tx.now, minutes)
    : await shadowFailure(input.username.toLowerCase(), tx.now);
  const details = { username: user?.username ?? veiled(input.username), reason: user ? reason : "没有这个用户" };
  await audit(tx, "session.refused", null, { id: user?.id ?? 0 }, details);
  return { refusal: lockedUntil ? shut(lockedUntil, tx.now) : refusal };
}

/** An unknown name may be a password typed into the wrong field: the log keeps only how it begins. */
const veiled = (username: string): string => `${username.slice(0, 2)}…，共 ${username.length} 个字符`;

const lockOf = ({ lockedUntilAt }: Pick<User, "lockedUntilAt">, now: Date): Date | null =>
  lockedUntilAt && lockedUntilAt > now ? lockedUntilAt : null;

function shut(until: Date, now: Date): AppError {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const sentence = `连续输错 ${FAILURES_BEFORE_LOCK} 次以上，为了账号安全先停一停，${saidSeconds(seconds)}后再试`;
  return new AppError("rate_limited", sentence, { retryAfter: seconds, data: { lockedUntil: until.toISOString() } });
}

function isOutdated(user: User, now: Date): boolean {
  const { mustChangePassword } = preferencesOf(user.preferences);
  if (!mustChangePassword || !user.passwordChangedAt) return false;
  return addMinutes(user.passwordChangedAt, ONE_TIME_PASSWORD_HOURS * 60) < now;
}

const otpError = (error: string) =>
  new AppError("validation_failed", error, {
    data: { otpRequired: true, field: "otp", error, issues: [{ field: "otp", error }] },
  });
