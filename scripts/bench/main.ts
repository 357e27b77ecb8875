import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { closeDb, db } from "@/db/client";
import { closeRedis, redis } from "@/domain/core/redis";
import { makeAccessToken } from "@/domain/identity/tokens";
import { seal } from "@/lib/crypto";
import { env } from "@/lib/env";
import { dayOf, systemNow } from "@/lib/time";
import { endpoints } from "./endpoints";
import { grow } from "./fill";
import { build, connect, group, local } from "./house";
import { type Caller, explain, listen, type Measured, measure } from "./measure";
import { document, type Run, table } from "./report";

/**
 * `npm run bench -- [--sizes=10000,100000,1000000] [--requests=200] [--parallel=8] [--only=客户,计划] [--reuse] [--sql]`: builds
 * yuean_bench, and at each size measures the main lists and details. `--reuse` goes on with what the last run has left behind:
 * measures it, and grows it to those of the sizes that are larger, so that a long run can be done in parts. Figures of each size
 * are kept in .data/bench, and docs/bench.md is written from all of them; `--only` measures some and keeps nothing, `--sql`
 * shows their statements instead.
 */
const options = Object.fromEntries(
  process.argv.slice(2).map((arg) => {
    const [key = "", value = "yes"] = arg.replace(/^--/, "").split("=");
    return [key, value];
  }),
);
const sizes = (options.sizes ?? "10000,100000,1000000").split(",").map(Number);
const requests = Number(options.requests ?? 200);
const parallel = Number(options.parallel ?? 8);
const only = options.only?.split(",");
const reuse = options.reuse === "yes";

async function main(): Promise<void> {
  const url = new URL(env().DATABASE_URL);
  const name = decodeURIComponent(url.pathname.slice(1));
  if (!/^yuean_bench/.test(name))
    throw new Error(`only a database called yuean_bench… is emptied for this, not ${name}`);
  const now = systemNow();
  const today = dayOf(now);
  listen(db.$client.pool);
  const plain = await connect(url);
  try {
    if (reuse) await plain.changeUser({ database: name });
    else await build(plain, name, today, now);
    await redis().flushdb();
    const callers = { group: await callerOf(plain, group, now), local: await callerOf(plain, local, now) };
    const there = reuse ? await customersIn(plain) : 0;
    const wanted = reuse ? [there, ...(options.sizes ? sizes.filter((size) => size > there) : [])] : sizes;
    let grown = there;
    for (const customers of wanted) {
      const before = await rowsIn(plain);
      const from = performance.now();
      if (customers > grown) await grow(plain, { today, sealedPhone: seal("13800006217") }, grown, customers);
      grown = customers;
      const fillSeconds = (performance.now() - from) / 1000;
      const rows = await rowsIn(plain);
      say(`${customers} 位客户，共 ${rows} 行，${fillSeconds.toFixed(0)} 秒写入`);
      const run: Run = {
        customers,
        rows,
        fillSeconds,
        fillRows: rows - before,
        results: await measureAll(plain, callers, today),
      };
      say(table(run));
      if (!only && options.sql !== "yes") keep(run);
    }
    if (!only && options.sql !== "yes") writeFileSync("docs/bench.md", document(kept(), await machine(plain, today)));
  } finally {
    await plain.end();
    await closeDb();
    await closeRedis();
  }
}

const keptIn = ".data/bench";

function keep(run: Run): void {
  mkdirSync(keptIn, { recursive: true });
  const file = join(keptIn, `${run.customers}.json`);
  // What was filled in by an earlier part keeps the time that it took then.
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Run) : run;
  const { fillSeconds, fillRows } = run.fillRows > 0 ? run : before;
  writeFileSync(file, JSON.stringify({ ...run, fillSeconds, fillRows }, null, 2));
}

/** The kept figures of the sizes asked for, smallest first. */
const kept = (): Run[] =>
  [...sizes]
    .sort((a, b) => a - b)
    .map((size) => join(keptIn, `${size}.json`))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as Run);

async function measureAll(plain: Connection, callers: Record<"group" | "local", Caller>, today: string) {
  const results: Measured[] = [];
  for (const endpoint of endpoints(today as Parameters<typeof endpoints>[0])) {
    if (only && !only.some((word) => endpoint.name.startsWith(word))) continue;
    if (options.sql === "yes") say(await explain(endpoint, callers[endpoint.caller], plain));
    else results.push(await measure(endpoint, callers[endpoint.caller], plain, { requests, parallel }));
  }
  return results;
}

/** A login as the program itself keeps it, without the password check. */
async function callerOf(connection: Connection, userId: number, now: Date): Promise<Caller> {
  const sessionId = crypto.randomUUID();
  await connection.query(
    "INSERT INTO refresh_token (user_id, family, token_hash, client, expires_at, created_at) VALUES (?, ?, SHA2(?, 256), 'api', DATE_ADD(?, INTERVAL 1 DAY), ?)",
    [userId, sessionId, sessionId, now, now],
  );
  return { token: await makeAccessToken({ userId, sessionId, sessionVersion: 1 }, now), actor: `user:${userId}` };
}

async function customersIn(connection: Connection): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM customer");
  return Number(rows[0]?.n ?? 0);
}

async function rowsIn(connection: Connection): Promise<number> {
  const tables = ["customer", "patient", "family", "childbirth", "stay", "stay_room", "restriction", "care_assignment"];
  tables.push("patient_subscription", "confinement_meal_plan", "confinement_week_plan", "confinement_day_plan");
  tables.push("confinement_meal_item", "audit_log");
  let total = 0;
  for (const one of tables) {
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM ${one}`);
    total += Number(rows[0]?.n ?? 0);
  }
  return total;
}

async function machine(connection: Connection, today: string) {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
  const version = String(rows[0]?.version ?? "");
  return {
    cpus: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    database: /maria/i.test(version) ? `MariaDB ${version.split("-")[0]}` : `MySQL ${version.split("-")[0]}`,
    node: process.versions.node,
    day: today,
    requests,
    parallel,
  };
}

const say = (text: string) => process.stdout.write(`${text}\n`);

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
