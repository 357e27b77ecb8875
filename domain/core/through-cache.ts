import "server-only";
import { type SQLWrapper, sql } from "drizzle-orm";
import { lookupHash } from "@/lib/crypto";
import { type Db, doorman } from "./access";
import { cached } from "./cache";
import { answersOfPage } from "./page-answers";

type Reading = { db: Db };
type Query = { toSQL(): { sql: string; params: unknown[] } };

/** What is read inside a transaction may never be committed, so it neither comes from a memory nor goes there. */
export const isInTransaction = (read: Reading): boolean => read.db !== doorman();

/** A read that ends with the next change of one of its tables. Nothing that names a customer: the cache is no place for that. */
export const throughCache = <T>(
  read: Reading,
  key: string,
  tables: readonly string[],
  load: (db: Db) => Promise<T>,
): Promise<T> => (isInTransaction(read) ? load(read.db) : cached(key, tables, () => load(read.db)));

/**
 * A read that several parts of a page ask for is made once for them all, and forgotten with the page. Endpoints, actions and
 * jobs have no such memory: there every call reads anew.
 */
export function oncePerPage<T>(read: Reading, key: string, load: () => Promise<T>): Promise<T> {
  if (isInTransaction(read)) return load();
  const known = answersOfPage();
  const found = (known.get(key) as Promise<T> | undefined) ?? load();
  known.set(key, found);
  return found;
}

/** The same for several answers of one kind (days, persons): those that the page does not know yet are read together. */
export async function eachOncePerPage<Part, T>(
  read: Reading,
  parts: readonly Part[],
  keyOf: (part: Part) => string,
  load: (missing: readonly Part[]) => Promise<ReadonlyMap<Part, T>>,
): Promise<Map<Part, T>> {
  const known = isInTransaction(read) ? new Map<string, Promise<unknown>>() : answersOfPage();
  const missing = parts.filter((part) => !known.has(keyOf(part)));
  if (missing.length > 0) {
    const reading = load(missing);
    for (const part of missing)
      known.set(
        keyOf(part),
        reading.then((found) => found.get(part)),
      );
  }
  const answered = parts.map(async (part) => [part, (await known.get(keyOf(part))) as T | undefined] as const);
  return new Map(
    (await Promise.all(answered)).flatMap(([part, found]) => (found === undefined ? [] : [[part, found]])),
  );
}

/**
 * What a statement finds, remembered until a table that it names changes. It is known by its own text; what somebody typed
 * stands in the key as a hash only. Nothing that names a customer.
 */
export function readThroughCache<T>(read: Reading, query: PromiseLike<T> & Query): Promise<T> {
  const { sql: text, params } = query.toSQL();
  const key = `query:${lookupHash(text + JSON.stringify(params))}`;
  return throughCache(read, key, tablesIn(text), async () => query);
}

/** The tables that a statement reads, subqueries included: whatever stands after FROM or any kind of JOIN. */
export const tablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\b(?:from|join|straight_join)\s+`?([a-z_]+)`?/gi)].flatMap(([, table]) => table ?? [])),
];

/** How many rows a statement finds, remembered in the same way. */
export async function countThroughCache(read: Reading, finding: SQLWrapper & Query): Promise<number> {
  const counting = read.db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(sql`${finding} counted`);
  return (await readThroughCache(read, counting))[0]?.n ?? 0;
}
