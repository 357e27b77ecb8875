import { eq } from "drizzle-orm";
import { generateSync } from "otplib";
import { afterAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { roles, userRoles } from "@/db/schema/identity";
import { settings } from "@/db/schema/system";
import type { Ctx } from "@/domain/core/ctx";
import { newCtx, rolledBack, TEST_NOW } from "@/domain/testing";
import { unsealed } from "@/lib/crypto";
import { addMinutes } from "@/lib/time";
import { actorOfSession } from "../queries";
import { signIn } from "../sessions/sign-in";
import { cleanUp, makeRole, makeUser, PASSWORD, userRow, visitor } from "../testing";
import { changePassword, chooseCentre, chooseTheme, register, updateProfile } from "./commands";
import { disableMfa, enableMfa, setUpMfa } from "./mfa";
import { myAccount } from "./queries";

afterAll(cleanUp);
const roleName = async (id: number) => (await db.select().from(roles).where(eq(roles.id, id)))[0]?.name;
const NEXT = "a-better-one-with-ginger";

const open = (user: { username: string }, otp?: string, now = TEST_NOW) =>
  signIn({ ...visitor(), now }, { username: user.username, password: PASSWORD, otp }, { client: "api" });
const asSelf = (id: number, sessionId: string, now = TEST_NOW): Ctx => {
  const ctx = newCtx(["profile:edit", "session:open"], { userId: id, now });
  return { ...ctx, actor: { ...ctx.actor, sessionId } };
};

it("registers a customer: role, hashed password, sealed phone, nothing of it in the log", async () => {
  await rolledBack(async (as) => {
    const ctx = { ...as(["session:open"]), ip: visitor().ip };
    const username = `new-${crypto.randomUUID().slice(0, 8)}`;
    const phone = "13511112222";
    const answer = await register(ctx, {
      username,
      password: NEXT,
      email: `${username}@yuean.example`,
      fullName: "新客",
      phone,
    });
    expect(answer).toEqual({ id: answer.id, username, email: `${username}@yuean.example`, fullName: "新客" });
    const account = await myAccount({ ...ctx, actor: Object.assign(ctx.actor, { userId: answer.id }) });
    expect(account).toMatchObject({ phone, roles: [{ label: "客户", centre: null }] });

    const again = register(ctx, { username: username.toUpperCase(), password: NEXT, phone });
    await expect(again).rejects.toMatchObject({
      code: "validation_failed",
      fields: { username: [expect.any(String)], phone: [expect.any(String)] },
    });
    await expect(register(ctx, { username: "someone-else", password: "password123" })).rejects.toMatchObject({
      fields: { password: ["这是很常见的密码，太容易被猜到"] },
    });
  });
});

it("a new password ends every other login and goes on here", async () => {
  const user = await makeUser();
  const [here, there] = [await open(user), await open(user)];
  const me = asSelf(user.id, here.sessionId);
  await expect(changePassword(me, { oldPassword: "wrong-one-here", newPassword: NEXT })).rejects.toMatchObject({
    fields: { oldPassword: ["原来的密码不对"] },
  });
  await expect(changePassword(me, { oldPassword: PASSWORD, newPassword: PASSWORD })).rejects.toMatchObject({
    fields: { newPassword: ["新密码和原来的一样"] },
  });
  await expect(changePassword(me, { oldPassword: PASSWORD, newPassword: "short" })).rejects.toMatchObject({
    fields: { newPassword: [expect.stringContaining("至少 10 位")] },
  });
  const renewed = await changePassword(me, { oldPassword: PASSWORD, newPassword: NEXT });
  expect(await actorOfSession(there, TEST_NOW)).toBeNull();
  expect(await actorOfSession(here, TEST_NOW)).toBeNull(); // its token names the version of before
  expect(await actorOfSession(renewed, TEST_NOW)).toMatchObject({ userId: user.id });
  await expect(open(user)).rejects.toMatchObject({ code: "unauthenticated" });
});

it("who got a one-time password may do nothing else until it is changed", async () => {
  const roleId = await makeRole([{ permission: "dishes:read" }]);
  const user = await makeUser({ preferences: { mustChangePassword: true }, roles: [{ roleId }] });
  const session = await open(user);
  const actor = await actorOfSession(session, TEST_NOW);
  expect(actor?.mustChangePassword).toBe(true);
  expect([...(actor?.can.keys() ?? [])].sort()).toEqual(["profile:edit", "session:open"]);
  const renewed = await changePassword(asSelf(user.id, session.sessionId), {
    oldPassword: PASSWORD,
    newPassword: NEXT,
  });
  const free = await actorOfSession(renewed, TEST_NOW);
  expect(free?.mustChangePassword).toBeUndefined();
  expect(free?.can.has("dishes:read")).toBe(true);
});

it("sets up, uses and takes off the second factor", async () => {
  const user = await makeUser();
  const [here, there] = [await open(user), await open(user)];
  const me = asSelf(user.id, here.sessionId);
  const { secret, otpauthUrl, qr } = await setUpMfa(me);
  expect(otpauthUrl).toContain(`:${user.username}?secret=${secret}`);
  expect(qr).toMatch(/^data:image\/png;base64,/);
  expect((await userRow(user.id)).totpSecretEnc).not.toContain(secret);
  const codeAt = (minutes: number) =>
    generateSync({ secret, epoch: Math.floor(addMinutes(TEST_NOW, minutes).getTime() / 1000) });
  const wrong = codeAt(0) === "000000" ? "111111" : "000000";
  await expect(enableMfa(me, { otp: wrong })).rejects.toMatchObject({ fields: { otp: [expect.any(String)] } });

  const { recoveryCodes, session } = await enableMfa(me, { otp: codeAt(0) });
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await actorOfSession(there, TEST_NOW)).toBeNull();
  expect(await actorOfSession(session, TEST_NOW)).not.toBeNull();
  await expect(open(user)).rejects.toMatchObject({ data: { otpRequired: true } });
  await expect(open(user, codeAt(0))).rejects.toMatchObject({ code: "validation_failed" }); // the code that enabled it is used
  await open(user, recoveryCodes[0]);

  const later = addMinutes(TEST_NOW, 1);
  const now = asSelf(user.id, session.sessionId, later);
  await expect(disableMfa(now, { password: "wrong-one-here", otp: codeAt(1) })).rejects.toMatchObject({
    fields: { password: ["密码不对"] },
  });
  await expect(disableMfa(now, { password: PASSWORD, otp: codeAt(0) })).rejects.toMatchObject({
    fields: { otp: [expect.any(String)] },
  });
  await disableMfa(now, { password: PASSWORD, otp: codeAt(1) });
  expect(await userRow(user.id)).toMatchObject({ mfaEnabledAt: null, totpSecretEnc: null });
  await open(user);
});

it("a role that asks for a second factor gives nothing until it is set up", async () => {
  const roleId = await makeRole([{ permission: "dishes:read" }]);
  const user = await makeUser({ roles: [{ roleId }] });
  const session = await open(user);
  const name = eq(settings.name, "identity.mfa_roles");
  const [had] = await db.select().from(settings).where(name);
  try {
    await db
      .update(settings)
      .set({ value: [await roleName(roleId)] })
      .where(name);
    const actor = await actorOfSession(session, TEST_NOW);
    expect(actor?.mustEnrolMfa).toBe(true);
    expect(actor?.can.has("dishes:read")).toBe(false);
    expect(actor?.can.has("profile:edit")).toBe(true);
  } finally {
    await db
      .update(settings)
      .set({ value: had?.value ?? [] })
      .where(name);
  }
  expect((await actorOfSession(session, TEST_NOW))?.can.has("dishes:read")).toBe(true);
});

it("keeps one's own profile, theme and centre", async () => {
  const roleId = await makeRole([{ permission: "dishes:read" }]);
  const user = await makeUser({ roles: [{ roleId, centreId: 2 }] });
  const session = await open(user);
  const me = asSelf(user.id, session.sessionId);
  await updateProfile(me, { fullName: "改名", phone: "13622223333" });
  await chooseTheme(me, { colorTheme: "dark" });
  const row = await userRow(user.id);
  expect([row.fullName, unsealed(row.phoneEnc), row.colorTheme]).toEqual(["改名", "13622223333", "dark"]);

  const actor = await actorOfSession(session, TEST_NOW);
  if (!actor) throw new Error("not signed in");
  await expect(chooseCentre({ ...me, actor }, { centreId: 1 })).rejects.toMatchObject({ code: "not_found" });
  await chooseCentre({ ...me, actor }, { centreId: 2 });
  expect((await actorOfSession(session, TEST_NOW))?.centreId).toBe(2);
  // The role in that centre is gone: the choice no longer counts.
  await db.update(userRoles).set({ centreId: 1 }).where(eq(userRoles.userId, user.id));
  expect((await actorOfSession(session, TEST_NOW))?.centreId).toBeUndefined();
});
