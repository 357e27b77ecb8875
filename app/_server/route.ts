import "server-only";
import { z } from "zod";
import type { Ctx } from "@/domain/core/ctx";
import { takePoint } from "@/domain/core/limits";
import { env } from "@/lib/env";
import { AppError, errorCodes, type FieldErrors } from "@/lib/errors";
import { log } from "@/lib/log";
import { systemNow } from "@/lib/time";
import { MAX_UPLOAD_BYTES, tooLarge } from "@/lib/uploads";
import { camel, fromWire, type Shape, snake, toWire } from "@/lib/wire";
import { callerOf, requestIdOf } from "./caller";
import { failure, parse } from "./failure";
import { gate } from "./gate";
import { observeRequest } from "./metrics";
import { fromQuery } from "./query";
import type { RouteSpec } from "./spec";

type Params = { params: Promise<Record<string, string | string[]>> };
export type Handler = ((request: Request, given: Params) => Promise<Response>) & { spec: RouteSpec };
type Methods = Partial<Record<(typeof methods)[number], Handler>>;

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const MAX_BODY = 2_000_000;
const inputOptions = { io: "input", unrepresentable: "any" } as const;
const outputOptions = { io: "output", unrepresentable: "any" } as const;

/**
 * A JSON endpoint: query or body plus path parameters, parsed by one schema; the answer shaped by another. Uses only
 * web-standard Request and Response. `run` may answer a Response itself where the spec says what it produces.
 */
export function route<S extends z.ZodType, O extends z.ZodType>(
  spec: RouteSpec<S, O>,
  run: (ctx: Ctx, input: z.output<S>, request: Request) => Promise<z.output<O> | Response>,
): Handler {
  let shapes: { input: Shape; output: Shape } | undefined; // schemas are turned into shapes on first use, not at start
  const handle = async (request: Request, { params }: Params): Promise<Response> => {
    const start = performance.now();
    const requestId = requestIdOf(request.headers);
    let response: Response;
    try {
      const { ctx, via } = await callerOf(request.headers, { lenient: spec.permission === "public", requestId });
      if (via === "cookie" && request.method !== "GET") assertSameOrigin(request);
      await takePoint(ctx.actor.userId ? "api" : "guest", ctx.actor.name + (ctx.actor.userId ? "" : (ctx.ip ?? "")));
      gate(ctx, spec.permission);
      shapes ??= {
        input: z.toJSONSchema(spec.input, inputOptions) as Shape,
        output: z.toJSONSchema(spec.output, outputOptions) as Shape,
      };
      const input = parse(spec.input, {
        ...(await given(request, spec, shapes.input)),
        ...fromPath((await params) ?? {}),
      });
      const result = await run(ctx, input, request);
      response =
        result instanceof Response
          ? result
          : success(request, spec, picked(request, toWire(shapes.output, result)), requestId);
    } catch (error) {
      response = refused(failure(error, requestId), requestId, shapes && [shapes.input, shapes.output]);
    }
    response.headers.set("x-request-id", requestId);
    if (!response.headers.has("cache-control")) response.headers.set("Cache-Control", "private, no-store");
    withCors(request, response.headers);
    const path = new URL(request.url).pathname;
    const ms = Math.round(performance.now() - start);
    observeRequest(request.method, path, response.status, ms);
    log.info({ requestId, method: request.method, path, status: response.status, ms }, "request");
    return response;
  };
  return Object.assign(handle, { spec }) as Handler;
}

/** The methods of one path; all others answer 405 with what is allowed, OPTIONS answers what CORS asks. */
export function endpoints(
  own: Methods,
): Record<(typeof methods)[number] | "OPTIONS", (request: Request, given: Params) => Promise<Response>> {
  const allow = methods.filter((method) => own[method]).join(", ");
  const refuse = async (request: Request) => {
    const requestId = requestIdOf(request.headers);
    const response = refused(new AppError("method_not_allowed"), requestId);
    response.headers.set("Allow", allow);
    response.headers.set("x-request-id", requestId);
    withCors(request, response.headers);
    return response;
  };
  const options = async (request: Request) => {
    const headers = new Headers({ Allow: allow });
    withCors(request, headers);
    headers.set("Access-Control-Allow-Methods", allow);
    headers.set("Access-Control-Allow-Headers", "authorization, content-type, idempotency-key, x-request-id");
    headers.set("Access-Control-Max-Age", "600");
    return new Response(null, { status: 204, headers });
  };
  const { GET = refuse, POST = refuse, PUT = refuse, PATCH = refuse, DELETE = refuse } = own;
  return { GET, POST, PUT, PATCH, DELETE, OPTIONS: options };
}

/** What the caller sent, in domain shape: query for GET and DELETE, else the body; list aliases are understood everywhere. */
async function given(request: Request, spec: RouteSpec, shape: Shape): Promise<Record<string, unknown>> {
  const query = fromQuery(new URL(request.url).searchParams, shape);
  const onceKey = request.headers.get("idempotency-key");
  const key = onceKey ? { onceKey } : {};
  if (request.method === "GET" || spec.body === "none") return { ...known(query, shape), ...key };
  if (spec.body === "multipart") return { ...(await fromForm(request)), ...key };
  const body = await json(request);
  if (body === null) return { ...(request.method === "DELETE" && known(query, shape)), ...key };
  return { ...(fromWire(shape, body) as Record<string, unknown>), ...key };
}

/** Unknown query parameters are ignored. */
const known = (query: Record<string, unknown>, shape: Shape) =>
  shape.properties
    ? Object.fromEntries(Object.entries(query).filter(([key]) => key in (shape.properties ?? {})))
    : query;

const fromPath = (params: Record<string, string | string[]>) =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value.join("/") : value]),
  );

/** The JSON object that was sent; null for no body. A server hands over a stream either way: only reading it tells. */
async function json(request: Request): Promise<object | null> {
  const text = await new Response(capped(request, MAX_BODY)).text();
  if (text.trim() === "") return null;
  if (!/^application\/(.+\+)?json\b/i.test(request.headers.get("content-type") ?? ""))
    throw new AppError("unsupported_media_type", "请用 application/json 发送");
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // told below
  }
  throw new AppError("validation_failed", "请求体不是 JSON 对象");
}

async function fromForm(request: Request): Promise<Record<string, unknown>> {
  const body = capped(request, MAX_UPLOAD_BYTES + 100_000, tooLarge);
  const headers = { "Content-Type": request.headers.get("content-type") ?? "" };
  const form = await new Response(body, { headers }).formData().catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    throw new AppError("validation_failed", "请用 multipart/form-data 发送");
  });
  return Object.fromEntries([...form.entries()].map(([key, value]) => [camel(key), value]));
}

/** The body as it arrives, broken off when it grows beyond what is taken, whatever length was announced. */
function capped(request: Request, most: number, sentence?: string): ReadableStream<Uint8Array> | null {
  const tooMuch = new AppError("payload_too_large", sentence);
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooMuch;
  let bytes = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      bytes += chunk.byteLength;
      if (bytes > most) out.error(tooMuch);
      else out.enqueue(chunk);
    },
  });
  return request.body?.pipeThrough(counted) ?? null;
}

/** A cookie travels along with any page's request: only our own pages may change things with it. */
function assertSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const site = request.headers.get("sec-fetch-site");
  const same = origin ? URL.canParse(origin) && new URL(origin).host === host : site === null || site === "same-origin";
  if (!same) throw new AppError("forbidden", "请求来自别的网站，没有执行");
}

const said: Record<string, string> = {
  GET: "获取成功",
  POST: "处理成功",
  PUT: "更新成功",
  PATCH: "更新成功",
  DELETE: "删除成功",
};

function success(request: Request, spec: RouteSpec, data: unknown, requestId: string): Response {
  const status = spec.status ?? 200;
  const message = spec.message ?? (status === 201 ? "添加成功" : (said[request.method] ?? "处理成功"));
  return Response.json(
    { code: status, message, data, timestamp: systemNow().toISOString(), request_id: requestId },
    { status },
  );
}

/** `fields=a,b`: only those keys, of each item of a list or of the object. */
function picked(request: Request, data: unknown): unknown {
  const fields = new URL(request.url).searchParams.get("fields");
  if (!fields || request.method !== "GET" || typeof data !== "object" || data === null) return data;
  const wanted = new Set(fields.split(",").map((f) => f.trim()));
  const pick = (row: unknown) =>
    typeof row === "object" && row !== null
      ? Object.fromEntries(Object.entries(row).filter(([k]) => wanted.has(k)))
      : row;
  return "items" in data && Array.isArray(data.items) ? { ...data, items: data.items.map(pick) } : pick(data);
}

export function refused(error: AppError, requestId: string, shapes: readonly Shape[] = []): Response {
  const { status } = errorCodes[error.code];
  const headers = error.retryAfter ? { "Retry-After": String(error.retryAfter) } : undefined;
  const body = {
    code: status,
    message: error.message,
    error: error.code.toUpperCase(),
    data: error.fields
      ? { ...issuesOf(error.fields), ...(error.data && (dataOf(error.data, shapes) as object)) }
      : error.data
        ? dataOf(error.data, shapes)
        : null,
    timestamp: systemNow().toISOString(),
    request_id: requestId,
  };
  return Response.json(body, { status, headers });
}

function issuesOf(fields: FieldErrors) {
  const issues = Object.entries(fields).flatMap(([path, sentences]) =>
    sentences.map((error) => ({ field: path.split(".").map(snake).join("."), error })),
  );
  return { ...(issues[0] ?? { field: "", error: "" }), issues };
}

/** What travels with a refusal; for a stale version that is the row as it is now, under `current`. */
const dataOf = ({ current, ...rest }: Record<string, unknown>, shapes: readonly Shape[]) => ({
  ...(current !== undefined && { current: toWireWhole(current, shapes) }),
  ...(toWireWhole(rest, []) as object),
});

/** Such a row may have more or other keys than the answers of its route: all are kept, the shapes only say what is money. */
function toWireWhole(value: unknown, shapes: readonly Shape[]): unknown {
  const known = shapes.flatMap(members);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number") return known.some((shape) => shape.unit === "fen") ? value / 100 : value;
  if (Array.isArray(value)) {
    const items = known.flatMap((shape): Shape[] => (shape.items ? [shape.items] : []));
    return value.map((item) => toWireWhole(item, items));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      snake(key),
      toWireWhole(
        item,
        known.flatMap((shape): Shape[] => (shape.properties?.[key] ? [shape.properties[key]] : [])),
      ),
    ]),
  );
}

const members = (shape: Shape): Shape[] => [
  shape,
  ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(members),
];

function withCors(request: Request, headers: Headers): void {
  const origin = request.headers.get("origin");
  if (!origin || !env().CORS_ORIGINS.includes(origin)) return;
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Expose-Headers", "x-request-id, retry-after, content-disposition");
  headers.append("Vary", "Origin");
}
