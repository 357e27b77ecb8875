import "server-only";
import { getTableName, inArray, type SQL, sql } from "drizzle-orm";
import { DrizzleQueryError } from "drizzle-orm/errors";
import type { AnyMySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import { type Db, db as pool } from "@/db/client";
import { AppError, notFound } from "@/lib/errors";
import { bumpTables } from "./cache";
import type { Centres, Ctx, Grant } from "./ctx";
import type { Permission } from "./permissions";

/**
 * Proof of being inside a command: only `command` makes one. `touched` names the tables whose cached reads end with this
 * commit; `after` holds what runs once it is committed.
 */
export type Tx = Omit<Ctx, "db"> & {
  db: Db;
  permission: Permission;
  grant: Grant;
  audited: { count: number };
  touched: Set<string>;
};

export type { Db };
export type Read = { db: Db; grant: Grant; ctx: Ctx };

const bound = new WeakMap<Ctx["actor"], Db>(); // a test binds its actor to a transaction that it rolls back
export const bind = (ctx: Ctx, db: Db) => void bound.set(ctx.actor, db);
const handle = (ctx: Ctx): Db => bound.get(ctx.actor) ?? pool;

function grantOf(ctx: Ctx, permission: Permission): Grant {
  const grant = ctx.actor.can.get(permission);
  if (!grant) throw new AppError("forbidden");
  return grant;
}

/** The only door for reading: name the permission, get a handle and what it covers. */
export const reader = (ctx: Ctx, permission: Permission): Read => ({
  db: handle(ctx),
  grant: grantOf(ctx, permission),
  ctx,
});

/** Reading that comes before permissions: finding out who calls (identity), and whether the database answers (health). */
export const doorman = (ctx?: Ctx): Db => (ctx ? handle(ctx) : pool);

/** The only door for writing: a permission, one transaction, an audit entry, deadlocks retried. */
export async function command<T>(ctx: Ctx, permission: Permission, run: (tx: Tx) => Promise<T>): Promise<T> {
  const grant = grantOf(ctx, permission);
  for (let attempt = 1; ; attempt++) {
    const touched = new Set<string>();
    try {
      const result = await handle(ctx).transaction(async (db) => {
        const tx: Tx = { ...ctx, db: noting(db, touched), permission, grant, audited: { count: 0 }, touched };
        const answer = await run(tx);
        if (tx.audited.count === 0) throw new Error(`${permission}: a command must write an audit entry`);
        return answer;
      });
      await bumpTables([...touched]);
      return result;
    } catch (error) {
      const code =
        error instanceof DrizzleQueryError ? (error.cause as { code?: string } | undefined)?.code : undefined;
      if ((code === "ER_LOCK_DEADLOCK" || code === "ER_CHECKREAD") && attempt < 4) continue;
      // A key that names no row: the database knows it better than any look-up before could.
      if (code === "ER_NO_REFERENCED_ROW_2")
        throw new AppError("validation_failed", "填的内容里有一项已经不存在了，重新选一次再保存");
      if (code === "ER_DUP_ENTRY") throw new AppError("conflict", "已经有一样的记录了，没有重复添加");
      throw error;
    }
  }
}

/** The handle of a command, which notes every table that it writes to: no cached read outlives a change that nobody thought of. */
const noting = (db: Db, touched: Set<string>): Db =>
  new Proxy(db, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key === "transaction")
        return (run: (inner: Db) => Promise<unknown>, how?: object) =>
          value.call(target, (inner: Db) => run(noting(inner, touched)), how);
      if (key !== "insert" && key !== "update" && key !== "delete") return value.bind(target);
      return (table: MySqlTable) => {
        touched.add(getTableName(table));
        return value.call(target, table);
      };
    },
  });

/** Where-clause of every centre-owned table: rows outside the grant do not exist. An empty grant matches nothing. */
export const within = (centreId: AnyMySqlColumn, centres: Centres): SQL | undefined =>
  centres === "all" ? undefined : centres.length === 0 ? sql`false` : inArray(centreId, [...centres]);

export function assertCentre(grant: Grant, centreId: number): void {
  if (grant.centres !== "all" && !grant.centres.includes(centreId)) throw notFound("这个中心");
}
