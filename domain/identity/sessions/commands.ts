import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, lt, ne } from "drizzle-orm";
import { refreshTokens, users } from "@/db/schema/identity";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { AppError, notFound } from "@/lib/errors";
import { addMinutes } from "@/lib/time";
import type { Refresh, RevokeSession } from "../schema";
import type { SessionClaims } from "../tokens";

export type SessionClient = "portal" | "api" | "mini";
export type User = typeof users.$inferSelect;
/** A login that has just been opened or renewed. */
export type OpenSession = SessionClaims & { refreshToken: string; expiresAt: Date };

export const REFRESH_DAYS = 30;
/** How long after its use an old refresh token may come once more from the same device: a doubled or repeated request. */
export const TWICE_SECONDS = 10;

/** Starts a chain of refresh tokens. The portal's chain has one link that is never exchanged: its cookie is the token. */
export async function openSession(
  tx: Tx,
  user: Pick<User, "id" | "sessionVersion">,
  client: SessionClient,
  minutes = REFRESH_DAYS * 24 * 60,
): Promise<OpenSession> {
  return addLink(tx, { family: randomUUID(), client, userId: user.id, sessionVersion: user.sessionVersion, minutes });
}

type Link = { family: string; client: string; userId: number; sessionVersion: number; minutes: number };

async function addLink(tx: Tx, { family, client, userId, sessionVersion, minutes }: Link): Promise<OpenSession> {
  const refreshToken = randomBytes(32).toString("base64url");
  const expiresAt = addMinutes(tx.now, minutes);
  await tx.db.insert(refreshTokens).values({
    userId,
    family,
    tokenHash: tokenHash(refreshToken),
    client,
    expiresAt,
    ipAddress: tx.ip ?? null,
    userAgent: tx.userAgent?.slice(0, 255) ?? null,
    createdAt: tx.now,
  });
  return { userId, sessionId: family, sessionVersion, refreshToken, expiresAt };
}

/**
 * A new pair for a refresh token, which is used up by it. An old token that comes again means that someone else holds a copy:
 * the whole chain ends. Except within ten seconds and from the same address and program, where it is a request sent twice
 * (two tabs, a retry after a lost answer): that one gets a link of its own in the same chain.
 */
export async function refreshSession(ctx: Ctx, { refreshToken }: Refresh): Promise<OpenSession> {
  const answer = await command(ctx, "session:open", async (tx) => {
    const [link] = await tx.db
      .select()
      .from(refreshTokens)
      .where(eq(refreshTokens.tokenHash, tokenHash(refreshToken)))
      .for("update");
    const [user] = link ? await tx.db.select().from(users).where(eq(users.id, link.userId)).limit(1) : [];
    if (!link || !user || link.client === "portal" || link.revokedAt || link.expiresAt <= tx.now) return unchanged(tx);
    if (user.status !== "active") return unchanged(tx);
    if (link.usedAt && !isSentTwice(tx, link)) {
      await revokeFamily(tx, link.family);
      const details = { reason: "旧的刷新令牌又被使用，这次登录已全部失效", sessionId: link.family };
      await audit(asUser(tx, user), "session.reused", null, { id: user.id }, details);
      return undefined;
    }
    if (!link.usedAt) await tx.db.update(refreshTokens).set({ usedAt: tx.now }).where(eq(refreshTokens.id, link.id));
    unchanged(tx); // an exchange every two hours for each device is no act of a person
    const { family, client } = link;
    return addLink(tx, {
      family,
      client,
      userId: user.id,
      sessionVersion: user.sessionVersion,
      minutes: REFRESH_DAYS * 24 * 60,
    });
  });
  if (!answer) throw new AppError("unauthenticated", "登录已失效，请重新登录");
  return answer;
}

const isSentTwice = (tx: Tx, link: typeof refreshTokens.$inferSelect): boolean =>
  link.usedAt !== null &&
  tx.now.getTime() - link.usedAt.getTime() <= TWICE_SECONDS * 1000 &&
  link.ipAddress === (tx.ip ?? null) &&
  link.userAgent === (tx.userAgent?.slice(0, 255) ?? null);

/** Ends the login this request belongs to. */
export async function endSession(ctx: Ctx): Promise<null> {
  const { userId, sessionId } = ctx.actor;
  if (userId === undefined || sessionId === undefined) throw new AppError("unauthenticated");
  return command(ctx, "session:open", async (tx) => {
    await revokeFamily(tx, sessionId);
    await audit(tx, "session.closed", null, { id: userId }, { sessionId });
    return null;
  });
}

/** Ends one of one's own logins, on whatever device it is. */
export async function revokeSession(ctx: Ctx, { sessionId }: RevokeSession): Promise<null> {
  const userId = userIdOf(ctx);
  if (userId === null) throw new AppError("unauthenticated");
  return command(ctx, "profile:edit", (tx) => endOne(tx, userId, sessionId));
}

/** Ends every login of one's own but the present one. */
export async function revokeOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  const { userId, sessionId = "" } = ctx.actor;
  if (userId === undefined) throw new AppError("unauthenticated");
  return command(ctx, "profile:edit", async (tx) => {
    const open = await tx.db
      .selectDistinct({ family: refreshTokens.family })
      .from(refreshTokens)
      .where(
        and(eq(refreshTokens.userId, userId), isNull(refreshTokens.revokedAt), ne(refreshTokens.family, sessionId)),
      );
    if (open.length === 0) unchanged(tx);
    for (const { family } of open) await revokeFamily(tx, family);
    if (open.length > 0) await audit(tx, "session.revoked", null, { id: userId }, { ended: open.length });
    return { ended: open.length };
  });
}

/** Ends a login of a user; one that is not his, or over already, is not found. */
export async function endOne(tx: Tx, userId: number, sessionId: string): Promise<null> {
  const [link] = await tx.db
    .select({ id: refreshTokens.id, userAgent: refreshTokens.userAgent, ipAddress: refreshTokens.ipAddress })
    .from(refreshTokens)
    .where(and(eq(refreshTokens.userId, userId), eq(refreshTokens.family, sessionId), isNull(refreshTokens.revokedAt)))
    .limit(1);
  if (!link) throw notFound("这次登录");
  await revokeFamily(tx, sessionId);
  const { userAgent, ipAddress } = link;
  await audit(tx, "session.revoked", null, { id: userId }, { sessionId, ipAddress, device: userAgent });
  return null;
}

/**
 * Ends the logins of a user, whose row the caller has locked: the session version goes up, which ends every token and cookie
 * of before, and the chains are revoked. `keep` names a login that goes on; its tokens must be made anew. Answers the new version.
 */
export async function endSessions(tx: Tx, user: Pick<User, "id" | "sessionVersion">, keep?: string): Promise<number> {
  const sessionVersion = user.sessionVersion + 1;
  await tx.db.update(users).set({ sessionVersion }).where(eq(users.id, user.id));
  await tx.db
    .update(refreshTokens)
    .set({ revokedAt: tx.now })
    .where(
      and(
        eq(refreshTokens.userId, user.id),
        isNull(refreshTokens.revokedAt),
        keep === undefined ? undefined : ne(refreshTokens.family, keep),
      ),
    );
  return sessionVersion;
}

const revokeFamily = (tx: Tx, family: string) =>
  tx.db
    .update(refreshTokens)
    .set({ revokedAt: tx.now })
    .where(and(eq(refreshTokens.family, family), isNull(refreshTokens.revokedAt)));

/** Until someone is signed in the caller is a guest; the log should still say whose login it was. */
export const asUser = (tx: Tx, user: Pick<User, "id">): Tx => ({
  ...tx,
  actor: { ...tx.actor, name: `user:${user.id}`, userId: user.id },
});

// The tokens are 256 random bits: a plain digest keeps them as safe as a slow one would.
const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Forgets links that ran out more than a month ago, a thousand at a time. Answers how many. */
export const purgeTokens = (ctx: Ctx): Promise<number> =>
  command(ctx, "session:open", async (tx) => {
    unchanged(tx);
    const cut = addMinutes(tx.now, -REFRESH_DAYS * 24 * 60);
    const rows = await tx.db
      .select({ id: refreshTokens.id })
      .from(refreshTokens)
      .where(lt(refreshTokens.expiresAt, cut))
      .limit(1000);
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await tx.db.delete(refreshTokens).where(inArray(refreshTokens.id, ids));
    return ids.length;
  });
