import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { bind } from "@/domain/core/access";
import { type Ctx, guest } from "@/domain/core/ctx";
import { TEST_NOW } from "@/domain/testing";
import { actorOf, roles, undone, withLogins } from "@/tests/api/client";
import * as session from "./session";
import type { EntrySpec } from "./spec";

/**
 * Every page of the portal, by each role: shown, refused, or (with an id that there is not) not there. What a page shows is
 * looked at in a browser; here it only has to get as far as knowing what to show.
 */
withLogins();
process.env.__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS = "true"; // as next.config.ts says; Next reads it from here
type Page = ((given: { params: Promise<object>; searchParams: Promise<object> }) => Promise<unknown>) & {
  spec?: EntrySpec;
};

const files = readdirSync("app/(portal)", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("page.tsx"))
  .sort();
const NOWHERE = "999999999";
/** Pages of one whole house: to those who only have their own rows or assigned families there is none to show. */
const ofOneHouse = new Set(["arrivals/page.tsx", "rooms/page.tsx"]);

/** How Next's own interruptions look from outside. */
async function outcome(show: () => Promise<unknown>): Promise<string> {
  try {
    await show();
    return "shown";
  } catch (error) {
    const digest = String((error as { digest?: unknown }).digest ?? "");
    const status = /^NEXT_HTTP_ERROR_FALLBACK;(\d+)/.exec(digest)?.[1];
    if (status) return status;
    if (digest.startsWith("NEXT_REDIRECT")) return `to ${digest.split(";")[2]}`;
    throw error;
  }
}

describe("every page of the portal", () => {
  let caller: Ctx | null = null;
  beforeAll(() => {
    vi.spyOn(session, "requireCtx").mockImplementation(async () => {
      if (!caller) throw new Error("the test did not say who calls");
      return caller;
    });
  });

  test.each(files)("%s", { timeout: 120_000 }, async (file) => {
    const { default: page } = (await import(/* @vite-ignore */ `../(portal)/${file.replace(/\.tsx$/, "")}`)) as {
      default: Page;
    };
    const permission = page.spec?.permission;
    if (!permission) throw new Error("no page(): it says nothing of who may see it");
    const names = [...file.matchAll(/\[(\w+)\]/g)].map((m) => m[1] ?? "");
    const params = Object.fromEntries(names.map((name) => [name, NOWHERE]));
    const show = () => page({ params: Promise.resolve(params), searchParams: Promise.resolve({}) });
    caller = { actor: guest, now: TEST_NOW, requestId: "pages" };
    expect(await outcome(show), "a guest").toBe("to /login");
    for (const role of roles) {
      const actor = actorOf(role);
      const may = permission === "signed-in" || permission === "public" || actor.can.has(permission);
      await undone(async (tx) => {
        caller = { actor, now: TEST_NOW, requestId: "pages" };
        bind(caller, tx);
        const seen = await outcome(show);
        if (!may) expect(seen, `${role} may not`).toBe("403");
        else expect(seen, `${role} may`).not.toBe("403");
        const isHomeless = may && ofOneHouse.has(file) && actor.can.get("stays:read")?.centres.length === 0;
        if (may && names.length === 0) expect(seen, `${role} sees it`).toMatch(isHomeless ? /^404$/ : /^shown$|^to \//);
        if (may && names.includes("id")) expect(seen, `${role}: there is no such row`).toBe("404");
      });
    }
  });
});
