import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { endpointsOf } from "@/app/_server/openapi";
import { db } from "@/db/client";
import { call, type Login, withLogins } from "./client";

/**
 * What a request asks of the database, finding out who calls included: at most six statements, however many rows there are.
 * Asked twice, because masters come from the cache; nothing is bound to a transaction here, as on a server.
 */
withLogins();
const MOST = 6;

/** Where the first row of the world is not what is asked for; null where the world has nothing to show. */
const asked: Record<string, string | null> = {
  "/api/customers/{id}/merge": "/api/customers/1/merge?duplicate_id=2",
  "/api/customers/{id}/safety": "/api/customers/1/safety?dish_id=1",
  "/api/rooms/free": "/api/rooms/free?centre_id=1&from=2026-12-01&to=2026-12-05",
  "/api/upload/templates": "/api/upload/templates?kind=customers",
  "/api/events": null, // goes on
  "/api/files/{id}": null,
  "/api/jobs/{id}": null,
  "/api/kitchen/batches/{id}": null,
  "/api/kitchen/recall": null,
  "/api/kitchen/recall/pdf": null,
  "/api/confinement-meal-plans/{id}/proposals/{proposal}": null,
  "/api/orders/{id}": null,
  "/api/upload/excel/{id}": null,
  "/api/upload/excel/{id}/errors.xlsx": null,
};
const askers: Record<string, Login> = { "/api/wechat/customer/menu": "customer" };

/** What gathers a day or a period from several domains; none of it grows with the number of rows, and that is bounded here. */
const more: Record<string, number> = {
  "/api/kitchen/production/pdf": 12,
  "/api/customers/{id}/merge": 12, // everything that hangs on two customers
  "/api/confinement-meal-plans/{id}/nutrition/pdf": 8,
};

const heard: string[] = [];
beforeAll(() => {
  const { query } = db.$client;
  vi.spyOn(db.$client, "query").mockImplementation((async (...given: Parameters<typeof query>) => {
    const [first] = given as unknown as [string | { sql: string }];
    heard.push(typeof first === "string" ? first : first.sql);
    return query.apply(db.$client, given);
  }) as typeof query);
});
afterAll(() => {
  vi.restoreAllMocks();
});

const gets = endpointsOf().filter(({ method, path }) => method === "GET" && asked[path] !== null);

test.each(gets.map(({ path }) => path))("GET %s", async (path) => {
  const address = asked[path] ?? path.replace(/\{\w+\}/g, "1");
  const as = askers[path] ?? "admin";
  await call("GET", address, { as });
  heard.length = 0;
  const { status } = await call("GET", address, { as });
  const statements = heard.map(
    (sql, i) => `${i + 1}. ${sql.replace(/^select .*? from /s, "select … from ").slice(0, 160)}`,
  );
  expect(status, address).toBe(200);
  expect(statements.length, statements.join("\n")).toBeLessThanOrEqual(more[path] ?? MOST);
});
