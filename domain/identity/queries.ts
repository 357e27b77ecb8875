import "server-only";
import { and, asc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { refreshTokens, rolePermissions, roles, userRoles, users } from "@/db/schema/identity";
import { settings, storedFiles } from "@/db/schema/system";
import { doorman, type Read, within } from "@/domain/core/access";
import { cached } from "@/domain/core/cache";
import { type Actor, type Centres, type Ctx, userIdOf } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { fileUrl } from "@/domain/system/files/links";
import { isFileOf } from "@/domain/system/files/queries";
import { AppError } from "@/lib/errors";
import { systemNow } from "@/lib/time";
import { allPermissions, type Can, forEveryone, joined } from "./grants";
import { type ColorTheme, colorThemes, type MeOut } from "./schema";
import type { SessionClaims } from "./tokens";

type Db = Read["db"];
/** The signed-in user with what the portal's frame shows besides. */
export type Me = MeOut & { roleLabel: string; colorTheme: ColorTheme };

/** What a person's `preferences` column holds. */
export type Preferences = { centreId?: number | null; mustChangePassword?: boolean };
export const preferencesOf = (value: unknown): Preferences =>
  typeof value === "object" && value !== null ? (value as Preferences) : {};

const SEEN_EVERY_MS = 5 * 60_000;

/**
 * The caller behind a login, with permissions and scopes as they are now; null when the user is disabled, the login was
 * ended or has run out, or roles, password or second factor changed since (session version). The one read without a
 * permission: it is how permissions become known. Who must first set up a second factor or choose a password of their own
 * may do nothing else until then.
 */
export async function actorOfSession(claims: SessionClaims, now: Date = systemNow()): Promise<Actor | null> {
  const db = doorman();
  const rows = await sessionRows(db, claims, now);
  const user = rows[0]?.user;
  if (!user) return null;
  const grants = grantsIn(rows);
  if (user.client === "portal") await seen(db, user.tokenId, user.seenAt, now);
  const { centreId, mustChangePassword } = preferencesOf(user.preferences);
  const mustEnrolMfa = user.mfaEnabledAt === null && asksForMfa(user.mfaRoles, rolesIn(grants, user.isSuperuser));
  const can = mustChangePassword || mustEnrolMfa ? forEveryone() : canOf(user.isSuperuser, grants);
  return {
    name: `user:${user.id}`,
    userId: user.id,
    sessionId: claims.sessionId,
    ...(centreId && reaches(can, centreId) && { centreId }),
    ...(mustEnrolMfa && { mustEnrolMfa }),
    ...(mustChangePassword && { mustChangePassword }),
    can,
  };
}

const grantFields = {
  role: roles.name,
  label: roles.label,
  roleId: roles.id,
  centreId: userRoles.centreId,
  permission: rolePermissions.permission,
  scope: rolePermissions.scope,
};

/** The login with its person, once for each role and permission: one statement finds out who calls and what they may. */
const sessionRows = (db: Db, claims: SessionClaims, now: Date) =>
  db
    .select({
      user: {
        id: users.id,
        isSuperuser: users.isSuperuser,
        preferences: users.preferences,
        mfaEnabledAt: users.mfaEnabledAt,
        mfaRoles: settings.value,
        client: refreshTokens.client,
        tokenId: refreshTokens.id,
        seenAt: refreshTokens.usedAt,
      },
      ...grantFields,
    })
    .from(users)
    .innerJoin(
      refreshTokens,
      and(
        eq(refreshTokens.userId, users.id),
        eq(refreshTokens.family, claims.sessionId),
        isNull(refreshTokens.revokedAt),
        gt(refreshTokens.expiresAt, now),
      ),
    )
    .leftJoin(settings, and(eq(settings.centreId, 0), eq(settings.name, "identity.mfa_roles")))
    .leftJoin(userRoles, eq(userRoles.userId, users.id))
    .leftJoin(roles, eq(roles.id, userRoles.roleId))
    .leftJoin(rolePermissions, eq(rolePermissions.roleId, roles.id))
    .where(
      and(eq(users.id, claims.userId), eq(users.status, "active"), eq(users.sessionVersion, claims.sessionVersion)),
    )
    .orderBy(asc(userRoles.id));

/** One row per role and permission; a role without permissions still tells that it is held. */
export const grantRows = (db: Db, userId: number) =>
  db
    .select(grantFields)
    .from(userRoles)
    .innerJoin(roles, eq(roles.id, userRoles.roleId))
    .leftJoin(rolePermissions, eq(rolePermissions.roleId, userRoles.roleId))
    .where(eq(userRoles.userId, userId))
    .orderBy(asc(userRoles.id));
export type GrantRow = Awaited<ReturnType<typeof grantRows>>[number];

type Nullable<T> = { [K in keyof T]: T[K] | null };
/** The grants among rows in which a person without a role stands too. */
const grantsIn = (rows: readonly Nullable<GrantRow>[]): GrantRow[] =>
  rows.flatMap(({ role, label, roleId, centreId, permission, scope }) =>
    role === null || label === null || roleId === null ? [] : [{ role, label, roleId, centreId, permission, scope }],
  );

/** What these roles let their bearer do. */
export const canOf = (isSuperuser: boolean, rows: readonly GrantRow[]): Can =>
  isSuperuser
    ? allPermissions()
    : joined(
        rows.flatMap(({ permission, scope, centreId }) =>
          permission !== null && scope !== null ? [{ permission, scope, centreId }] : [],
        ),
      );

/** Role names in the order they were given; a superuser without roles counts as administrator. */
export const rolesIn = (rows: readonly GrantRow[], isSuperuser: boolean): string[] => {
  const names = [...new Set(rows.map((row) => row.role))];
  return isSuperuser && names.length === 0 ? ["admin"] : names;
};

const asksForMfa = (setting: unknown, held: readonly string[]): boolean =>
  Array.isArray(setting) && held.some((role) => setting.includes(role));

const reaches = (can: Can, centreId: number): boolean =>
  [...can.values()].some(({ centres }) => centres === "all" || centres.includes(centreId));

/** A cookie is never exchanged for another, so that its last use is written down here, every few minutes at most. */
async function seen(db: Db, tokenId: number, last: Date | null, now: Date): Promise<void> {
  if (last && now.getTime() - last.getTime() < SEEN_EVERY_MS) return;
  await db.update(refreshTokens).set({ usedAt: now }).where(eq(refreshTokens.id, tokenId));
}

/** The signed-in user as the API tells it. */
export async function me(ctx: Ctx): Promise<Me> {
  return meOf(doorman(ctx), signedIn(ctx));
}

export async function meOf(db: Db, userId: number): Promise<Me> {
  const rows = await db
    .select({ user: users, ...grantFields, avatar: storedFiles.uid })
    .from(users)
    .leftJoin(userRoles, eq(userRoles.userId, users.id))
    .leftJoin(roles, eq(roles.id, userRoles.roleId))
    .leftJoin(rolePermissions, eq(rolePermissions.roleId, roles.id))
    .leftJoin(storedFiles, isFileOf("user", users.id, "avatar"))
    .where(eq(users.id, userId))
    .orderBy(asc(userRoles.id), asc(storedFiles.position));
  const user = rows[0]?.user;
  if (!user) throw new AppError("unauthenticated");
  const grants = grantsIn(rows);
  const held = rolesIn(grants, user.isSuperuser);
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    fullName: user.fullName,
    name: user.fullName ?? user.username,
    role: held[0] ?? null,
    roles: held,
    permissions: [...canOf(user.isSuperuser, grants).keys()].sort(),
    avatar: rows[0]?.avatar ? fileUrl(rows[0].avatar) : null,
    colorTheme: colorThemeOf(user.colorTheme),
    roleLabel: grants[0]?.label ?? (user.isSuperuser ? "系统管理员" : "还没有角色"),
  };
}

/** What the account remembers of the colour theme; none chosen follows the system. */
export const colorThemeOf = (stored: string | null): ColorTheme =>
  colorThemes.find((theme) => theme === stored) ?? "auto";

export function signedIn(ctx: Ctx): number {
  const userId = userIdOf(ctx);
  if (userId === null) throw new AppError("unauthenticated");
  return userId;
}

/** Names to show for user ids (who changed, who approved). Not a secret among those who see the row. Cached: they stand everywhere. */
export async function userNames(ids: readonly (number | null | undefined)[]): Promise<Map<number, string>> {
  const wanted = [...new Set(ids.filter((id): id is number => typeof id === "number"))].sort((a, b) => a - b);
  if (wanted.length === 0) return new Map();
  const load = async () => {
    const rows = await doorman()
      .select({ id: users.id, fullName: users.fullName, username: users.username })
      .from(users)
      .where(inArray(users.id, wanted));
    return rows.map((row): [number, string] => [row.id, row.fullName ?? row.username]);
  };
  return new Map(await cached(`identity:names:${wanted.join(",")}`, ["user"], load));
}

/** Active users who hold a permission (in a centre, when one is given): whom to tell, whom to choose from. By name. */
export async function usersWith(
  { db }: Pick<Read, "db">,
  permission: Permission,
  centreId?: number,
): Promise<{ id: number; name: string }[]> {
  const here = centreId === undefined ? undefined : or(isNull(userRoles.centreId), eq(userRoles.centreId, centreId));
  const rows = await db
    .selectDistinct({ id: users.id, fullName: users.fullName, username: users.username })
    .from(users)
    .leftJoin(userRoles, and(eq(userRoles.userId, users.id), here))
    .leftJoin(
      rolePermissions,
      and(eq(rolePermissions.roleId, userRoles.roleId), eq(rolePermissions.permission, permission)),
    )
    .where(and(eq(users.status, "active"), or(eq(users.isSuperuser, true), eq(rolePermissions.permission, permission))))
    .orderBy(asc(users.fullName), asc(users.id));
  return rows.map((row) => ({ id: row.id, name: row.fullName ?? row.username }));
}

/** Users with a role in one of these centres; group-wide users only for those who see every centre. */
export const inCentres = (db: Db, centres: Centres) =>
  centres === "all"
    ? undefined
    : inArray(users.id, db.select({ id: userRoles.userId }).from(userRoles).where(within(userRoles.centreId, centres)));

/** The first role is the one that was given first: what the single `role` of older clients shows. */
export async function rolesOfUsers(db: Db, userIds: readonly number[]) {
  if (userIds.length === 0) return new Map<number, RoleOfUser[]>();
  const rows = await db
    .select({
      userId: userRoles.userId,
      roleId: roles.id,
      role: roles.name,
      label: roles.label,
      centreId: userRoles.centreId,
    })
    .from(userRoles)
    .innerJoin(roles, eq(roles.id, userRoles.roleId))
    .where(inArray(userRoles.userId, [...userIds]))
    .orderBy(asc(userRoles.id));
  const byUser = new Map<number, RoleOfUser[]>();
  for (const { userId, ...role } of rows) byUser.set(userId, [...(byUser.get(userId) ?? []), role]);
  return byUser;
}
export type RoleOfUser = { roleId: number; role: string; label: string; centreId: number | null };
