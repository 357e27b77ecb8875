import "server-only";
import { eq } from "drizzle-orm";
import { centres } from "@/db/schema/centres";
import { roles, userRoles, users } from "@/db/schema/identity";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { takePoint } from "@/domain/core/limits";
import { sealedPhone, unsealed } from "@/lib/crypto";
import { AppError, invalid, notFound } from "@/lib/errors";
import { assertStrong, hashPassword, isPassword } from "../passwords";
import { preferencesOf, signedIn } from "../queries";
import type { ChangePassword, ChooseCentre, ChooseTheme, Register, UpdateProfile } from "../schema";
import { endSessions, type User } from "../sessions/commands";
import type { SessionClaims } from "../tokens";
import { assertFree } from "../users/unique";

/** A customer's own account. Errors: validation_failed beside the field (weak password, name or phone taken). */
export async function register(ctx: Ctx, input: Register) {
  await takePoint("register", ctx.ip ?? "unknown");
  assertStrong("password", input.password, [input.username, input.email, input.phone]);
  const passwordHash = await hashPassword(input.password);
  return command(ctx, "session:open", async (tx) => {
    await assertFree(tx, { username: input.username, email: input.email, phone: input.phone });
    const [role] = await tx.db.select({ id: roles.id }).from(roles).where(eq(roles.name, "customer")).limit(1);
    if (!role) throw new AppError("unavailable", "还不能注册：系统里没有“客户”角色，请联系管理员");
    const row = {
      username: input.username,
      email: input.email ?? null,
      fullName: input.fullName ?? null,
      ...sealedPhone(input.phone),
      passwordHash,
      passwordChangedAt: tx.now,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const [created] = await tx.db.insert(users).values(row).$returningId();
    if (!created) throw new Error("insert returned no id");
    await tx.db.insert(userRoles).values({ userId: created.id, roleId: role.id, createdAt: tx.now });
    await audit(tx, "user.registered", null, { ...row, id: created.id });
    tx.touched.add("user");
    return { id: created.id, username: row.username, email: row.email, fullName: row.fullName };
  });
}

/**
 * Chooses a new password. Every other login of the user ends; the present one goes on with the claims answered here, for
 * which the caller makes a new token or cookie.
 */
export async function changePassword(ctx: Ctx, input: ChangePassword): Promise<SessionClaims> {
  const userId = signedIn(ctx);
  await takePoint("loginName", `password:${userId}`);
  return command(ctx, "profile:edit", async (tx) => {
    const user = await lockSelf(tx, userId);
    if (!(await isPassword(user.passwordHash, input.oldPassword))) throw invalid("oldPassword", "原来的密码不对");
    assertStrong("newPassword", input.newPassword, [user.username, user.email, unsealed(user.phoneEnc)]);
    if (input.newPassword === input.oldPassword) throw invalid("newPassword", "新密码和原来的一样");
    const { mustChangePassword: _, ...preferences } = preferencesOf(user.preferences);
    const changed = {
      passwordHash: await hashPassword(input.newPassword),
      passwordChangedAt: tx.now,
      preferences,
      updatedAt: tx.now,
    };
    await tx.db.update(users).set(changed).where(eq(users.id, userId));
    const sessionVersion = await endSessions(tx, user, ctx.actor.sessionId);
    await audit(tx, "user.password_changed", null, { id: userId });
    return { userId, sessionId: ctx.actor.sessionId ?? "", sessionVersion };
  });
}

/** One's own name, e-mail and phone; what is left out stays. */
export function updateProfile(ctx: Ctx, input: UpdateProfile) {
  const userId = signedIn(ctx);
  return command(ctx, "profile:edit", async (tx) => {
    const before = await lockSelf(tx, userId);
    await assertFree(tx, { email: input.email, phone: input.phone }, userId);
    const after = {
      ...before,
      fullName: input.fullName,
      ...(input.email !== undefined && { email: input.email }),
      ...(input.phone !== undefined && sealedPhone(input.phone)),
      version: before.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(users).set(after).where(eq(users.id, userId));
    await audit(tx, "user.updated", before, after);
    tx.touched.add("user");
    return { id: userId, version: after.version };
  });
}

/** Light, dark or as the system has it; remembered with the account. */
export function chooseTheme(ctx: Ctx, { colorTheme }: ChooseTheme): Promise<null> {
  const userId = signedIn(ctx);
  return command(ctx, "profile:edit", async (tx) => {
    await tx.db.update(users).set({ colorTheme }).where(eq(users.id, userId));
    unchanged(tx); // a taste, not an act
    return null;
  });
}

/** The centre to work in from now on; null is all that one may see. */
export function chooseCentre(ctx: Ctx, { centreId }: ChooseCentre): Promise<null> {
  const userId = signedIn(ctx);
  return command(ctx, "profile:edit", async (tx) => {
    if (centreId !== null) await assertReachable(tx, centreId);
    const user = await lockSelf(tx, userId);
    const preferences = { ...preferencesOf(user.preferences), centreId };
    await tx.db.update(users).set({ preferences }).where(eq(users.id, userId));
    unchanged(tx);
    return null;
  });
}

async function assertReachable(tx: Tx, centreId: number): Promise<void> {
  const reachable = [...tx.actor.can.values()].some(({ centres: c }) => c === "all" || c.includes(centreId));
  const [centre] = reachable
    ? await tx.db.select({ id: centres.id }).from(centres).where(eq(centres.id, centreId)).limit(1)
    : [];
  if (!centre) throw notFound("这个中心");
}

export async function lockSelf(tx: Tx, userId: number): Promise<User> {
  const [user] = await tx.db.select().from(users).where(eq(users.id, userId)).for("update");
  if (!user) throw new AppError("unauthenticated");
  return user;
}
