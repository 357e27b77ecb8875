import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import * as caller from "@/app/_server/caller";
import { type Endpoint, endpointsOf } from "@/app/_server/openapi";
import { bind } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import * as limits from "@/domain/core/limits";
import { TEST_NOW } from "@/domain/testing";
import { type Shape, snake, wireSchema } from "@/lib/wire";
import { actorOf, answerOf, undone, withLogins } from "./client";

/**
 * Ten thousand requests that nobody would send: bodies, queries and ids made from the description of each endpoint and then
 * spoilt. Whatever comes, it is refused or done; it is never our failure. FUZZ_SEED=n tries other ones.
 */
withLogins();
const TOTAL = 10_000;
const seed = Number(process.env.FUZZ_SEED ?? 20_261_119);

let current: Ctx | null = null;
beforeAll(() => {
  vi.mocked(caller.callerOf).mockImplementation(async () => {
    if (!current) throw new Error("nobody asks");
    return { ctx: { ...current, requestId: crypto.randomUUID() }, via: "token" };
  });
  vi.mocked(limits.takePoint).mockResolvedValue(undefined);
});
afterAll(() => {
  current = null;
});

const nasty = fc.constantFrom(
  "",
  " ",
  "'; drop table user; --",
  "%",
  "\\",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "\u0000",
  "\ud83d",
  "😀".repeat(50),
  "林知夏",
  "＝１＋１",
  "=cmd|' /C calc'!A0",
  "9".repeat(400),
  "x".repeat(3000),
  "2026-11-19",
  "2026-02-30",
  "07:50",
  "__proto__",
  "null",
  "NaN",
  "1e309",
  "-0",
  "true",
);
const words = fc.oneof(nasty, fc.string({ maxLength: 20 }), fc.string({ unit: "binary", maxLength: 20 }));
const days = fc.constantFrom(
  "2026-11-19",
  "2026-11-20",
  "2026-12-01",
  "2027-06-01",
  "1900-01-01",
  "9999-12-31",
  "0000-01-01",
);
const numbers = fc.oneof(
  fc.integer({ min: -3, max: 60 }),
  fc.constantFrom(0, -1, 0.005, 1.005, 2 ** 31, 2 ** 53, 1e15, 1e21, 1e308, -1e308, 999_999_999),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const junk = fc.oneof(words, numbers, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));

/** Values of a schema, now and then something else in their place. */
function valuesOf(shape: Shape, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: fitting(shape, depth) }, { weight: 1, arbitrary: junk });
}

function fitting(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  const members = shape.anyOf ?? shape.oneOf;
  if (members) return fc.oneof(...members.map((member) => fitting(member, depth)));
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  if (depth > 4) return fc.constant(null);
  if (shape.type === "array") return fc.array(valuesOf(shape.items ?? {}, depth + 1), { maxLength: 3 });
  if (shape.type === "object") return objects(shape, depth);
  if (shape.type === "integer" || shape.type === "number")
    return fc.oneof(
      fc.integer({ min: 1, max: 60 }),
      shape.type === "integer" ? fc.integer({ min: 0, max: 5 }) : numbers,
    );
  if (shape.type === "boolean") return fc.boolean();
  if (shape.type === "null") return fc.constant(null);
  if (shape.format === "date") return days;
  if (shape.format === "time") return fc.constantFrom("07:50", "23:59", "24:00");
  if (shape.format === "uuid") return fc.uuid();
  return shape.type === "string" ? words : junk;
}

function objects(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, additionalProperties } = shape;
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, valuesOf(inner, depth + 1)])),
    { requiredKeys: (shape.required ?? []).filter((key) => key in properties) },
  );
  const free = typeof additionalProperties === "object" ? valuesOf(additionalProperties, depth + 1) : junk;
  const more = fc.dictionary(fc.oneof(words, fc.constantFrom("energy_kcal", "protein_g")), free, { maxKeys: 2 });
  return fc.oneof(
    { weight: properties === undefined || Object.keys(properties).length === 0 ? 0 : 6, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, more).map(([a, b]) => ({ ...a, ...b })) },
  );
}

const ids = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }).map(String) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("0", "-1", "x", "1.5", "999999999", "9".repeat(30), "1e3", "%00", "null", "é"),
  },
);

/** Where a run costs more than a moment (a print, a workbook, the sums of a whole plan, a password's hash), fewer of them. */
const costly = (path: string) =>
  /pdf$|export$|xlsx$|templates$|weekly-menu$|nutrition$|costing$|metrics$|auth\/(login|register|password|mfa)|kitchen/.test(
    path,
  );
const endpoints = endpointsOf();
const light = endpoints.filter(({ path }) => !costly(path)).length;
const FEW = 8;
const runsOf = (path: string) =>
  costly(path) ? FEW : Math.ceil((TOTAL - FEW * (endpoints.length - light)) / Math.max(1, light));

type Sent = { ids: string[]; query: [string, unknown][]; body: unknown };
function requests({ path, method, handler }: Endpoint): fc.Arbitrary<Sent> {
  const input = z.toJSONSchema(handler.spec.input, { io: "input", unrepresentable: "any" }) as Shape;
  const named = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? "");
  const rest = Object.fromEntries(Object.entries(input.properties ?? {}).filter(([key]) => !named.includes(key)));
  const wire = wireSchema({ type: "object", properties: rest, required: input.required?.filter((key) => key in rest) });
  const one = fc
    .constantFrom("fields", "sort", "page", "page_size", ...Object.keys(rest).map(snake))
    .chain((key) => fc.tuple(fc.constant(key), valuesOf(wire.properties?.[key] ?? {})));
  return fc.record({
    ids: fc.tuple(...named.map(() => ids)),
    query: method === "GET" || method === "DELETE" ? fc.array(one, { maxLength: 4 }) : fc.constant([]),
    body: method === "GET" ? fc.constant(undefined) : valuesOf(wire),
  });
}

let sent = 0;
async function send({ path, method, handler }: Endpoint, { ids: given, query, body }: Sent) {
  sent += 1;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? "");
  const params = Object.fromEntries(names.map((name, i) => [name, given[i] ?? "1"]));
  const url = new URL(
    path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? "")),
    "http://127.0.0.1",
  );
  for (const [key, value] of query)
    url.searchParams.append(key, typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  const headers = { "content-type": "application/json" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  return answerOf(
    await handler(new Request(url, { method, headers, body: text }), { params: Promise.resolve(params) }),
  );
}

describe("whatever is sent, it is no failure of ours", () => {
  test.each(endpoints.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s",
    { timeout: 240_000 },
    async (_, endpoint) => {
      await undone(async (tx) => {
        current = { actor: actorOf("admin"), now: TEST_NOW, requestId: "fuzz" };
        bind(current, tx);
        await fc.assert(
          fc.asyncProperty(requests(endpoint), async (given) => {
            const { status, body } = await send(endpoint, given);
            expect(status, JSON.stringify(body)).toBeLessThan(500);
            expect(JSON.stringify(body)).not.toMatch(/\bat .*\.[jt]s:\d|Error:|drizzle|sqlState|ER_[A-Z_]+/);
          }),
          { numRuns: runsOf(endpoint.path), seed, endOnFailure: false },
        );
      });
    },
  );

  test("and there were ten thousand of them", () => expect(sent).toBeGreaterThanOrEqual(TOTAL));
});
