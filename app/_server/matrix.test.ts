import { readdirSync, readFileSync } from "node:fs";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { refreshTokens, rolePermissions, userRoles, users } from "@/db/schema/identity";
import type { Actor, Ctx } from "@/domain/core/ctx";
import { actorOfSession } from "@/domain/identity/queries";
import { makeAccessToken } from "@/domain/identity/tokens";
import { systemNow } from "@/lib/time";
import { endpointsOf } from "./openapi";
import type { EntrySpec } from "./spec";

/** One login of each role of product.md, as the named world has them. */
const roles = [
  "admin",
  "manager",
  "dietitian",
  "chef",
  "nurse",
  "recorder",
  "doctor",
  "cashier",
  "warehouse",
  "customer",
] as const;
type Role = (typeof roles)[number];
const tokens = new Map<Role, string>();
const actors = new Map<Role, Actor>();
const held = new Map<Role, Set<string>>();

let caller: Ctx | null = null;
vi.mock("./session", () => ({
  requireCtx: async () => {
    if (!caller) throw new Error("the test did not say who calls");
    return caller;
  },
  anyCtx: async () => caller,
}));

beforeAll(async () => {
  const rows = await db
    .select()
    .from(users)
    .where(inArray(users.username, [...roles]));
  for (const role of roles) {
    const user = rows.find((row) => row.username === role);
    if (!user) throw new Error(`the world has no login ${role}`);
    const claims = { userId: user.id, sessionId: `matrix-${role}`, sessionVersion: user.sessionVersion };
    const now = systemNow();
    await db.delete(refreshTokens).where(eq(refreshTokens.family, claims.sessionId));
    await db.insert(refreshTokens).values({
      userId: user.id,
      family: claims.sessionId,
      tokenHash: role.padEnd(64, "0"),
      client: "api",
      expiresAt: new Date(now.getTime() + 3_600_000),
      createdAt: now,
    });
    tokens.set(role, await makeAccessToken(claims, now));
    const actor = await actorOfSession(claims);
    if (!actor) throw new Error(`no actor for ${role}`);
    actors.set(role, actor);
    const permissions = await db
      .selectDistinct({ permission: rolePermissions.permission })
      .from(userRoles)
      .innerJoin(rolePermissions, eq(rolePermissions.roleId, userRoles.roleId))
      .where(and(eq(userRoles.userId, user.id), isNull(userRoles.centreId)));
    held.set(role, new Set(permissions.map((row) => row.permission)));
  }
});

const allowed = (role: Role, permission: EntrySpec["permission"]): boolean =>
  permission === "public" || permission === "signed-in" || (actors.get(role)?.can.has(permission) ?? false);

const NOWHERE = "999999999";
const call = (method: string, path: string, token?: string) => {
  const url = `http://127.0.0.1${path.replace(/\{\w+\}/g, NOWHERE)}`;
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const body = method === "GET" || method === "DELETE" ? undefined : "{}";
  const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map((m) => [m[1] ?? "", NOWHERE]));
  return { request: new Request(url, { method, headers, body }), given: { params: Promise.resolve(params) } };
};

describe("every method of every path of the API", () => {
  test("there are endpoints to test", () => expect(endpointsOf().length).toBeGreaterThan(50));

  test.each(endpointsOf().map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s",
    async (_, { path, method, handler }) => {
      const { permission } = handler.spec;
      const anonymous = call(method, path);
      const guest = await handler(anonymous.request, anonymous.given);
      if (permission === "public") expect([401, 403]).not.toContain(guest.status === 401 ? 0 : guest.status);
      else expect(guest.status).toBe(401);
      if (permission === "public") return;
      for (const role of roles) {
        const { request, given } = call(method, path, tokens.get(role));
        const { status } = await handler(request, given);
        if (allowed(role, permission)) expect([401, 403, 500], `${role} may`).not.toContain(status);
        else expect(status, `${role} may not`).toBe(403);
      }
    },
  );
});

const actionFiles = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("actions.ts"),
);
type Act = ((given: unknown) => Promise<{ ok: boolean; error?: { code: string } }>) & { spec?: EntrySpec };

describe("every server action", () => {
  test.each(actionFiles)("%s", async (file) => {
    const module = (await import(/* @vite-ignore */ `@/app/${file.replace(/\.ts$/, "")}`)) as Record<string, Act>;
    for (const [name, act] of Object.entries(module)) {
      if (!act.spec) continue; // a plain wrapper around actions of the same file
      for (const role of roles) {
        const actor = actors.get(role);
        if (!actor) throw new Error(role);
        caller = { actor, now: systemNow(), requestId: crypto.randomUUID() };
        const answer = await act(undefined).catch((error: unknown) => ({ ok: false, error: { code: String(error) } }));
        if (allowed(role, act.spec.permission))
          expect(answer.error?.code, `${name}: ${role} may`).not.toBe("forbidden");
        else expect(answer, `${name}: ${role} may not`).toMatchObject({ ok: false, error: { code: "forbidden" } });
      }
    }
  });

  test("every action file exports actions only", () => {
    for (const file of actionFiles) expect(readFileSync(`app/${file}`, "utf8"), file).toMatch(/^"use server";/);
  });
});

test("the whole matrix, for reading: who may do what", async () => {
  const lines = endpointsOf().map(({ method, path, handler }) => {
    const { permission } = handler.spec;
    const who =
      permission === "public"
        ? "所有人"
        : permission === "signed-in"
          ? "登录即可"
          : roles.filter((role) => allowed(role, permission)).join(" ");
    return `${method.padEnd(6)} ${path}  [${permission}]  ${who}`;
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./matrix.snapshot.txt");
});
