import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { refreshTokens, rolePermissions, userRoles, users } from "@/db/schema/identity";
import { doorman } from "@/domain/core/access";
import type { Actor, Centres, Grant } from "@/domain/core/ctx";
import { everywhere } from "@/domain/core/ctx";
import { isPermission, type Permission, permissions } from "@/domain/core/permissions";
import type { SessionClaims } from "./tokens";

/**
 * The caller behind a login, with permissions and scopes as they are now; null when the user is disabled, the login was
 * ended, or roles, password or second factor changed since (session version). The one read without a permission: it is how
 * permissions become known.
 */
export async function actorOfSession(claims: SessionClaims): Promise<Actor | null> {
  const db = doorman();
  const [[user], grants] = await Promise.all([
    db
      .select({ id: users.id, isSuperuser: users.isSuperuser })
      .from(users)
      .innerJoin(
        refreshTokens,
        and(eq(refreshTokens.userId, users.id), eq(refreshTokens.family, claims.sessionId), isNull(refreshTokens.revokedAt)),
      )
      .where(
        and(eq(users.id, claims.userId), eq(users.status, "active"), eq(users.sessionVersion, claims.sessionVersion)),
      )
      .limit(1),
    db
      .select({
        permission: rolePermissions.permission,
        scope: rolePermissions.scope,
        centreId: userRoles.centreId,
      })
      .from(userRoles)
      .innerJoin(rolePermissions, eq(rolePermissions.roleId, userRoles.roleId))
      .where(eq(userRoles.userId, claims.userId)),
  ]);
  if (!user) return null;
  const can = user.isSuperuser ? allPermissions() : joined(grants);
  return { name: `user:${user.id}`, userId: user.id, sessionId: claims.sessionId, can };
}

/** Names to show for user ids (who changed, who approved). Not a secret among those who see the row. */
export async function userNames(ids: readonly (number | null | undefined)[]): Promise<Map<number, string>> {
  const wanted = [...new Set(ids.filter((id): id is number => typeof id === "number"))];
  if (wanted.length === 0) return new Map();
  const rows = await doorman()
    .select({ id: users.id, fullName: users.fullName, username: users.username })
    .from(users)
    .where(inArray(users.id, wanted));
  return new Map(rows.map((row) => [row.id, row.fullName ?? row.username]));
}

const allPermissions = (): Map<Permission, Grant> =>
  new Map(Object.keys(permissions).map((code) => [code as Permission, everywhere]));

/** Several roles may give the same permission: their centres and scopes add up. */
function joined(
  rows: { permission: string; scope: "own" | "assigned" | "all"; centreId: number | null }[],
): Map<Permission, Grant> {
  const can = new Map<Permission, Grant>();
  for (const { permission, scope, centreId } of rows) {
    if (!isPermission(permission)) continue; // a code that this release no longer has
    const had = can.get(permission) ?? { centres: [], assigned: false, own: false };
    can.set(permission, {
      centres: scope === "all" ? added(had.centres, centreId) : had.centres,
      assigned: had.assigned || scope === "assigned",
      own: had.own || scope === "own",
    });
  }
  return can;
}

const added = (had: Centres, centreId: number | null): Centres =>
  had === "all" || centreId === null ? "all" : [...new Set([...had, centreId])];
