import { expect, test } from "vitest";
import { z } from "zod";
import type { Handler } from "@/app/_server/route";
import { type Shape, wireSchema } from "@/lib/wire";
import { endpointsOfArea, plain } from "./areas";
import { type Answer, call, type Given, modules, templateOf } from "./client";

/** Requests whose answers are held against what is promised: the envelope, the error table, and the schema of the endpoint. */

/** "GET /api/customers/{id}" → the handler behind it, of every method that a route answers itself. */
export const handlers = new Map<string, Handler>(
  Object.entries(modules).flatMap(([path, module]) =>
    Object.entries(module as Record<string, Handler>).flatMap(([method, handler]): [string, Handler][] =>
      handler.spec ? [[`${method} ${path}`, handler]] : [],
    ),
  ),
);
const answered = new Set<string>();

/** At the end of a file: whether every endpoint of these areas gave a real answer in it. */
export function covers(...names: string[]): void {
  test.each(names)("every endpoint of the area was asked and answered: %s", (name) => {
    const missing = endpointsOfArea(name).filter((endpoint) => !answered.has(plain(endpoint)));
    expect(missing).toEqual([]);
  });
}

/** One request that must succeed; its answer fits what the endpoint says of itself. */
export async function ask(method: string, address: string, given?: Given): Promise<Answer> {
  const answer = await call(method, address, given);
  const name = `${method} ${templateOf(address)}`;
  const spec = handlers.get(name)?.spec;
  if (!spec) throw new Error(`${name} is no endpoint`);
  expect(answer.status, `${name}: ${JSON.stringify(answer.body).slice(0, 1500)}`).toBe(spec.status ?? 200);
  if (spec.produces) expectFile(answer, spec.produces);
  else expectSuccess(answer, spec);
  answered.add(plain(name));
  return answer;
}

function expectFile({ headers, bytes }: Answer, type: string): void {
  if (type !== "application/octet-stream") expect(headers.get("content-type")).toContain(type);
  expect(bytes.length).toBeGreaterThan(0);
}

function expectSuccess(answer: Answer, spec: Handler["spec"]): void {
  expect(Object.keys(answer.body)).toEqual(
    expect.arrayContaining(["code", "message", "data", "timestamp", "request_id"]),
  );
  expectHead(answer);
  const shape = wireSchema(z.toJSONSchema(spec.output, { io: "output", unrepresentable: "any" }) as Shape);
  const fits = z.fromJSONSchema(shape as Parameters<typeof z.fromJSONSchema>[0]).safeParse(answer.data);
  expect(fits.error?.issues.slice(0, 5) ?? [], "the answer is as documented").toEqual([]);
}

function expectHead({ status, body, headers }: Answer): void {
  expect(body).toMatchObject({ code: status, message: expect.stringMatching(/[\u4e00-\u9fff]/) });
  expect(body.timestamp).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  expect(body.request_id).toBe(headers.get("x-request-id"));
}

const errors: Record<number, string> = {
  400: "VALIDATION_FAILED",
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "RATE_LIMITED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

/** One request that must be refused with this status, in the words of the error table. */
export async function refuse(status: number, method: string, address: string, given?: Given): Promise<Answer> {
  const answer = await call(method, address, given);
  expect(answer.status, `${method} ${address}: ${JSON.stringify(answer.body).slice(0, 1500)}`).toBe(status);
  expectFailure(answer);
  return answer;
}

export function expectFailure(answer: Answer): void {
  expect(Object.keys(answer.body).sort()).toEqual(["code", "data", "error", "message", "request_id", "timestamp"]);
  expectHead(answer);
  expect(answer.body.error).toBe(errors[answer.status]);
  if (answer.status !== 400 || answer.data === null) return;
  expect(answer.data).toMatchObject({
    field: expect.any(String),
    error: expect.any(String),
    issues: expect.any(Array),
  });
}

/** A page of rows, exactly as lists answer; returns the rows. */
export function rowsOf({ data }: Answer): Record<string, unknown>[] {
  expect(Object.keys(data as object).sort()).toEqual(["items", "page", "page_size", "pages", "total"]);
  const { items, total, page_size, pages } = data as { items: Record<string, unknown>[] } & Record<string, number>;
  expect(pages).toBe(Math.ceil(Number(total) / Number(page_size)));
  expect(items.length).toBeLessThanOrEqual(Number(page_size));
  return items;
}
