import { encode } from "next-auth/jwt";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { sessionCookie } from "@/app/_server/caller";
import { route } from "@/app/_server/route";
import { dishCategories } from "@/db/schema/dishes";
import { givePointsBack, takePoint } from "@/domain/core/limits";
import * as settings from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { answerOf, call, claimsOf, tokenOf, undone, withLogins } from "./client";
import { ask, expectFailure, refuse } from "./exchange";

/** What surrounds every answer: limits, request ids, failures that are ours, other people's websites. */
withLogins({ limited: true });
const address = () => `198.51.100.${Math.floor(Math.random() * 250)}, 203.0.113.${Math.floor(Math.random() * 250)}`;

describe("limits", () => {
  test("a guest who asks too often waits, and is told how long; others do not", async () => {
    const headers = { "x-forwarded-for": address() };
    for (let i = 0; i < 120; i++) expect((await call("GET", "/api/health/live", { headers })).status).toBe(200);
    const answer = await refuse(429, "GET", "/api/health/live", { headers });
    const wait = Number(answer.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(answer.body.message).toContain(String(wait));
    await ask("GET", "/api/health/live", { headers: { "x-forwarded-for": address() } });
  });

  test("a login is counted by its user, whatever the address", async () => {
    await givePointsBack("api", "user:9");
    for (let i = 0; i < 599; i++) await takePoint("api", "user:9");
    await ask("GET", "/api/auth/me", { as: "warehouse", headers: { "x-forwarded-for": address() } });
    await refuse(429, "GET", "/api/auth/me", { as: "warehouse", headers: { "x-forwarded-for": address() } });
    await ask("GET", "/api/auth/me", { as: "cashier" });
    await givePointsBack("api", "user:9");
  }, 60_000);

  test("log-ins from one address are counted before the password is looked at", async () => {
    const ip = address();
    for (let i = 0; i < 29; i++) await takePoint("login", ip.split(", ").at(-1) ?? "");
    const attempt = () =>
      call("POST", "/api/auth/login", {
        headers: { "x-forwarded-for": ip },
        body: { username: `nobody-${crypto.randomUUID()}`, password: "x" },
      });
    await undone(async () => {
      expect([(await attempt()).status, (await attempt()).status]).toEqual([401, 429]);
    });
  });
});

describe("request ids", () => {
  test("one that looks like an id is kept, any other is replaced", async () => {
    const mine = "0f9a6c1e-mini-program-7";
    const kept = await ask("GET", "/api/health/live", { headers: { "x-request-id": mine } });
    expect([kept.headers.get("x-request-id"), kept.body.request_id]).toEqual([mine, mine]);
    for (const odd of ["short", "x".repeat(65), "a b c d e f", "<script>alert(1)</script>"])
      expect((await ask("GET", "/api/health/live", { headers: { "x-request-id": odd } })).body.request_id).not.toBe(
        odd,
      );
    const refused = await refuse(405, "PUT", "/api/health/live", { headers: { "x-request-id": mine } });
    expect(refused.body.request_id).toBe(mine);
  });
});

describe("failures that are ours", () => {
  afterEach(() => void vi.mocked(log.error).mockRestore?.());
  const handler = (thrown: unknown) =>
    route({ summary: "试", permission: "public", input: z.object({}), output: z.null() }, async () => {
      throw thrown;
    });
  const fail = async (thrown: unknown) =>
    answerOf(
      await handler(thrown)(new Request("http://127.0.0.1/api/x", { headers: { "x-forwarded-for": address() } }), {
        params: Promise.resolve({}),
      }),
    );

  test.each([
    ["an error", new Error("Access denied for user 'yuean'@'10.0.0.5' (select * from user) at /srv/yuean/db.js:12")],
    ["a text", "password=hunter2"],
    ["nothing", undefined],
    ["a type error", new TypeError("Cannot read properties of undefined (reading 'passwordHash')")],
    ["a ZodError from inside", z.string().safeParse(1).error],
  ])("%s becomes a plain 500 whose id finds the cause in the log", async (_, thrown) => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const answer = await fail(thrown);
    expect(answer.status).toBe(500);
    expectFailure(answer);
    expect(answer.body).toMatchObject({ error: "INTERNAL", message: "服务器内部错误", data: null });
    expect(JSON.stringify(answer.body)).not.toMatch(/yuean|select|srv|hunter|password|undefined|stack|at /i);
    expect(logged).toHaveBeenCalledWith({ err: thrown, requestId: answer.body.request_id }, expect.any(String));
  });

  const cut = "Can't add new command when connection is in closed state";
  test.each([
    ["refuses", Object.assign(new Error("connect ECONNREFUSED 10.0.0.5:3306"), { code: "ECONNREFUSED" })],
    ["has no address", Object.assign(new Error("getaddrinfo ENOTFOUND mariadb"), { code: "ENOTFOUND" })],
    ["went during a transaction", Object.assign(new Error(cut), { fatal: true })],
  ])("a database that is away is told as such: it %s", async (_, away) => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const answer = await fail(new Error("Failed query: select 1", { cause: away }));
    expect(answer.status).toBe(503);
    expectFailure(answer);
    expect(answer.body.message).toContain("数据库");
    expect(JSON.stringify(answer.body)).not.toMatch(/10\.0\.0\.5|select|mariadb/);
    expect(logged).toHaveBeenCalledOnce();
  });

  test("an expected refusal keeps its words and is no error in the log", async () => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    const answer = await fail(new AppError("conflict", "房间已有人住", { data: { roomId: 7 } }));
    expect(answer.body).toMatchObject({ code: 409, error: "CONFLICT", message: "房间已有人住", data: { room_id: 7 } });
    expect(logged).not.toHaveBeenCalled();
  });
});

test("no answer with people in it is kept on the way", async () => {
  for (const address of ["/api/customers/1", "/api/customers", "/api/auth/me"])
    expect((await ask("GET", address, { as: "manager" })).headers.get("cache-control")).toBe("private, no-store");
});

describe("the portal's cookie", () => {
  const cookie = async () => {
    const { userId, sessionId, sessionVersion } = claimsOf("manager");
    const token = await encode({
      token: { sub: String(userId), sid: sessionId, sv: sessionVersion },
      secret: settings.env().NEXTAUTH_SECRET,
    });
    return `other=1; ${sessionCookie()}=${token}`;
  };
  const make = async (headers: Record<string, string>) =>
    call("POST", "/api/dish-categories", {
      body: { name: "试验类" },
      headers: { cookie: await cookie(), host: "yuean.example.com", ...headers },
    });

  test("names the same person as a token", async () => {
    expect((await ask("GET", "/api/auth/me", { headers: { cookie: await cookie() } })).data).toMatchObject({
      username: "manager",
    });
    const forged = `${sessionCookie()}=eyJhbGciOiJkaXIifQ..x.y.z`;
    await refuse(401, "GET", "/api/auth/me", { headers: { cookie: forged } });
  });

  test.each([
    ["another website", { origin: "https://evil.example" }],
    ["another website on the same domain", { origin: "https://shop.example.com" }],
    ["a page without an origin", { origin: "null" }],
    ["a form of another website, as the browser tells it", { "sec-fetch-site": "cross-site" }],
    ["a sibling site, as the browser tells it", { "sec-fetch-site": "same-site" }],
  ])("writes nothing for %s", async (_, headers) => {
    await undone(async (tx) => {
      const before = await tx.$count(dishCategories);
      const answer = await make(headers);
      expect(answer.status).toBe(403);
      expectFailure(answer);
      expect(answer.body.message).toContain("别的网站");
      expect(await tx.$count(dishCategories)).toBe(before);
    });
  });

  test("writes for our own pages, and a token writes from anywhere", async () => {
    await undone(async () => {
      expect((await make({ origin: "https://yuean.example.com" })).status).toBe(201);
    });
    await undone(async () => {
      expect((await make({ "sec-fetch-site": "same-origin" })).status).toBe(201);
    });
    await undone(async () => {
      const headers = { origin: "https://evil.example", authorization: `Bearer ${tokenOf("manager")}` };
      expect((await call("POST", "/api/dish-categories", { body: { name: "试验类" }, headers })).status).toBe(201);
    });
  });

  test("a token goes before a cookie", async () => {
    const headers = { cookie: await cookie(), authorization: `Bearer ${tokenOf("nurse")}` };
    expect((await ask("GET", "/api/auth/me", { headers })).data).toMatchObject({ username: "nurse" });
  });
});

describe("other websites", () => {
  const known = "https://mini.example.com";
  const given = (origin?: string) => ({ headers: { "x-forwarded-for": address(), ...(origin && { origin }) } });
  const withOrigins = async (work: () => Promise<void>) => {
    const real = settings.env();
    const spy = vi.spyOn(settings, "env").mockReturnValue({ ...real, CORS_ORIGINS: [known] });
    await work().finally(() => spy.mockRestore());
  };

  test("only those on the list may read an answer", () =>
    withOrigins(async () => {
      for (const [method, path] of [
        ["GET", "/api/health/live"],
        ["GET", "/api/auth/me"],
        ["DELETE", "/api/health/live"],
        ["OPTIONS", "/api/customers"],
      ] as const) {
        const yes = (await call(method, path, given(known))).headers;
        expect(yes.get("access-control-allow-origin"), `${method} ${path}`).toBe(known);
        expect(yes.get("vary"), `${method} ${path}`).toContain("Origin");
        expect(yes.get("access-control-allow-credentials")).toBeNull();
        for (const origin of [
          "https://evil.example",
          `${known}.evil.example`,
          "http://mini.example.com",
          "null",
          undefined,
        ]) {
          const no = (await call(method, path, given(origin))).headers;
          expect(no.get("access-control-allow-origin"), `${method} ${path} ${origin}`).toBeNull();
        }
      }
    }));

  test("a preflight says methods and headers, for a while", () =>
    withOrigins(async () => {
      const { status, headers } = await call("OPTIONS", "/api/confinement-meal-plans", given(known));
      expect(status).toBe(204);
      expect(headers.get("access-control-allow-methods")).toBe("GET, POST");
      expect(headers.get("access-control-allow-headers")).toMatch(/authorization.*content-type.*idempotency-key/);
      expect(Number(headers.get("access-control-max-age"))).toBeGreaterThan(0);
    }));

  test("nobody is on the list unless it is said so", () => expect(settings.env().CORS_ORIGINS).toEqual([]));
});
