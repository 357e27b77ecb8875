import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/mysql2";
import { migrate } from "drizzle-orm/mysql2/migrator";
import mysql, { type Connection, type RowDataPacket } from "mysql2/promise";
import { loadBase } from "@/db/seed/base";
import type { Target } from "@/db/seed/insert";
import { loadWorld } from "@/db/seed/load";
import { STAMP, TEST_NOW } from "@/db/seed/world";
import { bumpTables } from "@/domain/core/cache";
import { closeRedis } from "@/domain/core/redis";
import { env } from "@/lib/env";
import { dayOf, systemNow } from "@/lib/time";
import { playKitchenDays } from "./kitchen-days";

/**
 * `tsx scripts/seed.ts <demo|test|base> [--if-empty] [--fresh-if-changed]`: makes the database of DATABASE_URL when it is
 * missing, brings its tables up to date and loads reference data (base), or reference data and the named world as of today
 * (demo) or as of the day on which every test plays (test).
 */
const kinds = ["demo", "test", "base"] as const;
type Kind = (typeof kinds)[number];
const collation = "utf8mb4_unicode_520_ci";
const disposable = /^yuean_(test|e2e|bench)/;

class Refusal extends Error {}

async function main(args: string[]): Promise<void> {
  const kind = kinds.find((known) => known === args[0]);
  if (!kind) throw new Refusal("用法：seed.ts <demo|test|base> [--if-empty] [--fresh-if-changed]");
  const url = new URL(env().DATABASE_URL);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/";
  const connection = await mysql.createConnection({
    uri: url.href,
    timezone: "Z",
    charset: collation,
    jsonStrings: true,
  });
  try {
    await connection.query("SET time_zone = '+00:00'");
    await locked(connection, name, () => seed(connection, name, kind, new Set(args.slice(1))));
  } finally {
    await connection.end();
  }
}

// Two test runs at once: the second waits, then finds everything there.
async function locked(connection: Connection, name: string, work: () => Promise<void>): Promise<void> {
  const lock = `yuean seed ${name}`.slice(0, 64);
  const [rows] = await connection.query<RowDataPacket[]>("SELECT GET_LOCK(?, 180) AS taken", [lock]);
  if (rows[0]?.taken !== 1)
    throw new Refusal(`数据库 ${name} 正由另一个进程载入数据，等了三分钟仍未完成。请稍后重试。`);
  await work();
  await connection.query("SELECT RELEASE_LOCK(?)", [lock]);
}

async function seed(connection: Connection, name: string, kind: Kind, options: ReadonlySet<string>): Promise<void> {
  const stamp = stampOf(kind);
  if (options.has("--fresh-if-changed")) {
    if ((await stampIn(connection, name)) === stamp) return;
    if (!disposable.test(name))
      throw new Refusal(`不会清空数据库 ${name}：只有 yuean_test、yuean_e2e、yuean_bench 开头的才会。`);
    await connection.query(`DROP DATABASE IF EXISTS ${mysql.escapeId(name)}`);
  }
  await connection.query(
    `CREATE DATABASE IF NOT EXISTS ${mysql.escapeId(name)} CHARACTER SET utf8mb4 COLLATE ${collation}`,
  );
  await connection.changeUser({ database: name });
  await connection.query("SET time_zone = '+00:00'");
  const db = drizzle(connection);
  await migrate(db, { migrationsFolder: "./db/migrations" });
  if (options.has("--if-empty") && (await hasRows(connection, kind === "base" ? "role" : "user"))) return;
  const now = kind === "test" ? TEST_NOW : systemNow();
  await db.transaction((tx) => load({ db: tx, now }, kind, stamp));
  await forgetCached(connection);
}

async function load(target: Target, kind: Kind, stamp: string): Promise<void> {
  await loadBase(target);
  if (kind === "base") return;
  await loadWorld(target, dayOf(target.now), stamp);
  await playKitchenDays(target);
}

/** What a running program remembers of the tables is from before. */
async function forgetCached(connection: Connection): Promise<void> {
  const [tables] = await connection.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
  );
  await bumpTables(tables.map(({ name }) => String(name)));
  await closeRedis();
}

/** What the data of a kind depends on: tables, seed, and the kitchen's days. */
function stampOf(kind: Kind): string {
  const hash = createHash("sha256").update(kind).update(readFileSync("scripts/kitchen-days.ts"));
  for (const file of ["db/migrations", "db/seed", "db/schema"].flatMap(filesUnder))
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

async function stampIn(connection: Connection, name: string): Promise<string | null> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT value FROM ${mysql.escapeId(name)}.setting WHERE centre_id = 0 AND name = ?`,
      [STAMP],
    );
    const value: unknown = rows[0]?.value;
    return typeof value === "string" ? value.replaceAll('"', "") : null;
  } catch {
    return null; // no such database or table
  }
}

async function hasRows(connection: Connection, table: string): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT 1 FROM ${mysql.escapeId(table)} LIMIT 1`);
  return rows.length > 0;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Refusal ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
