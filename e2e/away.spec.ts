import { type APIRequestContext, expect, request as requests, test } from "@playwright/test";
import { lineTo } from "./cutter";
import { anotherServer } from "./server";
import { addressOf, apiLogin, bearer, portalPages, signIn } from "./support";

/**
 * A second web server of the same build, whose lines to the database and to Redis are cut and mended. Without the database every
 * page and endpoint says so with 503 and comes back by itself; without Redis everything works.
 */
test.describe.configure({ mode: "serial" });

type Line = Awaited<ReturnType<typeof lineTo>>;
let database: Line;
let redis: Line;
let web: Awaited<ReturnType<typeof anotherServer>> | undefined;
let base = "";
let api: APIRequestContext;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  database = await lineTo(process.env.DATABASE_URL ?? "");
  redis = await lineTo(process.env.REDIS_URL ?? "");
  web = await anotherServer({ DATABASE_URL: database.url, REDIS_URL: redis.url });
  base = web.base;
  api = await requests.newContext({ baseURL: base });
});

test.afterAll(async () => {
  await api?.dispose();
  await web?.stop();
  await Promise.all([database?.cut(), redis?.cut()]);
});

const endpoints = [
  "/api/customers",
  "/api/dishes",
  "/api/confinement-meal-plans",
  "/api/kitchen/production",
  "/api/auth/me",
];

test("without Redis pages, sign-in and endpoints work, and health says it", async ({ browser }) => {
  await redis.cut();
  const page = await browser.newPage({ baseURL: base });
  await signIn(page, "manager");
  for (const path of ["/", "/customers", "/plans"]) {
    expect((await page.goto(path))?.status(), path).toBe(200);
    await expect(page.getByRole("main")).toBeVisible();
  }
  await page.close();
  const { token } = await apiLogin(api, "dietitian");
  for (const path of endpoints) expect((await api.get(path, bearer(token))).status(), path).toBe(200);
  const health = await api.get("/health");
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: "degraded", database: "up", redis: "down" });
  await redis.mend();
  await expect.poll(async () => (await (await api.get("/health")).json()).status, { timeout: 30_000 }).toBe("healthy");
});

test("without the database every page and endpoint says so with 503, and comes back by itself", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await browser.newPage({ baseURL: base });
  await signIn(page, "manager");
  const { token } = await apiLogin(api, "manager");
  await database.cut();

  for (const { path } of portalPages()) {
    const answer = await page.request.get(addressOf(path).url);
    expect(answer.status(), path).toBe(503);
    expect(await answer.text(), path).toContain("数据库暂时连不上");
  }
  expect((await page.goto("/login"))?.status()).toBe(503);
  for (const path of endpoints) {
    const answer = await api.get(path, bearer(token));
    expect(answer.status(), path).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 503, error: "UNAVAILABLE" });
  }
  const login = await api.post("/api/auth/login", { data: { username: "manager", password: "Yuean-demo-1" } });
  expect(login.status()).toBe(503);
  expect((await api.get("/health")).status()).toBe(503);

  await page.goto("/customers");
  await expect(page.getByRole("heading", { name: "数据库暂时连不上" })).toBeVisible();
  await database.mend();
  await expect(page.getByRole("table").first()).toBeVisible({ timeout: 30_000 }); // nobody pressed anything
  for (const path of endpoints) expect((await api.get(path, bearer(token))).status(), path).toBe(200);
  await page.close();
});
