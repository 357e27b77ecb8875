import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { look, number, undone, withLogins } from "../client";
import { ask, covers, refuse, rowsOf } from "../exchange";
import { customersSheet, SHEET } from "../sheet";
import { arrange } from "../world";

withLogins();
const as = "admin";

const form = (fields: Record<string, string | File>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe("files", () => {
  test("a picture goes in and comes back by its signed link, and by no other", async () => {
    await undone(async () => {
      const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#c66" } })
        .png()
        .toBuffer();
      const body = form({ file: new File([new Uint8Array(picture)], "菜.png", { type: "image/png" }), type: "image" });
      const { data } = await ask("POST", "/api/files/upload", { as: "nurse", body });
      expect(data).toMatchObject({
        id: expect.any(String),
        url: expect.stringContaining("signature="),
        kind: "image",
        name: "菜.png",
      });
      const link = String(look(data, "url"));
      const address = new URL(link, "http://127.0.0.1");
      const { headers } = await ask("GET", address.pathname + address.search);
      expect(headers.get("content-type")).toMatch(/^image\//);
      expect(headers.get("cache-control")).toContain("private");
      await refuse(404, "GET", `${address.pathname}${address.search.replace(/signature=./, "signature=-")}`);
      await refuse(400, "GET", address.pathname);
    });
  });

  test("what it is shows in its bytes, not in its name", async () => {
    const program = new File([new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0])], "photo.jpg", {
      type: "image/jpeg",
    });
    const { status } = await refuse(415, "POST", "/api/files/upload", {
      as: "nurse",
      body: form({ file: program, type: "image" }),
    });
    expect(status).toBe(415);
    await refuse(400, "POST", "/api/files/upload", { as: "nurse", body: form({ type: "image" }) });
  });
});

describe("import", () => {
  const good = {
    姓名: "简月宁",
    联系电话: "13700137090",
    预产期: "2026-12-20",
    入住日期: "2026-12-24",
    离馆日期: "2027-01-21",
  };
  const faulty = { ...good, 姓名: "简月安", 联系电话: "1370013709", 预产期: "2026-13-20" };

  test("dry run, real run, errors by row and column, the faulty rows back, undo", async () => {
    await undone(async () => {
      const given = (dry: string) => ({ kind: "customers", dry_run: dry, centre_id: "1" });
      const file = await customersSheet([good, faulty]);
      const dry = await ask("POST", "/api/upload/excel", { as, body: form({ file, ...given("true") }) });
      expect(dry.data).toMatchObject({
        batch_id: expect.any(Number),
        dry_run: true,
        filename: "customers.xlsx",
        file_path: expect.any(String),
        processed_data: { total_rows: 2, success_rows: 1, failed_rows: 1 },
      });
      const errors = look(dry.data, "errors") as Record<string, unknown>[];
      expect(errors.length).toBeGreaterThanOrEqual(2);
      // Title, one line about it, header: the second row of data is row 5 of the sheet.
      for (const error of errors)
        expect(error).toMatchObject({
          row: 5,
          column: expect.any(String),
          code: expect.any(String),
          error: expect.any(String),
        });
      expect(errors.map((error) => error.column)).toEqual(expect.arrayContaining(["联系电话", "预产期"]));
      expect(errors.find((error) => error.column === "联系电话")).toMatchObject({ value: "1370013709" });
      expect(look(dry.data, "warnings")).toEqual(expect.any(Array));
      expect(rowsOf(await ask("GET", "/api/customers?search=简月宁", { as }))).toEqual([]);

      const real = await ask("POST", "/api/upload/excel", { as, body: form({ file, ...given("false") }) });
      expect(real.data).toMatchObject({
        dry_run: false,
        processed_data: { total_rows: 2, success_rows: 1, failed_rows: 1 },
      });
      expect(rowsOf(await ask("GET", "/api/customers?search=简月宁", { as }))).toHaveLength(1);
      const at = `/api/upload/excel/${number(real.data, "batch_id")}`;
      expect((await ask("GET", `${at}/errors.xlsx`, { as })).headers.get("content-disposition")).toContain(
        "attachment",
      );
      expect((await ask("POST", `${at}/undo`, { as, body: {} })).data).toMatchObject({ undone_rows: 1, kept_rows: [] });
      expect(rowsOf(await ask("GET", "/api/customers?search=简月宁", { as }))).toEqual([]);

      const all = await ask("POST", "/api/upload/excel", {
        as,
        body: form({ file, ...given("false"), mode: "all_or_nothing" }),
      });
      expect(all.data).toMatchObject({ status: "failed", processed_data: { total_rows: 2, failed_rows: 1 } });
      expect(rowsOf(await ask("GET", "/api/customers?search=简月宁", { as }))).toEqual([]);
    });
  });

  test("what is no workbook is told so", async () => {
    const text = new File(["姓名,电话\n简月宁,13700137090\n"], "customers.xlsx", { type: SHEET });
    await refuse(415, "POST", "/api/upload/excel", {
      as,
      body: form({ file: text, kind: "customers", dry_run: "true" }),
    });
    const book = new File([new Uint8Array(readFileSync("documents/fixtures/customers_import.xlsx"))], "客户.xlsx");
    await refuse(400, "POST", "/api/upload/excel", { as, body: form({ file: book, kind: "unheard_of" }) });
    await refuse(400, "POST", "/api/upload/excel", { as, body: form({ kind: "customers" }) });
  });
});

describe("users, roles and what they did", () => {
  test("a user: made, found, changed, disabled", async () => {
    await undone(async () => {
      const body = {
        username: "t-new-cook",
        full_name: "新厨师",
        email: "t-new-cook@yuean.example",
        roles: [{ role_id: 4, centre_id: 1 }],
      };
      const made = await ask("POST", "/api/users", { as, body });
      expect(made.data).toMatchObject({ username: body.username, one_time_password: expect.any(String) });
      const at = `/api/users/${number(made.data, "id")}`;
      expect((await ask("GET", at, { as })).data).toMatchObject({
        id: number(made.data, "id"),
        username: body.username,
        email: body.email,
        full_name: "新厨师",
        roles: ["chef"],
        is_active: true,
        is_superuser: false,
      });
      await ask("PUT", at, { as, body: { version: 1, department: "厨房" } });
      await ask("PATCH", at, { as, body: { version: 2, position: "热菜厨师" } });
      const stale = await refuse(409, "PATCH", at, { as, body: { version: 2, position: "面点师" } });
      expect(look(stale.data, "current")).toMatchObject({ position: "热菜厨师", version: 3 });
      expect(JSON.stringify(stale.body)).not.toMatch(/hash|secret|_enc/i);
      const cooks = rowsOf(await ask("GET", "/api/users?is_active=true&role=chef&per_page=50", { as }));
      expect(cooks.map((row) => row.username)).toEqual(expect.arrayContaining(["chef", body.username]));
      await ask("DELETE", at, { as });
      expect((await ask("GET", at, { as })).data).toMatchObject({ is_active: false });
    });
  });

  test("a role: made, read, changed, deleted; every permission there is", async () => {
    await undone(async () => {
      const list = rowsOf(await ask("GET", "/api/permissions?page_size=100", { as }));
      expect(list).toContainEqual(expect.objectContaining({ code: "dishes:read", label: expect.any(String) }));
      const made = await ask("POST", "/api/roles", {
        as,
        body: { label: "值班", permissions: ["dishes:read", "kitchen:read"] },
      });
      const at = `/api/roles/${number(made.data, "id")}`;
      expect((await ask("GET", at, { as })).data).toMatchObject({
        label: "值班",
        permissions: ["dishes:read", "kitchen:read"],
      });
      await ask("PUT", at, { as, body: { version: 1, permissions: ["dishes:read"] } });
      await ask("PATCH", at, { as, body: { version: 2, description: "夜里" } });
      await refuse(409, "PATCH", at, { as, body: { version: 2, description: "白天" } });
      expect(
        rowsOf(await ask("GET", "/api/roles?limit=100", { as })).find((row) => row.name === "admin"),
      ).toMatchObject({
        id: expect.any(Number),
        description: expect.any(String),
        permissions: expect.arrayContaining(["users:edit"]),
      });
      await ask("DELETE", at, { as });
      await refuse(404, "GET", at, { as });
    });
  });

  test("the operation log tells who did what, with before and after", async () => {
    await undone(async () => {
      const made = await ask("POST", "/api/dish-categories", { as, body: { name: "试验类" } });
      await ask("PUT", `/api/dish-categories/${number(made.data, "id")}`, { as, body: { version: 1, name: "改名类" } });
      const [last] = rowsOf(
        await ask("GET", `/api/operation-logs?entity=dish_category&entity_id=${number(made.data, "id")}`, { as }),
      );
      expect(last).toMatchObject({ actor_name: "顾承安", entity: "dish_category", ip_address: null });
      expect(look(last, "changes")).toContainEqual(expect.objectContaining({ before: "试验类", after: "改名类" }));
    });
  });

  test("settings, notifications and jobs", async () => {
    await undone(async (tx) => {
      const settings = (await ask("GET", "/api/settings", { as })).data as { name: string }[];
      expect(settings.map((one) => one.name)).toContain("planning.repeat_days");
      await ask("PUT", "/api/settings", { as, body: { name: "planning.repeat_days", value: 5 } });
      expect((await ask("GET", "/api/settings", { as })).data).toContainEqual(
        expect.objectContaining({ name: "planning.repeat_days", value: 5, is_default: false }),
      );
      await refuse(400, "PUT", "/api/settings", { as, body: { name: "planning.repeat_days", value: "often" } });
      const [message] = rowsOf(await ask("GET", "/api/notifications?status=unread", { as: "manager" }));
      if (message) {
        await ask("POST", "/api/notifications/read", { as: "manager", body: { id: message.id } });
        const unread = rowsOf(await ask("GET", "/api/notifications?status=unread&page_size=100", { as: "manager" }));
        expect(unread.map((row) => row.id)).not.toContain(message.id);
      }
      const { job } = await arrange(tx);
      expect((await ask("GET", `/api/jobs/${job}`, { as })).data).toMatchObject({
        id: job,
        status: "failed",
        progress: 0,
        result: null,
        error: null,
      });
      expect(rowsOf(await ask("GET", "/api/jobs?status=failed", { as })).map((row) => row.id)).toContain(job);
    });
  });
});

test("employees by position", async () => {
  const [one] = rowsOf(await ask("GET", "/api/employees?position=护士", { as: "manager" }));
  expect(one).toMatchObject({
    id: expect.any(Number),
    name: expect.any(String),
    position: "护士",
    joining_date: expect.any(String),
    status: "active",
  });
});

describe("health", () => {
  test("health, liveness, metrics, description, its page", async () => {
    const health = await ask("GET", "/api/health");
    expect(health.body).toMatchObject({
      status: "healthy",
      database: "up",
      redis: "up",
      timestamp: expect.any(String),
    });
    expect(health.data).toMatchObject({
      status: "healthy",
      database: "up",
      redis: "up",
      timestamp: expect.any(String),
    });
    expect((await ask("GET", "/api/health/live")).data).toEqual({ status: "live" });
    const metrics = await ask("GET", "/api/metrics");
    expect(new TextDecoder().decode(metrics.bytes)).toMatch(
      /^yuean_http_requests_total\{.*path="\/api\/health".*\} \d+$/m,
    );
    expect((await ask("GET", "/api/openapi.json")).body).toMatchObject({ openapi: "3.1.0" });
    expect(new TextDecoder().decode((await ask("GET", "/api/docs")).bytes)).toContain("swagger-ui");
  });

  test("metrics are for this machine or for the token", async () => {
    await refuse(403, "GET", "/api/metrics", { headers: { "x-forwarded-for": "203.0.113.9" } });
  });
});

describe("live events", () => {
  test("a stream that begins with a beat; nobody hears it signed out", async () => {
    const { bytes } = await ask("GET", "/api/events?wait=0", { as });
    expect(new TextDecoder().decode(bytes)).toContain("event: beat");
    await refuse(401, "GET", "/api/events?wait=0", {});
  });
});

covers("files", "import", "system", "health", "employees", "dashboard");
