import "server-only";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { recoveryCodes, refreshTokens, users } from "@/db/schema/identity";
import { centreNames } from "@/domain/centres/queries";
import { doorman, type Read } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { unsealed } from "@/lib/crypto";
import { AppError } from "@/lib/errors";
import { colorThemeOf, preferencesOf, rolesOfUsers, signedIn } from "../queries";
import { deviceOf, sessionClientLabels } from "../rules";

type Db = Read["db"];

/** One's own account as its pages show it. */
export async function myAccount(ctx: Ctx) {
  const db = doorman(ctx);
  const userId = signedIn(ctx);
  const [[user], roles, names, [left]] = await Promise.all([
    db.select().from(users).where(eq(users.id, userId)).limit(1),
    rolesOfUsers(db, [userId]),
    centreNames(db),
    db
      .select({ count: sql<number>`count(*)` })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))),
  ]);
  if (!user) throw new AppError("unauthenticated");
  return {
    id: user.id,
    username: user.username,
    fullName: user.fullName,
    email: user.email,
    phone: unsealed(user.phoneEnc),
    department: user.department,
    position: user.position,
    colorTheme: colorThemeOf(user.colorTheme),
    isSuperuser: user.isSuperuser,
    version: user.version,
    roles: (roles.get(userId) ?? []).map((role) => ({
      label: role.label,
      centre: role.centreId === null ? null : (names.get(role.centreId) ?? null),
    })),
    passwordChangedAt: user.passwordChangedAt,
    mfaEnabledAt: user.mfaEnabledAt,
    recoveryCodesLeft: Number(left?.count ?? 0),
    mustChangePassword: preferencesOf(user.preferences).mustChangePassword === true,
    mustEnrolMfa: ctx.actor.mustEnrolMfa === true,
  };
}
export type MyAccount = Awaited<ReturnType<typeof myAccount>>;

/** One's own open logins, the present one first, then by last use. */
export const mySessions = (ctx: Ctx) => sessionsOf(doorman(ctx), signedIn(ctx), ctx.now, ctx.actor.sessionId);

/** The open logins of a user: where from and when last used. The chain of one login is one line. */
export async function sessionsOf(db: Db, userId: number, now: Date, present?: string) {
  const rows = await db
    .select()
    .from(refreshTokens)
    .where(and(eq(refreshTokens.userId, userId), isNull(refreshTokens.revokedAt), gt(refreshTokens.expiresAt, now)))
    .orderBy(desc(refreshTokens.id))
    .limit(1000);
  const chains = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) chains.set(row.family, [...(chains.get(row.family) ?? []), row]);
  return [...chains.values()]
    .flatMap((links) => {
      const [newest, oldest] = [links[0], links.at(-1)];
      if (!newest || !oldest) return [];
      const seen = links.map((link) => (link.usedAt ?? link.createdAt).getTime());
      return {
        sessionId: newest.family,
        client: sessionClientLabels[newest.client] ?? newest.client,
        device: deviceOf(newest.userAgent),
        ipAddress: newest.ipAddress,
        openedAt: oldest.createdAt,
        lastUsedAt: new Date(Math.max(...seen)),
        expiresAt: newest.expiresAt,
        isPresent: newest.family === present,
      };
    })
    .sort((a, b) => Number(b.isPresent) - Number(a.isPresent) || b.lastUsedAt.getTime() - a.lastUsedAt.getTime());
}
export type SessionRow = Awaited<ReturnType<typeof sessionsOf>>[number];
