import "server-only";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { rolePermissions, roles, userRoles, users } from "@/db/schema/identity";
import type { Tx } from "@/domain/core/access";
import { type Permission, permissions } from "@/domain/core/permissions";
import { AppError, conflict, notFound } from "@/lib/errors";
import { beyond, joined } from "../grants";
import { canOf, grantRows } from "../queries";
import type { User } from "../sessions/commands";
import type { RoleChoice } from "./schema";

/** A user to change, locked; one outside the caller's centres is not found. */
export async function lockUser(tx: Tx, id: number): Promise<User> {
  const [user] = await tx.db.select().from(users).where(eq(users.id, id)).for("update");
  if (!user) throw notFound("这个账号");
  if (tx.grant.centres !== "all") {
    const held = await centresOf(tx, id);
    const mine = tx.grant.centres;
    if (!held.some((centre) => centre !== null && mine.includes(centre))) throw notFound("这个账号");
  }
  return user;
}

/**
 * Whoever changes an account could take it over: he must hold all that its owner holds, and be in charge of every centre the
 * owner works in.
 */
export async function assertMayManage(tx: Tx, target: User): Promise<void> {
  const grants = await grantRows(tx.db, target.id);
  if (tx.grant.centres !== "all") {
    const mine = tx.grant.centres;
    if (grants.some(({ centreId }) => centreId === null || !mine.includes(centreId)))
      throw new AppError("forbidden", "这个账号还在别的中心任职，请管理全部中心的人来改");
  }
  const missing = beyond(tx.actor.can, canOf(target.isSuperuser, grants));
  if (missing.length > 0)
    throw new AppError("forbidden", `这个账号有您没有的权限（${named(missing)}），要由权限更高的人来改`);
}

/** Nobody gives away what he does not hold himself. */
export async function assertMayGive(tx: Tx, choices: readonly RoleChoice[]): Promise<void> {
  if (choices.length === 0) return;
  const ids = [...new Set(choices.map((choice) => choice.roleId))];
  const rows = await tx.db
    .select({
      roleId: roles.id,
      label: roles.label,
      permission: rolePermissions.permission,
      scope: rolePermissions.scope,
    })
    .from(roles)
    .leftJoin(rolePermissions, eq(rolePermissions.roleId, roles.id))
    .where(inArray(roles.id, ids));
  for (const { roleId, centreId } of choices) {
    const own = rows.filter((row) => row.roleId === roleId);
    if (own.length === 0)
      throw new AppError("validation_failed", "没有这个角色", { fields: { roles: ["没有这个角色"] } });
    if (tx.grant.centres !== "all" && (centreId === null || !tx.grant.centres.includes(centreId)))
      throw new AppError("forbidden", "只能在您负责的中心里给角色");
    const can = joined(
      own.flatMap(({ permission, scope }) =>
        permission !== null && scope !== null ? [{ permission, scope, centreId }] : [],
      ),
    );
    const missing = beyond(tx.actor.can, can);
    if (missing.length > 0)
      throw new AppError("forbidden", `不能给“${own[0]?.label}”：其中有您自己没有的权限（${named(missing)}）`);
  }
}

/**
 * Takes the lock under which administrators come and go, so that two of them cannot remove each other at once. To be taken
 * before the rows of users are locked.
 */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.db.select({ id: roles.id }).from(roles).where(eq(roles.name, "admin")).for("update");
}

/** After a change: someone must remain who can give rights back, everywhere. */
export async function assertAdministratorRemains(tx: Tx): Promise<void> {
  const [superuser] = await tx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.status, "active"), eq(users.isSuperuser, true)))
    .limit(1);
  if (superuser) return;
  const holders = await tx.db
    .select({ userId: userRoles.userId, permission: rolePermissions.permission })
    .from(userRoles)
    .innerJoin(users, and(eq(users.id, userRoles.userId), eq(users.status, "active")))
    .innerJoin(rolePermissions, eq(rolePermissions.roleId, userRoles.roleId))
    .where(
      and(
        eq(rolePermissions.scope, "all"),
        or(eq(rolePermissions.permission, "users:edit"), eq(rolePermissions.permission, "roles:edit")),
        isNull(userRoles.centreId),
      ),
    );
  const held = new Map<number, Set<string>>();
  for (const { userId, permission } of holders) held.set(userId, (held.get(userId) ?? new Set()).add(permission));
  if (![...held.values()].some((codes) => codes.size === 2))
    throw conflict("这样就没有管理员了：至少要留一个能管理用户和角色的账号");
}

export async function centresOf(tx: Tx, userId: number): Promise<(number | null)[]> {
  const rows = await tx.db.select({ centreId: userRoles.centreId }).from(userRoles).where(eq(userRoles.userId, userId));
  return rows.map((row) => row.centreId);
}

export const named = (codes: readonly Permission[]): string =>
  codes.length > 3
    ? `${codes
        .slice(0, 3)
        .map((code) => permissions[code])
        .join("、")}等 ${codes.length} 项`
    : codes.map((code) => permissions[code]).join("、");
