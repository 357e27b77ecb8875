import type { Connection } from "mysql2/promise";
import type { Handler } from "@/app/_server/route";
import { givePointsBack } from "@/domain/core/limits";
import type { Endpoint } from "./endpoints";

export type Statement = { sql: string; values: unknown[] };
export type Measured = {
  endpoint: Endpoint;
  bytes: number;
  /** Statements of one warm request. */
  queries: number;
  /** Milliseconds of single requests, one after another. */
  p50: number;
  p95: number;
  p99: number;
  /** Requests a second with several at a time. */
  throughput: number;
  /** The same statements sent through mysql2 alone, milliseconds. */
  plainP50: number;
};

/** What went over the wire since it was last emptied; filled by `listen`. */
const heard: Statement[] = [];
const control = /^\s*(begin|start transaction|commit|rollback|set |savepoint|release)/i;

type Raw = { query: (...args: unknown[]) => unknown; execute: (...args: unknown[]) => unknown };

/** Hears every statement that connections of this pool send from now on. */
export function listen(pool: { on: (event: "connection", hear: (connection: Raw) => void) => unknown }): void {
  pool.on("connection", (connection) => {
    for (const method of ["query", "execute"] as const) {
      const send = connection[method].bind(connection);
      connection[method] = (...args: unknown[]) => {
        const [first, values] = args;
        const sql = typeof first === "string" ? first : (first as { sql: string }).sql;
        const given = typeof first === "string" ? values : ((first as { values?: unknown }).values ?? values);
        if (!control.test(sql)) heard.push({ sql, values: Array.isArray(given) ? given : [] });
        return send(...args);
      };
    }
  });
}

export type Caller = { token: string; actor: string };

/** The statements of one warm request with the milliseconds that each takes alone: where a slow endpoint loses its time. */
export async function explain(endpoint: Endpoint, caller: Caller, plain: Connection): Promise<string> {
  const ask = await asking(endpoint, caller);
  await ask();
  heard.length = 0;
  await ask();
  const lines: string[] = [endpoint.name];
  for (const { sql, values } of [...heard]) {
    const ms = await timed(() => plain.query(sql, values));
    lines.push(`  ${ms.toFixed(1)} ms  ${plain.format(sql, values).replace(/\s+/g, " ")}`);
  }
  return lines.join("\n");
}

/** One endpoint: warmed up, counted, timed alone, timed with `parallel` at a time, and its statements timed without us. */
export async function measure(
  endpoint: Endpoint,
  caller: Caller,
  plain: Connection,
  { requests, parallel }: { requests: number; parallel: number },
): Promise<Measured> {
  const ask = await asking(endpoint, caller);
  for (let i = 0; i < 5; i++) await ask();
  heard.length = 0;
  const bytes = await ask();
  const statements = [...heard];
  const times: number[] = [];
  const until = deadline();
  for (let i = 0; i < requests && (i < 10 || until()); i++) {
    if (i % 300 === 0) await givePointsBack("api", caller.actor);
    times.push(await timed(ask));
  }
  const throughput = await atOnce(ask, caller, requests, parallel);
  const plainTimes: number[] = [];
  const plainUntil = deadline();
  for (let i = 0; i < Math.min(50, requests) && (i < 5 || plainUntil()); i++)
    plainTimes.push(await timed(() => replay(plain, statements)));
  return {
    endpoint,
    bytes,
    queries: statements.length,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    throughput,
    plainP50: quantile(plainTimes, 0.5),
  };
}

/** Asks the route module itself, with a real request and a real token; anything but 200 ends the bench. Gives the size. */
async function asking({ route, params, query }: Endpoint, { token }: Caller): Promise<() => Promise<number>> {
  const file = `../../app${route.replace(/\{(\w+)\}/g, "[$1]")}/route.ts`;
  const { GET: handle } = (await import(file)) as { GET: Handler };
  const path = route.replace(/\{(\w+)\}/g, (_, name: string) => params?.[name] ?? "");
  const url = `http://127.0.0.1${path}?${new URLSearchParams(query)}`;
  return async () => {
    const request = new Request(url, { headers: { authorization: `Bearer ${token}` } });
    const response = await handle(request, { params: Promise.resolve(params ?? {}) });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${body.slice(0, 300)}`);
    return Buffer.byteLength(body);
  };
}

/** Whether there is still time: a slow endpoint is known well enough after fewer requests. */
function deadline(): () => boolean {
  const end = performance.now() + 10_000;
  return () => performance.now() < end;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function atOnce(ask: () => Promise<unknown>, caller: Caller, total: number, parallel: number): Promise<number> {
  await givePointsBack("api", caller.actor);
  let [left, done] = [Math.min(total, 500), 0];
  const until = deadline();
  const worker = async () => {
    for (; left > 0 && until(); done++) {
      left--;
      await ask();
    }
  };
  const ms = await timed(() => Promise.all(Array.from({ length: parallel }, worker)));
  await givePointsBack("api", caller.actor);
  return (done / ms) * 1000;
}

async function replay(connection: Connection, statements: readonly Statement[]): Promise<void> {
  for (const { sql, values } of statements) await connection.query(sql, values);
}

/** Nearest-rank quantile. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}
