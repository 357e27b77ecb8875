import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as session from "@/app/_server/session";
import type { EntrySpec } from "@/app/_server/spec";
import { shellOf } from "@/app/(portal)/_shell/data";
import { db } from "@/db/client";
import type { Ctx } from "@/domain/core/ctx";
import { isPermission } from "@/domain/core/permissions";
import { actorOfSession } from "@/domain/identity/queries";
import { production } from "@/domain/kitchen/queries";
import { wall } from "@/domain/kitchen/wall/queries";
import { TEST_NOW } from "@/domain/testing";
import { rowOf } from "@/e2e/rows";
import { actorOf, claimsOf, type Role, roles, withLogins } from "@/tests/api/client";
import { made } from "./render";

/**
 * What a page of the portal asks of the database: at most six statements of its own, however many centres, customers or rows
 * there are, for whoever may see it. Made twice, a moment apart, because masters come from the cache; nothing is bound to a
 * transaction here, as on a server. The frame around a page is counted by itself.
 */
withLogins();
const MOST = 6;

/** What gathers from more domains than that; none of it grows with the number of rows, and that is bounded here. */
const more: Record<string, number> = {
  "page.tsx": 8, // an administrator's also says how jobs and log-ins do; who looks after families sees their two lists and orders
  "customers/page.tsx": 7, // of assigned families what counts depends on the moment, so that each tab is counted anew
  "customers/[id]/page.tsx?tab=family": 8, // family, members and accounts besides the five that the head of the page needs
  "customers/[id]/page.tsx?tab=orders": 8, // orders and the headers of whom they are for besides those five
};
const mostOf = (address: string) => more[address] ?? more[address.split("?")[0] ?? ""] ?? MOST;

/** Pages as they also look with something chosen. */
const chosen = [
  ...["house", "kitchen", "stove", "ward", "doctor", "store"].map((view) => `page.tsx?view=${view}`),
  ...["meals", "contracts", "family", "restrictions", "orders", "timeline", "files"].map(
    (tab) => `customers/[id]/page.tsx?tab=${tab}`,
  ),
  ...["rules", "conditions", "targets", "guides", "categories", "allergens", "tags"].map(
    (tab) => `kitchen/settings/page.tsx?tab=${tab}`,
  ),
  ...["waiting", "stopped"].map((tab) => `medical-orders/page.tsx?tab=${tab}`),
  "customers/page.tsx?search=林",
  "kitchen/production/page.tsx?slot=lunch",
  "kitchen/production/page.tsx?view=ingredients",
  "kitchen/tickets/page.tsx?slot=lunch",
  "kitchen/samples/page.tsx?view=temperatures",
  "orders/page.tsx?open=1",
  "inventory/documents/new/page.tsx?kind=count",
  "logs/page.tsx?open=1",
  "medical-orders/new/page.tsx?customer_id=1",
  "plans/new/page.tsx?customer_id=1",
];

type Page = ((given: { params: Promise<object>; searchParams: Promise<object> }) => Promise<unknown>) & {
  spec: EntrySpec;
};

let caller: Ctx | null = null;
const heard: string[] = [];
const callAs = (role: Role, seconds: number) => {
  caller = { actor: actorOf(role), now: new Date(TEST_NOW.getTime() + seconds * 1000), requestId: "pages" };
  return caller;
};

beforeAll(() => {
  vi.spyOn(session, "requireCtx").mockImplementation(async () => {
    if (!caller) throw new Error("the test did not say who calls");
    return caller;
  });
  vi.spyOn(console, "error").mockImplementation(() => undefined); // React's word for a hook without a renderer
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

const statements = () =>
  heard.map((sql, i) => `${i + 1}. ${sql.replace(/^select .*? from /s, "select … from ").slice(0, 200)}`).join("\n");

const pages = readdirSync("app/(portal)", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .filter((file) => !file.includes("[") || rowOf(pathOf(file)) !== null)
  .sort();
function pathOf(file: string): string {
  return `/${file.replace(/\/?page\.tsx$/, "")}`;
}

/** Makes a page ("customers/[id]/page.tsx?tab=meals") and hears what it asks; a row outside the caller's scope is not there. */
async function hear(address: string): Promise<void> {
  const [file = "", search] = address.split("?");
  const page = await pageOf(file);
  const id = file.includes("[") ? rowOf(pathOf(file)) : null;
  const given = () => ({
    params: Promise.resolve(id === null ? {} : { id: String(id) }),
    searchParams: Promise.resolve(Object.fromEntries(new URLSearchParams(search))),
  });
  heard.length = 0;
  await made(() => page(given())).catch((error: { digest?: string }) => {
    if (!error.digest?.startsWith("NEXT_HTTP_ERROR_FALLBACK;404")) throw error;
  });
}

const pageOf = async (file: string): Promise<Page> => {
  const module = (await import(/* @vite-ignore */ `../../app/(portal)/${file.replace(/\.tsx$/, "")}`)) as {
    default: Page;
  };
  return module.default;
};

describe("statements of a page", () => {
  test.each([...pages, ...chosen])("%s", { timeout: 120_000 }, async (address) => {
    const { permission } = (await pageOf(address.split("?")[0] ?? "")).spec;
    for (const role of roles) {
      if (isPermission(permission) && !actorOf(role).can.has(permission)) continue;
      callAs(role, 0);
      await hear(address);
      for (let seconds = 1; seconds <= 2; seconds++) {
        callAs(role, seconds);
        await hear(address);
        if (heard.length <= mostOf(address)) break; // else something in the cache may just have grown old: once more
      }
      expect.soft(heard.length, `${role}\n${statements()}`).toBeLessThanOrEqual(mostOf(address));
    }
  });
});

describe("statements of the frame", () => {
  test.each(roles)("%s: who calls, the account, the newest messages", async (role) => {
    await shellOf(callAs(role, 0));
    heard.length = 0;
    await actorOfSession(claimsOf(role));
    await shellOf(callAs(role, 1));
    expect(heard.length, statements()).toBeLessThanOrEqual(3);
  });
});

describe("what parts of a page share", () => {
  const sheets = (ctx: Ctx) => [production(ctx, { centreId: 1 }), wall(ctx, { centreId: 1 })];

  test("is read once for the page", async () => {
    await made(() => Promise.all(sheets(callAs("manager", 0))));
    heard.length = 0;
    await made(() => Promise.all(sheets(callAs("manager", 1))));
    expect(heard.length, statements()).toBe(4); // persons, what they must not eat, tickets, orders
  });

  test("is read again by an endpoint, an action or a job, each time", async () => {
    const ctx = callAs("manager", 2);
    heard.length = 0;
    for (const sheet of sheets(ctx)) await sheet;
    const once = heard.length;
    for (const sheet of sheets(ctx)) await sheet;
    expect(once).toBeGreaterThan(4);
    expect(heard.length).toBe(2 * once);
  });
});
