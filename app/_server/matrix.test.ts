import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bind } from "@/domain/core/access";
import { type Ctx, guest } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { TEST_NOW } from "@/domain/testing";
import { actorOf, call, type Role, roles, undone, withLogins } from "@/tests/api/client";
import { endpointsOf } from "./openapi";
import * as session from "./session";
import type { EntrySpec } from "./spec";

/**
 * Who may do what: every method of the API and every server action, by each role. Allowed means that neither the gate nor
 * the domain behind it refuses; the input is empty, names a row that does not exist, and what it does is undone.
 */
withLogins();

const allowed = (role: Role, permission: EntrySpec["permission"]): boolean =>
  permission === "public" || permission === "signed-in" || actorOf(role).can.has(permission);

const NOWHERE = "999999999";
const refusals = [401, 403, 429, 500, 503];

/** What an endpoint reads besides what its name says: whoever is to use it needs this too. */
const besides: Record<string, Permission> = {
  "GET /api/users/{id}/sessions": "users:read",
  "GET /api/kitchen/production/pdf": "kitchen:read",
  "GET /api/kitchen/tickets/pdf": "kitchen:read",
  "GET /api/wechat/customer/menu": "customers:read",
};
/** Printing and counting take a second or two: a meal or a day that is empty shows as well who may. */
const lighter: Record<string, string> = {
  "/api/kitchen/requirements": "?from=2020-01-01&to=2020-01-01",
  "/api/kitchen/production/pdf": "?slot=none",
  "/api/kitchen/tickets/pdf": "?slot=none",
};

async function ask(method: string, path: string, given: Parameters<typeof call>[2]): Promise<number> {
  const address = path.replace(/\{\w+\}/g, NOWHERE) + (lighter[path] ?? "");
  const body = method === "GET" || method === "DELETE" ? undefined : {};
  let status = 0;
  await undone(async () => {
    ({ status } = await call(method, address, { ...given, body }));
  });
  return status;
}

describe("every method of every path of the API", () => {
  test("there are endpoints to test", () => expect(endpointsOf().length).toBeGreaterThan(150));

  test.each(endpointsOf().map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s",
    async (_, { path, method, handler }) => {
      const { permission } = handler.spec;
      const asGuest = await ask(method, path, {});
      if (permission === "public") {
        expect(refusals).not.toContain(asGuest);
        return;
      }
      expect(asGuest, "a guest").toBe(401);
      for (const as of roles) {
        const status = await ask(method, path, { as });
        if (allowed(as, permission)) expect(refusals, `${as} may`).not.toContain(status);
        else expect(status, `${as} may not`).toBe(403);
      }
      if (permission === "signed-in") return;
      const also = besides[`${method} ${path}`];
      const only = also ? [permission, also] : [permission];
      expect(refusals, "the named permission is enough").not.toContain(
        await ask(method, path, { as: "customer", only }),
      );
    },
  );
});

const actionFiles = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("actions.ts"))
  .sort();
type Act = ((given: unknown) => Promise<{ ok: boolean; error?: { code: string } }>) & { spec?: EntrySpec };

/** Exports that are no action() themselves: wrappers around actions of their file, and the first administrator's page. */
const wrappers: Record<string, string[]> = {
  "(portal)/_shell/actions.ts": [
    "searchAction",
    "markReadAction",
    "setThemeAction",
    "switchCentreAction",
    "signOutAction",
  ],
  "(auth)/setup/actions.ts": ["setUpAction"],
};

describe("every server action", () => {
  let caller: Ctx | null = null;
  beforeAll(() => {
    const say = async (): Promise<Ctx> => {
      if (!caller) throw new Error("the test did not say who calls");
      return caller;
    };
    vi.spyOn(session, "requireCtx").mockImplementation(say);
    vi.spyOn(session, "anyCtx").mockImplementation(say);
  });
  afterAll(() => {
    caller = null;
  });

  test.each(actionFiles)("%s", async (file) => {
    const module = (await import(/* @vite-ignore */ `../${file.replace(/\.ts$/, "")}`)) as Record<string, Act>;
    const bare = Object.keys(module).filter((name) => !module[name]?.spec);
    expect(bare.sort(), "exports without a permission").toEqual([...(wrappers[file] ?? [])].sort());
    for (const [name, act] of Object.entries(module)) {
      if (!act.spec) continue;
      caller = { actor: guest, now: TEST_NOW, requestId: crypto.randomUUID() };
      expect(await act(undefined), `${name}: a guest may not`).toMatchObject({ error: { code: "unauthenticated" } });
      for (const role of roles) {
        await undone(async (tx) => {
          caller = { actor: actorOf(role), now: TEST_NOW, requestId: crypto.randomUUID() };
          bind(caller, tx);
          const answer = await act(undefined);
          if (act.spec && allowed(role, act.spec.permission))
            expect(answer.error?.code, `${name}: ${role} may`).not.toMatch(/forbidden|unauthenticated|internal/);
          else expect(answer, `${name}: ${role} may not`).toMatchObject({ ok: false, error: { code: "forbidden" } });
        });
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
