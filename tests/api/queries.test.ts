import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { endpointsOf } from "@/app/_server/openapi";
import { db } from "@/db/client";
import { confinementMealPlans, planProposals } from "@/db/schema/planning";
import { importBatches, importRows, jobs } from "@/db/schema/system";
import { TEST_NOW } from "@/domain/testing";
import { call, type Login, withLogins } from "./client";
import { customersSheet } from "./sheet";
import { nothing } from "./world";

/**
 * What a request asks of the database, finding out who calls included: at most six statements, however many rows there are.
 * Asked twice, because masters come from the cache; nothing is bound to a transaction here, as on a server.
 */
withLogins();
const MOST = 6;

/** What the world has none of, made for these tests and taken away again. */
let made: Awaited<ReturnType<typeof make>>;

/** Where the first row of the world is not what is asked for; null where nothing can be counted. */
const asked: Record<string, string | (() => string) | null> = {
  "/api/customers/{id}/merge": "/api/customers/1/merge?duplicate_id=2",
  "/api/customers/{id}/safety": "/api/customers/1/safety?dish_id=1",
  "/api/rooms/free": "/api/rooms/free?centre_id=1&from=2026-12-01&to=2026-12-05",
  "/api/upload/templates": "/api/upload/templates?kind=customers",
  "/api/kitchen/recall": "/api/kitchen/recall?lot_id=1",
  "/api/kitchen/recall/pdf": "/api/kitchen/recall/pdf?lot_id=1",
  "/api/events": null, // goes on
  "/api/files/{id}": () => made.file,
  "/api/jobs/{id}": () => `/api/jobs/${made.job}`,
  "/api/confinement-meal-plans/{id}/proposals/{proposal}": () =>
    `/api/confinement-meal-plans/${made.plan}/proposals/${made.proposal}`,
  "/api/upload/excel/{id}": () => `/api/upload/excel/${made.batch}`,
  "/api/upload/excel/{id}/errors.xlsx": () => `/api/upload/excel/${made.batch}/errors.xlsx`,
};
const askers: Record<string, Login> = { "/api/wechat/customer/menu": "customer" };

/** What gathers from several domains; none of it grows with the number of rows, and that is bounded here. */
const more: Record<string, number> = {};

const heard: string[] = [];
beforeAll(async () => {
  made = await make();
  const { query } = db.$client;
  vi.spyOn(db.$client, "query").mockImplementation((async (...given: Parameters<typeof query>) => {
    const [first] = given as unknown as [string | { sql: string }];
    heard.push(typeof first === "string" ? first : first.sql);
    return query.apply(db.$client, given);
  }) as typeof query);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await db.delete(importRows).where(eq(importRows.batchId, made.batch));
  await db.delete(importBatches).where(eq(importBatches.id, made.batch));
  await db.delete(planProposals).where(eq(planProposals.id, made.proposal));
  await db.delete(jobs).where(eq(jobs.id, made.job));
});

/** A faulty sheet that was looked through, a job, and a proposal that changes nothing. */
async function make() {
  const body = new FormData();
  body.set("file", await customersSheet([{ 姓名: "简月安", 联系电话: "1370013709" }]));
  for (const [key, value] of Object.entries({ kind: "customers", dry_run: "true", centre_id: "1" }))
    body.set(key, value);
  const { data } = await call("POST", "/api/upload/excel", { as: "admin", body });
  const sheet = z.object({ batch_id: z.number(), file_path: z.string() }).parse(data);
  const [plan] = await db.select().from(confinementMealPlans).where(eq(confinementMealPlans.id, 1));
  if (!plan) throw new Error("the world has no plan");
  const [job] = await db
    .insert(jobs)
    .values({ kind: "plans.complete", status: "failed", createdAt: TEST_NOW })
    .$returningId();
  const [proposal] = await db
    .insert(planProposals)
    .values({
      mealPlanId: plan.id,
      planVersion: plan.version,
      scope: { scope: "empty" },
      result: nothing,
      createdAt: TEST_NOW,
    })
    .$returningId();
  if (!job || !proposal) throw new Error("nothing was written");
  return { batch: sheet.batch_id, file: sheet.file_path, plan: plan.id, job: job.id, proposal: proposal.id };
}

const gets = endpointsOf().filter(({ method, path }) => method === "GET" && asked[path] !== null);

test.each(gets.map(({ path }) => path))("GET %s", async (path) => {
  const given = asked[path] ?? path.replace(/\{\w+\}/g, "1");
  const address = typeof given === "function" ? given() : given;
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
