import { afterAll, expect, it } from "vitest";
import { assignable } from "@/domain/identity/grants";
import { cleanUp, makeRole, makeUser, PASSWORD } from "@/domain/identity/testing";
import { disableUser, updateUser } from "@/domain/identity/users/commands";
import { newCtx } from "@/domain/testing";
import { systemNow } from "@/lib/time";
import * as dishes from "../dishes/route";
import * as login from "./login/route";
import * as logout from "./logout/route";
import * as me from "./me/route";
import * as setup from "./mfa/setup/route";
import * as password from "./password/route";
import * as refresh from "./refresh/route";

afterAll(cleanUp);

type Method = (request: Request, given: { params: Promise<Record<string, string>> }) => Promise<Response>;
const none = { params: Promise.resolve({}) };
let address = 0;

/** Calls a handler as the outside does: what it answers as status and envelope. */
async function call(method: Method, name: string, { token, body }: { token?: string; body?: object } = {}) {
  address += 1;
  const headers: Record<string, string> = {
    "x-forwarded-for": `10.9.${address % 250}.${Math.floor(Math.random() * 250)}`,
  };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  const request = new Request("http://127.0.0.1/api/x", { method: name, headers, body: body && JSON.stringify(body) });
  const response = await method(request, none);
  return { status: response.status, headers: response.headers, ...(await response.json()) };
}
const enter = async (username: string, secret = PASSWORD) =>
  call(login.POST, "POST", { body: { username, password: secret } });
const administrator = () => ({ ...newCtx([...assignable]), now: systemNow() });

it("logs in with the shape of the contract", async () => {
  const roleId = await makeRole([{ permission: "dishes:read" }]);
  const user = await makeUser({ roles: [{ roleId }], email: `${crypto.randomUUID()}@yuean.example` });
  const answer = await enter(user.username);
  expect(answer).toMatchObject({ code: 200, message: "登录成功", request_id: expect.any(String) });
  expect(Object.keys(answer.data).sort()).toEqual(
    ["access_token", "expires_in", "refresh_token", "token", "token_type", "user"].sort(),
  );
  expect(Object.keys(answer.data.user).sort()).toEqual(
    ["avatar", "color_theme", "email", "full_name", "id", "name", "permissions", "role", "roles", "username"].sort(),
  );
  expect(answer.data.user).toMatchObject({
    id: user.id,
    full_name: "测试账号",
    name: "测试账号",
    permissions: ["dishes:read", "profile:edit", "session:open"],
  });
  const who = await call(me.GET, "GET", { token: answer.data.access_token });
  expect(who.data).toEqual(answer.data.user);
});

it("answers a wrong password and an unknown name alike, but for id and time", async () => {
  const user = await makeUser();
  const [known, unknown] = [
    await enter(user.username, "not-this-one-at-all"),
    await enter(`nobody-${crypto.randomUUID()}`, "not-this-one-at-all"),
  ];
  const alike = ({ code, message, error, data }: Record<string, unknown>) => ({ code, message, error, data });
  expect(known.status).toBe(401);
  expect(alike(known)).toEqual(alike(unknown));
});

it("says where the mistake is", async () => {
  const answer = await call(login.POST, "POST", { body: { username: "" } });
  expect(answer).toMatchObject({ code: 400, error: "VALIDATION_FAILED" });
  expect(answer.data.issues.map((issue: { field: string }) => issue.field).sort()).toEqual(["password", "username"]);
  expect((await call(login.POST, "POST", { body: { username: "a", password: "b", admin: true } })).data.field).toBe(
    "admin",
  );
});

it("refreshes with the token as Bearer or in the body, and not without", async () => {
  const user = await makeUser();
  const first = (await enter(user.username)).data;
  const asBearer = await call(refresh.POST, "POST", { token: first.refresh_token });
  expect(asBearer).toMatchObject({ code: 200, data: { token_type: "Bearer", expires_in: 7200 } });
  expect(asBearer.data.token).toBe(asBearer.data.access_token);
  const asBody = await call(refresh.POST, "POST", { body: { refresh_token: asBearer.data.refresh_token } });
  expect(asBody.status).toBe(200);
  expect((await call(refresh.POST, "POST")).status).toBe(400);
  expect((await call(refresh.POST, "POST", { token: "made-up" })).status).toBe(401);
});

it("logging out ends access and refresh tokens of that login", async () => {
  const user = await makeUser();
  const { access_token: token, refresh_token } = (await enter(user.username)).data;
  expect((await call(logout.POST, "POST", { token })).status).toBe(200);
  expect((await call(me.GET, "GET", { token })).status).toBe(401);
  expect((await call(refresh.POST, "POST", { token: refresh_token })).status).toBe(401);
});

it("a disabled user and a removed role lose access with the next request", async () => {
  const [one, two] = [await makeRole([{ permission: "dishes:read" }]), await makeRole([{ permission: "menus:read" }])];
  const user = await makeUser({ roles: [{ roleId: one }, { roleId: two }] });
  const list = (token: string) => call(dishes.GET as Method, "GET", { token });

  const first = (await enter(user.username)).data;
  expect((await list(first.access_token)).status).toBe(200);
  await updateUser(administrator(), { id: user.id, version: 1, roles: [{ roleId: two, centreId: null }] });
  expect((await list(first.access_token)).status).toBe(401);
  expect((await call(refresh.POST, "POST", { token: first.refresh_token })).status).toBe(401);

  const second = (await enter(user.username)).data;
  expect((await list(second.access_token)).status).toBe(403);
  expect((await call(me.GET, "GET", { token: second.access_token })).status).toBe(200);
  await disableUser(administrator(), { id: user.id });
  expect((await call(me.GET, "GET", { token: second.access_token })).status).toBe(401);
  expect((await enter(user.username)).status).toBe(403);
});

it("a new password goes on with the token it answers, and ends the old one", async () => {
  const user = await makeUser();
  const { access_token: old } = (await enter(user.username)).data;
  const next = "winter-melon-and-barley";
  const changed = await call(password.POST, "POST", {
    token: old,
    body: { old_password: PASSWORD, new_password: next },
  });
  expect(changed.status).toBe(200);
  expect((await call(me.GET, "GET", { token: old })).status).toBe(401);
  expect((await call(me.GET, "GET", { token: changed.data.access_token })).status).toBe(200);
  expect((await enter(user.username, next)).status).toBe(200);
});

it("with a password from an administrator only that password can be changed", async () => {
  const roleId = await makeRole([{ permission: "dishes:read" }]);
  const user = await makeUser({
    roles: [{ roleId }],
    preferences: { mustChangePassword: true },
    passwordChangedAt: systemNow(),
  });
  const { access_token: token } = (await enter(user.username)).data;
  const refused = await call(dishes.GET as Method, "GET", { token });
  expect(refused).toMatchObject({ code: 403, message: expect.stringContaining("先换成自己的") });
  const body = { old_password: PASSWORD, new_password: "winter-melon-and-barley" };
  const { data } = await call(password.POST, "POST", { token, body });
  expect((await call(dishes.GET as Method, "GET", { token: data.access_token })).status).toBe(200);
});

it("gives a QR code for the second factor, to who is signed in only", async () => {
  const user = await makeUser();
  const { access_token: token } = (await enter(user.username)).data;
  const { data } = await call(setup.POST, "POST", { token });
  expect(data).toMatchObject({
    secret: expect.any(String),
    otpauth_url: expect.stringContaining("otpauth://totp/"),
    qr: expect.stringContaining("data:image/png"),
  });
  expect((await call(setup.POST, "POST")).status).toBe(401);
  expect((await call(login.GET as Method, "GET")).status).toBe(405);
});
