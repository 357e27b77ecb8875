import "server-only";
import { eq } from "drizzle-orm";
import type { UserStatus } from "@/db/enums/identity";
import { centres } from "@/db/schema/centres";
import { roles, userRoles, users } from "@/db/schema/identity";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { sealedPhone, unsealed } from "@/lib/crypto";
import { conflict, invalid } from "@/lib/errors";
import { assertStrong, hashPassword, oneTimePassword } from "../passwords";
import { noFactor } from "../profile/mfa";
import { preferencesOf } from "../queries";
import { ONE_TIME_PASSWORD_HOURS } from "../rules";
import { endOne, endSessions, type User } from "../sessions/commands";
import { assertAdministratorRemains, assertMayGive, assertMayManage, lockAdministrators, lockUser } from "./guards";
import type { CreateUser, OneUser, RevokeUserSession, RoleChoice, UpdateUser } from "./schema";
import { assertFree } from "./unique";

/** An account for a colleague (or a customer). Without a password one is made that must be changed at the first log-in. */
export async function createUser(ctx: Ctx, input: CreateUser) {
  const made = input.password === undefined ? oneTimePassword() : null;
  if (input.password !== undefined)
    assertStrong("password", input.password, [input.username, input.email, input.phone]);
  const passwordHash = await hashPassword(input.password ?? made ?? "");
  return command(ctx, "users:edit", async (tx) => {
    const user = await addUser(tx, { ...input, passwordHash });
    return { id: user.id, version: 1, username: input.username, oneTimePassword: made };
  });
}

type NewUser = Omit<CreateUser, "password"> & { passwordHash: string };

async function addUser(tx: Tx, input: NewUser): Promise<{ id: number }> {
  await assertMayGive(tx, input.roles);
  await assertCentres(tx, input.roles);
  await assertFree(tx, { username: input.username, email: input.email, phone: input.phone });
  const row = {
    username: input.username,
    fullName: input.fullName,
    email: input.email ?? null,
    ...sealedPhone(input.phone),
    department: input.department ?? null,
    position: input.position ?? null,
    passwordHash: input.passwordHash,
    passwordChangedAt: tx.now,
    preferences: { mustChangePassword: true },
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [created] = await tx.db.insert(users).values(row).$returningId();
  if (!created) throw new Error("insert returned no id");
  await addRoles(tx, created.id, input.roles);
  await audit(tx, "user.created", null, { ...row, id: created.id }, { roles: await said(tx, input.roles) });
  tx.touched.add("user");
  return { id: created.id };
}

/**
 * Changes what is given. A new status or other roles end every login of the user; the e-mail and phone log in too, so that
 * they may be changed only by who could reset the password.
 */
export function updateUser(ctx: Ctx, input: UpdateUser) {
  return command(ctx, "users:edit", async (tx) => {
    const status = input.status ?? (input.isActive === undefined ? undefined : input.isActive ? "active" : "inactive");
    if (status !== undefined || input.roles) await lockAdministrators(tx);
    const user = await lockUser(tx, input.id);
    await assertVersion(tx, "user", user, input.version, shownOf(user));
    await assertMayManage(tx, user);
    await assertFree(tx, { email: input.email, phone: input.phone }, user.id);
    const changed: User = {
      ...user,
      ...(input.fullName !== undefined && { fullName: input.fullName }),
      ...(input.email !== undefined && { email: input.email }),
      ...(input.phone !== undefined && sealedPhone(input.phone)),
      ...(input.department !== undefined && { department: input.department }),
      ...(input.position !== undefined && { position: input.position }),
    };
    if (differs(user, changed)) {
      await tx.db
        .update(users)
        .set({ ...changed, updatedAt: tx.now })
        .where(eq(users.id, user.id));
      await audit(tx, "user.updated", user, changed);
    } else unchanged(tx);
    if (status !== undefined) await changeStatus(tx, user, status);
    if (input.roles) await replaceRoles(tx, user, input.roles);
    const version = user.version + 1;
    await tx.db.update(users).set({ version, updatedAt: tx.now }).where(eq(users.id, user.id));
    tx.touched.add("user");
    return { id: user.id, version };
  });
}

/** Users are never deleted, the log names them: they are disabled. */
export function disableUser(ctx: Ctx, { id }: OneUser): Promise<null> {
  return setStatus(ctx, id, "inactive");
}

export function enableUser(ctx: Ctx, { id }: OneUser): Promise<null> {
  return setStatus(ctx, id, "active");
}

function setStatus(ctx: Ctx, id: number, status: UserStatus): Promise<null> {
  return command(ctx, "users:edit", async (tx) => {
    await lockAdministrators(tx);
    const user = await lockUser(tx, id);
    await assertMayManage(tx, user);
    await changeStatus(tx, user, status);
    tx.touched.add("user");
    return null;
  });
}

async function changeStatus(tx: Tx, user: User, status: UserStatus): Promise<void> {
  if (user.status === status) return unchanged(tx);
  if (user.id === userIdOf(tx)) throw conflict("不能停用自己的账号，请另一位管理员操作");
  const after = { ...user, status, version: user.version + 1, updatedAt: tx.now };
  await tx.db.update(users).set({ status, version: after.version, updatedAt: tx.now }).where(eq(users.id, user.id));
  await endSessions(tx, user);
  if (status !== "active") await assertAdministratorRemains(tx);
  await audit(tx, status === "active" ? "user.enabled" : "user.disabled", user, after);
}

/** Replaces the roles that the caller may give; those in centres he does not run stay as they are. */
async function replaceRoles(tx: Tx, user: User, choices: readonly RoleChoice[]): Promise<void> {
  const held = await tx.db.select().from(userRoles).where(eq(userRoles.userId, user.id)).for("update");
  const wanted = new Map(choices.map((choice) => [keyOf(choice), choice]));
  const had = new Map(held.map((row) => [keyOf(row), row]));
  const added = [...wanted].flatMap(([key, choice]) => (had.has(key) ? [] : [choice]));
  const removed = [...had].flatMap(([key, row]) => (wanted.has(key) ? [] : [row]));
  if (added.length + removed.length === 0) return unchanged(tx);
  if (user.id === userIdOf(tx)) throw conflict("不能改自己的角色，请另一位管理员操作");
  await assertMayGive(tx, added);
  await assertCentres(tx, added);
  for (const row of removed) await tx.db.delete(userRoles).where(eq(userRoles.id, row.id));
  await addRoles(tx, user.id, added);
  await endSessions(tx, user);
  await assertAdministratorRemains(tx);
  const roleWords = { before: await said(tx, held), after: await said(tx, choices) };
  await audit(tx, "user.roles_changed", { id: user.id }, { id: user.id }, roleWords);
}

/** A new one-time password, answered this once. Ends every login, opens a locked account. */
export async function resetPassword(ctx: Ctx, { id }: OneUser) {
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  return command(ctx, "users:edit", async (tx) => {
    const user = await lockUser(tx, id);
    if (user.id === userIdOf(tx)) throw conflict("自己的密码在“我的账号”里改");
    await assertMayManage(tx, user);
    const preferences = { ...preferencesOf(user.preferences), mustChangePassword: true };
    const changed = { passwordHash, passwordChangedAt: tx.now, preferences, failedLogins: 0, lockedUntilAt: null };
    await tx.db
      .update(users)
      .set({ ...changed, updatedAt: tx.now })
      .where(eq(users.id, id));
    await endSessions(tx, user);
    await audit(tx, "user.password_reset", null, { id });
    return { oneTimePassword: password, validHours: ONE_TIME_PASSWORD_HOURS };
  });
}

/** Takes the second factor off an account whose owner lost phone and recovery codes. */
export function resetMfa(ctx: Ctx, { id }: OneUser): Promise<null> {
  return command(ctx, "users:edit", async (tx) => {
    const user = await lockUser(tx, id);
    if (user.id === userIdOf(tx)) throw conflict("自己的动态口令在“我的账号”里解绑");
    await assertMayManage(tx, user);
    if (!user.mfaEnabledAt) throw conflict("这个账号没有绑定动态口令");
    await tx.db
      .update(users)
      .set({ ...noFactor, updatedAt: tx.now })
      .where(eq(users.id, id));
    await endSessions(tx, user);
    await audit(tx, "user.mfa_reset", null, { id });
    return null;
  });
}

/** Opens an account that failed log-ins have shut. */
export function unlockUser(ctx: Ctx, { id }: OneUser): Promise<null> {
  return command(ctx, "users:edit", async (tx) => {
    const user = await lockUser(tx, id);
    await assertMayManage(tx, user);
    if (user.failedLogins === 0 && !user.lockedUntilAt) throw conflict("这个账号没有被锁");
    await tx.db.update(users).set({ failedLogins: 0, lockedUntilAt: null }).where(eq(users.id, id));
    await audit(tx, "user.unlocked", null, { id }, { failedLogins: user.failedLogins });
    return null;
  });
}

/** Ends one login of another user. */
export function revokeUserSession(ctx: Ctx, { id, sessionId }: RevokeUserSession): Promise<null> {
  return command(ctx, "users:edit", async (tx) => {
    const user = await lockUser(tx, id);
    await assertMayManage(tx, user);
    return endOne(tx, user.id, sessionId);
  });
}

async function addRoles(tx: Tx, userId: number, choices: readonly RoleChoice[]): Promise<void> {
  const distinct = [...new Map(choices.map((choice) => [keyOf(choice), choice])).values()];
  if (distinct.length === 0) return;
  await tx.db
    .insert(userRoles)
    .values(distinct.map(({ roleId, centreId }) => ({ userId, roleId, centreId, createdAt: tx.now })));
}

async function assertCentres(tx: Tx, choices: readonly RoleChoice[]): Promise<void> {
  for (const centreId of new Set(choices.flatMap((choice) => choice.centreId ?? []))) {
    const [known] = await tx.db.select({ id: centres.id }).from(centres).where(eq(centres.id, centreId)).limit(1);
    if (!known) throw invalid("roles", "没有这个中心");
  }
}

/** Roles as the log tells them: "厨师（静安馆）". */
async function said(tx: Tx, choices: readonly RoleChoice[]): Promise<string[]> {
  const [labels, names] = await Promise.all([
    tx.db.select({ id: roles.id, label: roles.label }).from(roles),
    tx.db.select({ id: centres.id, name: centres.name }).from(centres),
  ]);
  return choices.map(({ roleId, centreId }) => {
    const label = labels.find((role) => role.id === roleId)?.label ?? String(roleId);
    return centreId === null ? label : `${label}（${names.find((c) => c.id === centreId)?.name ?? centreId}）`;
  });
}

const keyOf = ({ roleId, centreId }: { roleId: number; centreId: number | null }) => `${roleId}/${centreId ?? ""}`;
const compared = ["fullName", "email", "phoneHash", "department", "position"] as const;
const differs = (a: User, b: User) => compared.some((key) => a[key] !== b[key]);

/** The row in the shape of the form, for the conflict dialog. */
const shownOf = (user: User) => ({
  fullName: user.fullName ?? "",
  email: user.email ?? "",
  phone: unsealed(user.phoneEnc) ?? "",
  department: user.department ?? "",
  position: user.position ?? "",
  version: user.version,
});
