import { inArray } from "drizzle-orm";
import { afterAll, beforeAll, vi } from "vitest";
import * as caller from "@/app/_server/caller";
import { routes } from "@/app/_server/routes";
import * as docs from "@/app/api/docs/[[...asset]]/route";
import * as description from "@/app/api/openapi.json/route";
import { type Db, db } from "@/db/client";
import { refreshTokens, users } from "@/db/schema/identity";
import { bind } from "@/domain/core/access";
import { type Actor, everywhere, type Grant } from "@/domain/core/ctx";
import * as limits from "@/domain/core/limits";
import type { Permission } from "@/domain/core/permissions";
import { actorOfSession } from "@/domain/identity/queries";
import { makeAccessToken, type SessionClaims } from "@/domain/identity/tokens";
import { TEST_NOW } from "@/domain/testing";
import { systemNow } from "@/lib/time";

/**
 * The JSON API as its callers see it, without a server: a request goes through the route module that its path finds. Callers
 * are logins of the named world; it is always the day of the world; and what happens inside `undone` never happened.
 */

/** One login of each role, in the order of the manual. */
export const roles = [
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
export type Role = (typeof roles)[number];
/** Besides: a manager and a nurse of the other centre, the front desk, and a second dietitian of both. */
const others = ["manager2", "nurse2", "reception", "dietitian2"] as const;
export type Login = Role | (typeof others)[number];

const claimed = new Map<Login, SessionClaims>();
const tokens = new Map<Login, string>();
const actors = new Map<Login, Actor>();
const families: string[] = [];
let open: Db | null = null;
let only: { permissions: readonly Permission[]; grant: Grant } | null = null;

/**
 * To be called at the top of a test file: signs everyone in, and out again at the end. `limited`: rate limits count. `clock`
 * is for what really runs out, such as tokens.
 */
export function withLogins({ limited = false, clock = () => TEST_NOW } = {}): void {
  beforeAll(async () => {
    const real = caller.callerOf;
    vi.spyOn(caller, "callerOf").mockImplementation(async (...given) => {
      const found = await real(...given);
      const can = only && new Map(only.permissions.map((permission) => [permission, only?.grant ?? everywhere]));
      const actor: Actor = { ...found.ctx.actor, ...(can && { can }) };
      const ctx = { ...found.ctx, now: clock(), actor };
      if (open) bind(ctx, open);
      return { ...found, ctx };
    });
    if (!limited) vi.spyOn(limits, "takePoint").mockResolvedValue(undefined);
    await signIn([...roles, ...others]);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    if (families.length > 0) await db.delete(refreshTokens).where(inArray(refreshTokens.family, families.splice(0)));
  });
}

async function signIn(names: readonly Login[]): Promise<void> {
  const rows = await db.select().from(users).where(inArray(users.username, names));
  const now = systemNow();
  for (const name of names) {
    const user = rows.find((row) => row.username === name);
    if (!user) throw new Error(`the world has no login ${name}`);
    const claims: SessionClaims = {
      userId: user.id,
      sessionId: crypto.randomUUID(),
      sessionVersion: user.sessionVersion,
    };
    families.push(claims.sessionId);
    await db.insert(refreshTokens).values({
      userId: user.id,
      family: claims.sessionId,
      tokenHash: claims.sessionId.replaceAll("-", "").padEnd(64, "0"),
      client: "api",
      expiresAt: new Date(now.getTime() + 3_600_000),
      createdAt: now,
    });
    claimed.set(name, claims);
    tokens.set(name, await makeAccessToken(claims, now));
    const actor = await actorOfSession(claims);
    if (!actor) throw new Error(`no actor for ${name}`);
    actors.set(name, actor);
  }
}

export const claimsOf = (login: Login): SessionClaims => known(claimed.get(login), login);
export const tokenOf = (login: Login): string => known(tokens.get(login), login);
/** What a login may do, as the server would find it; a copy, so that each test binds its own. */
export const actorOf = (login: Login): Actor => ({ ...known(actors.get(login), login) });

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`not signed in: ${what}`);
  return value;
}

class Undo extends Error {}

/** Everything the API writes meanwhile is rolled back. `tx` arranges or looks at what no endpoint shows. */
export async function undone(work: (tx: Db) => Promise<void>, within: Pick<Db, "transaction"> = db): Promise<void> {
  const outer = open;
  await within
    .transaction(async (tx) => {
      open = tx;
      await work(tx);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    })
    .finally(() => {
      open = outer;
    });
}

export type Given = {
  as?: Login;
  /** Whoever calls holds these permissions and no others: everywhere, or as `grant` says. */
  only?: readonly Permission[];
  grant?: Grant;
  /** Sent as JSON; a FormData goes as multipart; a string or stream as it is. */
  body?: unknown;
  headers?: Record<string, string>;
};
export type Answer = {
  status: number;
  body: Record<string, unknown>;
  data: unknown;
  headers: Headers;
  bytes: Uint8Array;
};

/** One request: `call("GET", "/api/customers?page=2", { as: "manager" })`. */
export async function call(method: string, address: string, given: Given = {}): Promise<Answer> {
  const { as, body, headers: extra } = given;
  const url = new URL(address, "http://127.0.0.1");
  const { module, params } = moduleOf(url.pathname);
  const handle = module[method];
  if (!handle) throw new Error(`${url.pathname} exports no ${method}`);
  const headers = new Headers();
  if (as) headers.set("authorization", `Bearer ${tokenOf(as)}`);
  const isJson = body !== undefined && !(body instanceof FormData) && !(body instanceof ReadableStream);
  if (isJson) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(extra ?? {})) headers.set(name, value);
  const json =
    isJson && typeof body !== "string"
      ? JSON.stringify(body)
      : (body as string | FormData | ReadableStream | undefined);
  const sent = json ?? (method === "GET" || method === "OPTIONS" ? undefined : nothing());
  only = given.only ? { permissions: given.only, grant: given.grant ?? everywhere } : null;
  try {
    const request = new Request(url, { method, headers, body: sent, duplex: "half" } as RequestInit);
    return await answerOf(await handle(request, { params: Promise.resolve(params) }));
  } finally {
    only = null;
  }
}

/** What a server hands over where nothing was sent: no missing body, but one that ends at once. */
const nothing = () => new ReadableStream({ start: (stream) => stream.close() });

export async function answerOf(response: Response): Promise<Answer> {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const bytes = isStream ? await firstOf(response) : new Uint8Array(await response.arrayBuffer());
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  const body = (isJson ? JSON.parse(new TextDecoder().decode(bytes)) : {}) as Record<string, unknown>;
  return { status: response.status, body, data: body.data, headers: response.headers, bytes };
}

/** The beginning of a stream that would go on; nobody listens to the rest. */
async function firstOf(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return first?.value ?? new Uint8Array();
}

/** A value deep in an answer: `look(answer.data, "items.0.id")`. */
export function look(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], value);
}

/** The same where a number must stand (an id, a version). */
export function number(value: unknown, path: string): number {
  const found = look(value, path);
  if (typeof found !== "number") throw new Error(`no number at ${path} of ${JSON.stringify(value)?.slice(0, 500)}`);
  return found;
}

type Handle = (request: Request, given: { params: Promise<Record<string, string>> }) => Promise<Response>;
/** Every path that is answered: the list that the description is made from, and the description itself. */
export const modules: Record<string, object> = { ...routes, "/api/openapi.json": description, "/api/docs": docs };
const templates = Object.entries(modules)
  .map(([path, module]) => ({
    path,
    module: module as Record<string, Handle | undefined>,
    names: [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ""),
    pattern: new RegExp(`^${path.replace(/\./g, "\\.").replace(/\{\w+\}/g, "([^/]+)")}$`),
  }))
  .sort((a, b) => a.names.length - b.names.length); // a fixed name comes before a parameter, as in Next

function moduleOf(pathname: string) {
  for (const { path, pattern, module, names } of templates) {
    const match = pattern.exec(pathname);
    if (match) return { path, module, params: Object.fromEntries(names.map((name, i) => [name, match[i + 1] ?? ""])) };
  }
  throw new Error(`no route answers ${pathname}`);
}

/** "/api/customers/12?fields=name" is an address of "/api/customers/{id}". */
export const templateOf = (address: string): string => moduleOf(new URL(address, "http://127.0.0.1").pathname).path;
