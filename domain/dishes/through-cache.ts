import "server-only";
import { type Db, doorman } from "@/domain/core/access";
import { cached } from "@/domain/core/cache";

/** What is read inside a transaction may never be committed, so it neither comes from the cache nor goes there. */
export const isInTransaction = (read: { db: Db }): boolean => read.db !== doorman();

export const throughCache = <T>(
  read: { db: Db },
  key: string,
  tables: readonly string[],
  load: (db: Db) => Promise<T>,
): Promise<T> => (isInTransaction(read) ? load(read.db) : cached(key, tables, () => load(read.db)));
