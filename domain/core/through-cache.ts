import "server-only";
import { type Db, doorman } from "./access";
import { cached } from "./cache";
import { answersOfPage } from "./page-answers";

type Reading = { db: Db };

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
