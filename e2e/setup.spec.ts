import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { PASSWORD } from "@/db/seed/world";
import { anotherServer } from "./server";
import { bearer } from "./support";

/**
 * A production installation on a database of its own: no account and no default password, and whoever reads the server's log
 * makes the first administrator, once.
 */
const NEW_PASSWORD = "steamed-perch-with-scallion";
let web: Awaited<ReturnType<typeof anotherServer>> | undefined;

const named = (address: string | undefined, path: string) =>
  Object.assign(new URL(address ?? ""), { pathname: path }).href;
const secret = () => randomBytes(36).toString("base64");
const settings = {
  APP_MODE: "production",
  DATABASE_URL: named(process.env.DATABASE_URL, "/yuean_e2e_setup"),
  REDIS_URL: named(process.env.REDIS_URL, "/10"),
  PUBLIC_URL: "https://yuean.example.com",
  NEXTAUTH_URL: "https://yuean.example.com",
  NEXTAUTH_SECRET: secret(),
  TOKEN_SECRET: secret(),
  FIELD_KEYS: `k1:${randomBytes(32).toString("base64")}`,
  FIELD_HASH_KEY: randomBytes(32).toString("base64"),
};

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const run = (...script: string[]) =>
    execFileSync(process.execPath, ["--import", "tsx", "--import", "./scripts/services/server-only.mjs", ...script], {
      env: { ...process.env, ...settings },
    });
  run("scripts/migrate.ts", "--reset");
  run("scripts/seed.ts", "base", "--if-empty");
  web = await anotherServer(settings);
});

test.afterAll(() => web?.stop());

test("the first administrator of a production installation", async ({ browser }) => {
  const page = await browser.newPage({ baseURL: web?.base });
  const logIn = (username: string, password: string) =>
    page.request.post("/api/auth/login", { data: { username, password } });

  expect((await logIn("admin", PASSWORD)).status()).toBe(401);
  await page.goto("/login");
  await expect(page).toHaveURL(/\/setup/); // there is nobody to log in

  await page.goto("/setup?token=guessed");
  const fill = async () => {
    await page.getByLabel("用户名").fill("first.admin");
    await page.getByLabel("姓名").fill("第一位");
    await page.getByLabel(/^密码/).fill(NEW_PASSWORD);
    await page.getByLabel("再写一遍密码").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "建立管理员" }).click();
  };
  await fill();
  await expect(page.getByText("设置口令不对")).toBeVisible();

  const told = /https:\/\/yuean\.example\.com(\/setup\?token=[\w-]+)/.exec(web?.log() ?? "")?.[1];
  expect(told, "the log says where").toBeTruthy();
  await page.goto(told ?? "");
  await fill();
  await page.waitForURL(/\/login/);
  await expect(page.getByText(PASSWORD)).toHaveCount(0);

  const { data } = await (await logIn("first.admin", NEW_PASSWORD)).json();
  expect(data.user.roles).toEqual(["admin"]);
  const mine = bearer(data.access_token);
  expect((await page.request.get("/api/users", mine)).status(), "until there is a second factor").toBe(403);
  expect((await page.request.get("/api/auth/me", mine)).status()).toBe(200);
  await page.goto(told ?? "");
  await expect(page).toHaveURL(/\/login/); // it worked once
});
