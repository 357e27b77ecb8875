import { eq } from "drizzle-orm";
import { generateSync } from "otplib";
import { afterAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditLog } from "@/db/schema/core";
import { recoveryCodes, refreshTokens, users } from "@/db/schema/identity";
import { newCtx, TEST_NOW } from "@/domain/testing";
import { seal, sealedPhone } from "@/lib/crypto";
import type { AppError } from "@/lib/errors";
import { addMinutes } from "@/lib/time";
import { cleanUp, makeUser, PASSWORD, userRow, visitor } from "../testing";
import { recoveryCodeHash } from "../totp";
import { login } from "./flows";
import { signIn } from "./sign-in";

afterAll(cleanUp);
const how = { client: "api" as const };
const wrong = "not-the-right-one";
const at = (minutes: number) => visitor({ ...newCtx(["session:open"]), now: addMinutes(TEST_NOW, minutes) });
const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error("it was let in");
    },
    (error: AppError) => error,
  );

it("lets in by user name or phone, in any case, and answers as the API says", async () => {
  const phone = `139${Math.floor(10_000_000 + Math.random() * 89_999_999)}`;
  const user = await makeUser({ ...sealedPhone(phone), email: `${crypto.randomUUID()}@yuean.example` });
  for (const name of [user.username, user.username.toUpperCase(), phone, `+86 ${phone}`]) {
    const answer = await login(visitor(), { username: name, password: PASSWORD });
    expect(answer).toMatchObject({
      tokenType: "Bearer",
      expiresIn: 7200,
      user: { id: user.id, role: null, roles: [] },
    });
    expect(answer.token).toBe(answer.accessToken);
  }
  expect((await userRow(user.id)).lastLoginAt).toEqual(TEST_NOW);
});

it("tells a wrong password and an unknown name alike, and counts only real accounts", async () => {
  const user = await makeUser();
  const known = await refusal(signIn(at(0), { username: user.username, password: wrong }, how));
  const unknown = await refusal(signIn(at(0), { username: `nobody-${crypto.randomUUID()}`, password: wrong }, how));
  expect([known.code, known.message]).toEqual(["unauthenticated", "用户名或密码不对"]);
  expect([unknown.code, unknown.message, unknown.data]).toEqual([known.code, known.message, known.data]);
  expect((await userRow(user.id)).failedLogins).toBe(1);
});

it("shuts after five failures for a minute, then longer, and opens again by a right password", async () => {
  const user = await makeUser();
  const attempt = (minutes: number, password = wrong) =>
    signIn(at(minutes), { username: user.username, password }, how);
  for (let i = 0; i < 4; i++) expect((await refusal(attempt(0))).code).toBe("unauthenticated");
  const fifth = await refusal(attempt(0));
  expect([fifth.code, fifth.retryAfter, fifth.data]).toEqual([
    "rate_limited",
    60,
    { lockedUntil: addMinutes(TEST_NOW, 1).toISOString() },
  ]);
  expect((await refusal(attempt(0.5, PASSWORD))).retryAfter).toBe(30);
  expect((await refusal(attempt(1))).retryAfter).toBe(120);
  await attempt(3.1, PASSWORD);
  expect(await userRow(user.id)).toMatchObject({ failedLogins: 0, lockedUntilAt: null });
});

it("shuts a name nobody has just the same", async () => {
  const username = `ghost-${crypto.randomUUID().slice(0, 8)}`;
  const attempt = (minutes: number) => refusal(signIn(at(minutes), { username, password: wrong }, how));
  const codes = [];
  for (let i = 0; i < 5; i++) codes.push((await attempt(0)).code);
  expect(codes).toEqual(["unauthenticated", "unauthenticated", "unauthenticated", "unauthenticated", "rate_limited"]);
  expect((await attempt(0.5)).retryAfter).toBe(30);
  expect((await attempt(1)).retryAfter).toBe(120);
});

it("slows down, shuts and logs fifty parallel attempts", async () => {
  const user = await makeUser();
  const refusals = await Promise.all(
    Array.from({ length: 50 }, () => refusal(signIn(at(0), { username: user.username, password: wrong }, how))),
  );
  const codes = new Set(refusals.map((error) => error.code));
  expect(codes).toEqual(new Set(["unauthenticated", "rate_limited"]));
  expect(refusals.filter((error) => error.code === "rate_limited").length).toBeGreaterThanOrEqual(45);
  const row = await userRow(user.id);
  expect(row.failedLogins).toBe(5); // under the lock of the row nobody counts past the fifth
  expect(row.lockedUntilAt).toEqual(addMinutes(TEST_NOW, 1));
  const entries = await db.select().from(auditLog).where(eq(auditLog.entityId, user.id));
  expect(entries.filter((entry) => entry.action === "session.refused")).toHaveLength(5);
  expect(await db.$count(refreshTokens, eq(refreshTokens.userId, user.id))).toBe(0);
});

it("takes as long for a name nobody has as for a wrong password", { timeout: 180_000 }, async () => {
  const attempt = async (username: string) => {
    const start = performance.now();
    expect((await refusal(signIn(at(0), { username, password: wrong }, how))).code).toBe("unauthenticated");
    return performance.now() - start;
  };
  const strange = () => `nobody-${crypto.randomUUID()}`;
  await attempt(strange()); // the first one ever makes the hash that stands in
  const [known, unknown, empty]: number[][] = [[], [], []];
  for (let i = 0; i < 24; i++) {
    known?.push(await attempt((await makeUser()).username)); // each counts its own failures
    unknown?.push(await attempt(strange()));
    empty?.push(await attempt((await makeUser({ passwordHash: null })).username));
  }
  // Of many attempts the middle: single ones are longer when the machine is busy.
  const middle = (times: number[] = []) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  for (const other of [unknown, empty]) {
    const ratio = middle(other) / middle(known);
    expect(ratio, `${middle(other)} ms beside ${middle(known)} ms`).toBeGreaterThan(0.75);
    expect(ratio, `${middle(other)} ms beside ${middle(known)} ms`).toBeLessThan(1.33);
  }
});

it("does not let in who is disabled, and says so only to the right password", async () => {
  const user = await makeUser({ status: "inactive" });
  expect((await refusal(signIn(at(0), { username: user.username, password: PASSWORD }, how))).code).toBe("forbidden");
  expect((await refusal(signIn(at(0), { username: user.username, password: wrong }, how))).code).toBe(
    "unauthenticated",
  );
});

it("does not take an account without a password, nor a one-time password after three days", async () => {
  const empty = await makeUser({ passwordHash: null });
  expect((await refusal(signIn(at(0), { username: empty.username, password: PASSWORD }, how))).code).toBe(
    "unauthenticated",
  );
  const given = await makeUser({ preferences: { mustChangePassword: true }, passwordChangedAt: TEST_NOW });
  const attempt = (minutes: number) => signIn(at(minutes), { username: given.username, password: PASSWORD }, how);
  await attempt(71 * 60);
  expect((await refusal(attempt(73 * 60))).message).toContain("一次性密码已过期");
});

it("asks for a second factor, takes a code once and a recovery code once", async () => {
  const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  const user = await makeUser({ totpSecretEnc: seal(secret), mfaEnabledAt: TEST_NOW });
  await db.insert(recoveryCodes).values({ userId: user.id, codeHash: recoveryCodeHash(user.id, "7K3QM-X9TRP") });
  const attempt = (otp: string | undefined, minutes = 0) =>
    signIn(at(minutes), { username: user.username, password: PASSWORD, otp }, how);
  const codeAt = (minutes: number) =>
    generateSync({ secret, epoch: Math.floor(addMinutes(TEST_NOW, minutes).getTime() / 1000) });

  const asked = await refusal(attempt(undefined));
  expect([asked.code, asked.data?.otpRequired]).toEqual(["validation_failed", true]);
  expect((await userRow(user.id)).failedLogins).toBe(0);

  await attempt(codeAt(0));
  expect((await refusal(attempt(codeAt(0)))).message).toContain("已经用过");
  expect((await refusal(attempt(codeAt(-0.5)))).code).toBe("validation_failed"); // an older step than the one used
  expect((await userRow(user.id)).failedLogins).toBe(2);
  await attempt(codeAt(0.5), 0.5);
  expect((await userRow(user.id)).failedLogins).toBe(0);

  await attempt("7k3qm x9trp", 1);
  expect((await refusal(attempt("7K3QM-X9TRP", 1))).code).toBe("validation_failed");
});

it("two parallel log-ins with one code: one gets in", async () => {
  const secret = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU";
  const user = await makeUser({ totpSecretEnc: seal(secret), mfaEnabledAt: TEST_NOW });
  const otp = generateSync({ secret, epoch: Math.floor(TEST_NOW.getTime() / 1000) });
  const both = await Promise.allSettled(
    [1, 2].map(() => signIn(at(0), { username: user.username, password: PASSWORD, otp }, how)),
  );
  expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
});

it("keeps passwords, codes and mistyped names out of the log", async () => {
  const typed = `my-secret-${crypto.randomUUID()}`;
  await refusal(signIn(at(0), { username: typed, password: wrong }, how));
  const user = await makeUser();
  await refusal(signIn(at(0), { username: user.username, password: wrong }, how));
  await signIn(at(0), { username: user.username, password: PASSWORD }, how);
  const rows = await db.select().from(auditLog).where(eq(auditLog.createdAt, TEST_NOW));
  const text = JSON.stringify(rows);
  for (const secret of [typed, wrong, PASSWORD]) expect(text).not.toContain(secret);
  const [row] = await db.select().from(users).where(eq(users.id, user.id));
  expect(text).not.toContain(row?.passwordHash);
  const opened = rows.find((entry) => entry.action === "session.opened" && entry.entityId === user.id);
  expect(opened).toMatchObject({ actor: `user:${user.id}`, actorUserId: user.id });
});
