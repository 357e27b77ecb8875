import { type APIRequestContext, type APIResponse, expect, test } from "@playwright/test";

/**
 * The addresses under which older clients know the API are rewrites of the server, so they are tried on the server: under
 * /api/v1, with the names' underscores, with a slash at the end; and what Next itself answers around our handlers.
 */
let token = "";

test.beforeAll(async ({ request }) => {
  const answer = await request.post("/api/auth/login", { data: { username: "dietitian", password: "Yuean-demo-1" } });
  expect(answer.status()).toBe(200);
  token = (await answer.json()).data.access_token;
});

const signedIn = () => ({ headers: { authorization: `Bearer ${token}` } });
const get = (request: APIRequestContext, address: string) =>
  request.get(address, { ...signedIn(), maxRedirects: 0, timeout: 60_000 });
const dataOf = async (answer: APIResponse) => {
  expect(answer.status(), await answer.text()).toBe(200);
  return (await answer.json()).data;
};

const aliases: [canonical: string, ...others: string[]][] = [
  [
    "/api/customers?page_size=2",
    "/api/v1/customers?page_size=2",
    "/api/customers/?page_size=2",
    "/api/v1/customers/?page_size=2",
  ],
  ["/api/customers/1", "/api/v1/customers/1", "/api/customers/1/", "/api/v1/customers/1/"],
  ["/api/customers/1/restrictions", "/api/v1/customers/1/restrictions/"],
  [
    "/api/confinement-meal-plans?customer_id=1",
    "/api/confinement_meal_plans?customer_id=1",
    "/api/confinement_meal_plans/?customer_id=1",
    "/api/v1/confinement-meal-plans?customer_id=1",
    "/api/v1/confinement_meal_plans?customer_id=1",
    "/api/v1/confinement_meal_plans/?customer_id=1",
  ],
  ["/api/auth/me", "/api/v1/auth/me", "/api/auth/me/"],
];

for (const [canonical, ...others] of aliases) {
  for (const other of others) {
    test(`${other} answers as ${canonical}`, async ({ request }) => {
      expect(await dataOf(await get(request, other))).toEqual(await dataOf(await get(request, canonical)));
    });
  }
}

test("a plan is read and written under its older name", async ({ request }) => {
  const list = await dataOf(await get(request, "/api/confinement_meal_plans?per_page=1"));
  const id = list.items[0].id;
  const plain = await dataOf(await get(request, `/api/confinement-meal-plans/${id}`));
  expect(await dataOf(await get(request, `/api/v1/confinement_meal_plans/${id}/`))).toEqual(plain);
  for (const address of ["/api/confinement_meal_plans", "/api/v1/confinement_meal_plans/"]) {
    const answer = await request.post(address, { ...signedIn(), data: { customer_id: 1 }, maxRedirects: 0 });
    expect(answer.status()).toBe(400);
    const { error, data } = await answer.json();
    expect([error, data.field]).toEqual(["VALIDATION_FAILED", "start_date"]);
  }
});

test("health and metrics also stand at the root", async ({ request }) => {
  for (const address of ["/health", "/health/", "/api/health", "/api/v1/health"]) {
    const answer = await request.get(address, { maxRedirects: 0 });
    expect(answer.status(), address).toBe(200);
    expect(await answer.json()).toMatchObject({ status: "healthy", database: "up", redis: "up", code: 200 });
  }
  const metrics = await request.get("/metrics");
  expect(metrics.status()).toBe(200);
  expect(await metrics.text()).toContain("yuean_http_requests_total");
});

test("an address that there is not answers in the envelope, by any method", async ({ request }) => {
  for (const address of ["/api/nothing", "/api/v1/nothing/at/all", "/api/customers/1/horoscope", "/api/auth/nothing"]) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await request.fetch(address, { method, ...signedIn(), maxRedirects: 0 });
      expect(answer.status(), `${method} ${address}`).toBe(404);
      expect(await answer.json(), `${method} ${address}`).toMatchObject({ code: 404, error: "NOT_FOUND", data: null });
    }
  }
});

test("HEAD answers as GET, without the body; OPTIONS says the methods", async ({ request }) => {
  const head = await request.head("/api/dishes", signedIn());
  expect(head.status()).toBe(200);
  expect((await head.body()).length).toBe(0);
  expect(head.headers()["x-request-id"]).toBeTruthy();
  expect((await request.head("/api/dishes")).status()).toBe(401);
  const options = await request.fetch("/api/v1/dishes/", { method: "OPTIONS" });
  expect(options.status()).toBe(204);
  expect(options.headers().allow).toBe("GET, POST");
  const refused = await request.delete("/api/v1/dishes/", signedIn());
  expect(refused.status()).toBe(405);
  expect(refused.headers().allow).toBe("GET, POST");
});

test("requests without a body: DELETE and POST", async ({ request }) => {
  expect((await request.delete("/api/customers/999999999", signedIn())).status()).toBe(403); // a dietitian archives nobody
  expect((await request.delete("/api/dishes/999999999", signedIn())).status()).toBe(404);
  expect((await request.delete("/api/dishes/999999999?version=3", signedIn())).status()).toBe(404);
  expect((await request.post("/api/confinement-meal-plans/999999999/submit", signedIn())).status()).toBe(404);
});

test("answers are not kept by anyone, and say that they are no pages", async ({ request }) => {
  const answer = await get(request, "/api/customers/1");
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  expect(answer.headers()["content-type"]).toContain("application/json");
  expect(answer.headers()["cache-control"] ?? "").toMatch(/no-store|private/);
  expect(answer.headers()["x-powered-by"]).toBeUndefined();
});

test("the description and its page", async ({ request }) => {
  const description = await (await request.get("/api/openapi.json", { timeout: 60_000 })).json();
  expect(description.openapi).toBe("3.1.0");
  expect(Object.keys(description.paths).length).toBeGreaterThan(100);
  for (const address of [
    "/api/docs",
    "/api/docs/",
    "/api/docs/swagger-ui.css",
    "/api/docs/swagger-ui-bundle.js",
    "/api/docs/start.js",
  ])
    expect((await request.get(address, { maxRedirects: 0 })).status(), address).toBe(200);
  expect((await request.get("/api/docs/package.json")).status()).toBe(404);
  expect((await request.get("/api/docs/..%2f..%2fpackage.json")).status()).toBe(404);
});

test("pages of the portal and the API do not get into each other's way", async ({ request }) => {
  const page = await request.get("/customers", { maxRedirects: 0 });
  expect([302, 303, 307]).toContain(page.status());
  expect(page.headers().location).toContain("/login");
});
