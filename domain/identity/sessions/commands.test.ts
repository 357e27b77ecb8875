import { and, eq, isNull } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditLog } from "@/db/schema/core";
import { refreshTokens } from "@/db/schema/identity";
import type { Ctx } from "@/domain/core/ctx";
import { newCtx, TEST_NOW } from "@/domain/testing";
import { addMinutes } from "@/lib/time";
import { sessionsOf } from "../profile/queries";
import { actorOfSession } from "../queries";
import { cleanUp, makeUser, PASSWORD, visitor } from "../testing";
import { endSession, type OpenSession, refreshSession, revokeOtherSessions, revokeSession } from "./commands";
import { signIn } from "./sign-in";

afterAll(cleanUp);

const later = (ctx: Ctx, seconds: number): Ctx => ({ ...ctx, now: addMinutes(ctx.now, seconds / 60) });
const open = (user: { username: string }, ctx: Ctx = visitor()) =>
  signIn(ctx, { username: user.username, password: PASSWORD }, { client: "api" });
const livesAt = (session: OpenSession, now = TEST_NOW) => actorOfSession(session, now).then((actor) => actor !== null);

it("rotates: each exchange gives a new token of the same login", async () => {
  const ctx = visitor();
  const first = await open(await makeUser(), ctx);
  const second = await refreshSession(later(ctx, 60), first);
  const third = await refreshSession(later(ctx, 7200), second);
  expect(new Set([first, second, third].map((one) => one.refreshToken)).size).toBe(3);
  expect([second.sessionId, third.sessionId]).toEqual([first.sessionId, first.sessionId]);
  expect(third.expiresAt).toEqual(addMinutes(TEST_NOW, 30 * 24 * 60 + 120));
});

it("ends the whole login when an old token comes again", async () => {
  const ctx = visitor();
  const user = await makeUser();
  const first = await open(user, ctx);
  const second = await refreshSession(later(ctx, 60), first);
  await expect(refreshSession(later(ctx, 120), first)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(refreshSession(later(ctx, 121), second)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await livesAt(second)).toBe(false);
  const log = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, "session.reused"), eq(auditLog.entityId, user.id)));
  expect(log).toHaveLength(1);
});

it("takes a request sent twice at once for what it is, and goes on with either answer", async () => {
  const ctx = visitor();
  const first = await open(await makeUser(), ctx);
  const [a, b] = await Promise.all([refreshSession(later(ctx, 60), first), refreshSession(later(ctx, 60), first)]);
  expect(a.refreshToken).not.toBe(b.refreshToken);
  await refreshSession(later(ctx, 100), a);
  await refreshSession(later(ctx, 100), b);
  expect(await livesAt(a)).toBe(true);
});

it("does not take another device's copy for a repetition, however quick", async () => {
  const ctx = visitor();
  const first = await open(await makeUser(), ctx);
  await refreshSession(later(ctx, 60), first);
  await expect(refreshSession({ ...later(ctx, 61), userAgent: "another" }, first)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  expect(await livesAt(first)).toBe(false);
});

it("refuses made-up, outdated and portal tokens", async () => {
  const ctx = visitor();
  const user = await makeUser();
  const session = await open(user, ctx);
  const portal = await signIn(ctx, { username: user.username, password: PASSWORD }, { client: "portal", minutes: 60 });
  for (const refused of [
    () => refreshSession(ctx, { refreshToken: "made-up" }),
    () => refreshSession(later(ctx, 31 * 86_400), session),
    () => refreshSession(ctx, portal),
  ])
    await expect(refused()).rejects.toMatchObject({ code: "unauthenticated" });
});

it("a portal login runs out by itself; its last use and where from are kept", async () => {
  const user = await makeUser();
  const ctx = visitor(
    undefined,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36",
  );
  const portal = await signIn(ctx, { username: user.username, password: PASSWORD }, { client: "portal", minutes: 720 });
  expect(await livesAt(portal, addMinutes(TEST_NOW, 600))).toBe(true);
  const [row] = await sessionsOf(db, user.id, addMinutes(TEST_NOW, 601));
  expect(row?.lastUsedAt).toEqual(addMinutes(TEST_NOW, 600));
  expect(row).toMatchObject({ ipAddress: ctx.ip, device: expect.stringMatching(/Windows.*Chrome|Chrome.*Windows/) });
  expect(await livesAt(portal, addMinutes(TEST_NOW, 721))).toBe(false);
});

it("ends one's own logins: this one, one of them, all others", async () => {
  const user = await makeUser();
  const ctx = visitor();
  const [here, phone, tablet, old] = await Promise.all([1, 2, 3, 4].map(() => open(user, visitor())));
  if (!here || !phone || !tablet || !old) throw new Error("not open");
  const mine = {
    ...ctx,
    actor: { ...newCtx(["profile:edit", "session:open"], { userId: user.id }).actor, sessionId: here.sessionId },
  };

  await revokeSession(mine, { sessionId: phone.sessionId });
  expect(await Promise.all([here, phone, tablet].map((one) => livesAt(one)))).toEqual([true, false, true]);
  await expect(revokeSession(mine, { sessionId: phone.sessionId })).rejects.toMatchObject({ code: "not_found" });

  expect(await revokeOtherSessions(mine)).toEqual({ ended: 2 });
  expect(await Promise.all([here, tablet, old].map((one) => livesAt(one)))).toEqual([true, false, false]);

  await endSession(mine);
  expect(await livesAt(here)).toBe(false);
  await expect(refreshSession(ctx, here)).rejects.toMatchObject({ code: "unauthenticated" });
});

it("does not end another person's login", async () => {
  const [mine, theirs] = [await makeUser(), await makeUser()];
  const session = await open(theirs);
  const ctx = newCtx(["profile:edit"], { userId: mine.id });
  await expect(revokeSession(ctx, { sessionId: session.sessionId })).rejects.toMatchObject({ code: "not_found" });
  expect(await livesAt(session)).toBe(true);
});

it("keeps no token in the clear", async () => {
  const user = await makeUser();
  const session = await open(user);
  const rows = await db
    .select()
    .from(refreshTokens)
    .where(and(eq(refreshTokens.userId, user.id), isNull(refreshTokens.revokedAt)));
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(session.refreshToken);
});
