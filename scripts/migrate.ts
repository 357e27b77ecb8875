import { readMigrationFiles } from "drizzle-orm/migrator";
import mysql, { type Connection, type RowDataPacket } from "mysql2/promise";
import { EnvError, env } from "../lib/env";

/**
 * Brings the database up to the schema: `tsx scripts/migrate.ts [--reset]`. Keeps drizzle's own table of what was
 * applied, and additionally how far an unfinished migration got: DDL commits by itself, so a kill in the middle must be
 * able to go on where it stopped. The last line of output is `{"empty":…}`: whether the installation has no user yet.
 */
const collation = "utf8mb4_unicode_520_ci";
const minimum = { mariadb: [10, 11], mysql: [8, 4] } as const;

class Refusal extends Error {}

async function main(reset: boolean): Promise<void> {
  const url = new URL(env().DATABASE_URL);
  const name = decodeURIComponent(url.pathname.slice(1));
  const db = await connectTo(url, name);
  try {
    await checkVersion(db);
    await locked(db, name, async () => {
      if (reset) await dropTables(db);
      await checkCollation(db, name);
      await applyAll(db);
    });
    process.stdout.write(`${JSON.stringify({ empty: await isEmpty(db) })}\n`);
  } finally {
    await db.end();
  }
}

async function connectTo(url: URL, name: string): Promise<Connection> {
  try {
    return await mysql.createConnection({ uri: url.href, charset: collation, multipleStatements: false });
  } catch (error) {
    if (codeOf(error) !== "ER_BAD_DB_ERROR") throw unreachable(error, url);
  }
  const server = new URL(url);
  server.pathname = "/";
  const db = await mysql.createConnection({ uri: server.href, charset: collation });
  try {
    await db.query(`CREATE DATABASE IF NOT EXISTS ${mysql.escapeId(name)} CHARACTER SET utf8mb4 COLLATE ${collation}`);
    await db.changeUser({ database: name });
    return db;
  } catch (error) {
    await db.end();
    const how = `CREATE DATABASE ${mysql.escapeId(name)} CHARACTER SET utf8mb4 COLLATE ${collation}`;
    throw new Refusal(`数据库 ${name} 不存在，当前账号也无权建立（${messageOf(error)}）。请由管理员执行：${how}`);
  }
}

function unreachable(error: unknown, url: URL): Refusal {
  const where = `${url.hostname}:${url.port || 3306}`;
  if (codeOf(error) === "ER_ACCESS_DENIED_ERROR")
    return new Refusal(`数据库 ${where} 拒绝了 DATABASE_URL 中的账号或密码。`);
  return new Refusal(`连不上数据库 ${where}（${messageOf(error)}）。请确认它在运行、DATABASE_URL 正确。`);
}

async function checkVersion(db: Connection): Promise<void> {
  const version = await scalar(db, "SELECT VERSION()");
  const kind = /mariadb/i.test(version) ? "mariadb" : "mysql";
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const [wantedMajor, wantedMinor] = minimum[kind];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Refusal(`数据库版本 ${version} 太旧：需要 MySQL ≥ 8.4 或 MariaDB ≥ 10.11。`);
}

// Two starts at once: the second waits, then finds nothing left to do.
async function locked(db: Connection, name: string, work: () => Promise<void>): Promise<void> {
  const lock = `yuean migrate ${name}`.slice(0, 64);
  if ((await scalar(db, "SELECT GET_LOCK(?, 120)", [lock])) !== "1") {
    throw new Refusal("另一个进程正在更新数据库结构，等了两分钟仍未完成。请稍后重试。");
  }
  try {
    await work();
  } finally {
    await db.query("SELECT RELEASE_LOCK(?)", [lock]);
  }
}

async function dropTables(db: Connection): Promise<void> {
  const [tables] = await db.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  await db.query("SET foreign_key_checks = 0");
  for (const { name } of tables) await db.query(`DROP TABLE IF EXISTS ${mysql.escapeId(String(name))}`);
  await db.query("SET foreign_key_checks = 1");
}

/** New columns take the database's collation; with another one, equal names would stop being equal between tables. */
async function checkCollation(db: Connection, name: string): Promise<void> {
  const found = await scalar(db, "SELECT @@collation_database");
  if (found === collation) return;
  const tables = await scalar(db, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()");
  const alter = `ALTER DATABASE ${mysql.escapeId(name)} CHARACTER SET utf8mb4 COLLATE ${collation}`;
  if (tables !== "0")
    throw new Refusal(
      `数据库 ${name} 的排序规则是 ${found}，须为 ${collation}。请备份后执行：${alter}，并转换已有的表。`,
    );
  try {
    await db.query(alter);
  } catch (error) {
    throw new Refusal(
      `数据库 ${name} 的排序规则是 ${found}，当前账号无权修改（${messageOf(error)}）。请由管理员执行：${alter}`,
    );
  }
}

async function applyAll(db: Connection): Promise<void> {
  await db.query(
    "CREATE TABLE IF NOT EXISTS __drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)",
  );
  const known = readMigrationFiles({ migrationsFolder: "./db/migrations" });
  const [rows] = await db.query<RowDataPacket[]>("SELECT created_at AS made FROM __drizzle_migrations");
  const applied = rows.map(({ made }) => Number(made));
  if (applied.some((made) => !known.some(({ folderMillis }) => folderMillis === made))) throw new Refusal(strange);
  const last = Math.max(0, ...applied);
  for (const migration of known) if (migration.folderMillis > last) await apply(db, migration);
}

// A newer version has been here, or the migrations were made anew during development.
const strange =
  "数据库里有这份代码不认识的结构变更：它由更新的版本建立。数据库未改动。请换回那个版本的代码；只是演示数据的话，可停止后删除 .data 目录重来。";

type Migration = ReturnType<typeof readMigrationFiles>[number];

async function apply(db: Connection, { sql, hash, folderMillis }: Migration): Promise<void> {
  await db.query("CREATE TABLE IF NOT EXISTS __yuean_migrating (hash varchar(64) PRIMARY KEY, steps int NOT NULL)");
  const noted = await scalar(db, "SELECT steps FROM __yuean_migrating WHERE hash = ?", [hash]);
  const resumedAt = noted === "" ? -1 : Number(noted);
  await db.query("REPLACE INTO __yuean_migrating VALUES (?, ?)", [hash, Math.max(resumedAt, 0)]);
  for (const [step, statement] of sql.entries()) {
    if (step < resumedAt || !statement.trim()) continue;
    try {
      await db.query(statement);
    } catch (error) {
      // The step after the last noted one may have run before the kill, unnoted.
      if (step !== resumedAt || !isAlreadyDone(error)) throw failure(error, statement);
    }
    await db.query("REPLACE INTO __yuean_migrating VALUES (?, ?)", [hash, step + 1]);
  }
  await db.query("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)", [hash, folderMillis]);
  await db.query("DROP TABLE __yuean_migrating");
}

// MariaDB has no code of its own for a foreign key that exists: "can't create table", errno 121.
const isAlreadyDone = (error: unknown) => alreadyDone.has(codeOf(error)) || /errno: 121\b/.test(messageOf(error));
const alreadyDone = new Set([
  "ER_TABLE_EXISTS_ERROR",
  "ER_DUP_FIELDNAME",
  "ER_DUP_KEYNAME",
  "ER_FK_DUP_NAME",
  "ER_DUP_CONSTRAINT_NAME",
  "ER_CHECK_CONSTRAINT_DUP_NAME",
  "ER_CANT_DROP_FIELD_OR_KEY",
  "ER_BAD_TABLE_ERROR",
]);

const failure = (error: unknown, statement: string) =>
  new Refusal(`更新数据库结构失败：${messageOf(error)}\n语句：${statement.trim().slice(0, 500)}`);

async function isEmpty(db: Connection): Promise<boolean> {
  return (await scalar(db, "SELECT EXISTS (SELECT 1 FROM `user`)")) === "0";
}

async function scalar(db: Connection, sql: string, values: unknown[] = []): Promise<string> {
  const [rows] = await db.query<RowDataPacket[]>(sql, values);
  const value: unknown = rows[0] ? Object.values(rows[0])[0] : "";
  return String(value ?? "");
}

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
const messageOf = (error: unknown) => (error instanceof Error ? error.message || codeOf(error) : String(error));

main(process.argv.includes("--reset")).catch((error: unknown) => {
  const isPlain = error instanceof Refusal || error instanceof EnvError;
  process.stderr.write(`${isPlain ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
