import { eq } from "drizzle-orm";
import { generateSync } from "otplib";
import { afterAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { refreshTokens, userRoles, users } from "@/db/schema/identity";
import { cleanUp, makeRole, makeUser, PASSWORD } from "@/domain/identity/testing";
import { systemNow } from "@/lib/time";
import { type Answer, look, withLogins } from "../client";
import { ask, covers, refuse } from "../exchange";

// Tokens really run out, and a login is looked up outside of any test's transaction: this file really writes, and cleans up.
withLogins({ clock: systemNow });
const registered = `t-${crypto.randomUUID().slice(0, 12)}`;
afterAll(async () => {
  await cleanUp();
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.username, registered));
  if (!user) return;
  await db.delete(refreshTokens).where(eq(refreshTokens.userId, user.id));
  await db.delete(userRoles).where(eq(userRoles.userId, user.id));
  await db.delete(users).where(eq(users.id, user.id));
});

const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });
const logIn = (username: string, password = PASSWORD, more: object = {}) =>
  ask("POST", "/api/auth/login", { body: { username, password, ...more } });
const tokenIn = (answer: Answer) => look(answer.data, "access_token");

describe("register, log in, refresh, log out", () => {
  test("a customer registers and logs in", async () => {
    const given = {
      username: registered,
      password: "a-quiet-lotus-pond",
      email: `${registered}@yuean.example`,
      full_name: "新用户",
    };
    const made = await ask("POST", "/api/auth/register", { body: given });
    expect(made.data).toEqual({
      id: expect.any(Number),
      username: registered,
      email: given.email,
      full_name: "新用户",
    });

    const { data, headers } = await logIn(registered, given.password);
    expect(data).toMatchObject({
      token_type: "Bearer",
      expires_in: 7200,
      refresh_token: expect.any(String),
      user: {
        id: look(made.data, "id"),
        username: registered,
        email: given.email,
        full_name: "新用户",
        name: "新用户",
        role: "customer",
        roles: ["customer"],
        avatar: null,
        color_theme: expect.any(String),
      },
    });
    expect(look(data, "token")).toBe(look(data, "access_token"));
    expect(look(data, "user.permissions")).toEqual(expect.arrayContaining(["dishes:read", "profile:edit"]));
    expect(headers.get("set-cookie")).toBeNull();
  });

  test("a weak password and a name that is taken are refused beside their field", async () => {
    const weak = await refuse(400, "POST", "/api/auth/register", {
      body: { username: `${registered}x`, password: "12345678" },
    });
    expect(weak.data).toMatchObject({ field: "password" });
    const taken = await refuse(400, "POST", "/api/auth/register", {
      body: { username: registered, password: "another-quiet-pond" },
    });
    expect(taken.data).toMatchObject({ field: "username" });
  });

  test("the refresh token as Bearer or in the body; each is used up", async () => {
    const { username } = await makeUser();
    const first = await logIn(username);
    const second = await ask("POST", "/api/auth/refresh", { headers: bearer(look(first.data, "refresh_token")) });
    expect(second.data).toMatchObject({
      access_token: expect.any(String),
      token: tokenIn(second),
      token_type: "Bearer",
    });
    const third = await ask("POST", "/api/auth/refresh", {
      body: { refresh_token: look(second.data, "refresh_token") },
    });
    expect(look(third.data, "refresh_token")).not.toBe(look(second.data, "refresh_token"));
    expect((await ask("GET", "/api/auth/me", { headers: bearer(tokenIn(third)) })).data).toMatchObject({ username });
    await refuse(401, "POST", "/api/auth/refresh", { body: { refresh_token: "never-given-out" } });
    await refuse(400, "POST", "/api/auth/refresh");
  });

  test("after logging out the token is worth nothing", async () => {
    const { username } = await makeUser();
    const login = await logIn(username);
    await ask("POST", "/api/auth/logout", { headers: bearer(tokenIn(login)) });
    await refuse(401, "GET", "/api/auth/me", { headers: bearer(tokenIn(login)) });
    await refuse(401, "POST", "/api/auth/refresh", { headers: bearer(look(login.data, "refresh_token")) });
  });

  test("a wrong password and an unknown name are told alike; a forged or missing token is no login", async () => {
    const { username } = await makeUser();
    const wrong = await refuse(401, "POST", "/api/auth/login", { body: { username, password: "not-the-one" } });
    const unknown = await refuse(401, "POST", "/api/auth/login", {
      body: { username: "nobody-at-all", password: "not-the-one" },
    });
    expect([unknown.body.message, unknown.data]).toEqual([wrong.body.message, wrong.data]);
    await refuse(401, "GET", "/api/auth/me");
    await refuse(401, "GET", "/api/auth/me", { headers: bearer("abc.def.ghi") });
    await refuse(401, "GET", "/api/auth/me", { headers: { authorization: "Basic YWRtaW46YWRtaW4=" } });
    const stolen = String(tokenIn(await logIn(username))).split(".");
    const forged = [stolen[0], Buffer.from('{"sub":"1","sid":"x","sv":1}').toString("base64url"), stolen[2]].join(".");
    await refuse(401, "GET", "/api/auth/me", { headers: bearer(forged) });
  });
});

test("a changed password ends the other logins and gives this one a new token", async () => {
  const { username } = await makeUser();
  const [here, there] = [await logIn(username), await logIn(username)];
  const body = { old_password: PASSWORD, new_password: "red-dates-and-longan" };
  await refuse(400, "POST", "/api/auth/password", {
    headers: bearer(tokenIn(here)),
    body: { ...body, old_password: "wrong-one" },
  });
  const changed = await ask("POST", "/api/auth/password", { headers: bearer(tokenIn(here)), body });
  await refuse(401, "GET", "/api/auth/me", { headers: bearer(tokenIn(there)) });
  await refuse(401, "GET", "/api/auth/me", { headers: bearer(tokenIn(here)) });
  await ask("GET", "/api/auth/me", { headers: bearer(tokenIn(changed)) });
  await logIn(username, body.new_password);
});

test("a removed role and a disabled account lose access on the next request, token and refresh token alike", async () => {
  const roleId = await makeRole([{ permission: "dishes:read" }]);
  const { id, username } = await makeUser({ roles: [{ roleId }] });
  const login = await logIn(username);
  const headers = bearer(tokenIn(login));
  const dishes = "/api/dishes?page_size=1";
  await ask("GET", dishes, { headers });
  await db.delete(userRoles).where(eq(userRoles.userId, id));
  await refuse(403, "GET", dishes, { headers });
  await ask("GET", "/api/auth/me", { headers });
  await db.update(users).set({ status: "inactive" }).where(eq(users.id, id));
  await refuse(401, "GET", "/api/auth/me", { headers });
  await refuse(401, "POST", "/api/auth/refresh", { headers: bearer(look(login.data, "refresh_token")) });
  await refuse(403, "POST", "/api/auth/login", { body: { username, password: PASSWORD } });
});

test("a second factor: set up, turn on, log in with it, turn off", async () => {
  const { username } = await makeUser();
  const first = await logIn(username);
  const setup = await ask("POST", "/api/auth/mfa/setup", { headers: bearer(tokenIn(first)) });
  const secret = String(look(setup.data, "secret"));
  expect(setup.data).toMatchObject({
    otpauth_url: expect.stringMatching(/^otpauth:\/\/totp\//),
    qr: expect.any(String),
  });
  const code = (secondsAhead = 0) =>
    generateSync({ secret, epoch: Math.floor(systemNow().getTime() / 1000) + secondsAhead });
  const on = await ask("POST", "/api/auth/mfa/enable", { headers: bearer(tokenIn(first)), body: { otp: code() } });
  const recovery = look(on.data, "recovery_codes") as string[];
  expect(recovery).toHaveLength(10);

  const half = await refuse(400, "POST", "/api/auth/login", { body: { username, password: PASSWORD } });
  expect(half.data).toMatchObject({ field: "otp", otp_required: true });
  const full = await logIn(username, PASSWORD, { otp: recovery[0] });
  await ask("POST", "/api/auth/mfa/disable", {
    headers: bearer(tokenIn(full)),
    body: { password: PASSWORD, otp: recovery[1] },
  });
  await logIn(username);
});

covers("auth");
