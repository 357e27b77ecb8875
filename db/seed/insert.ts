import type { MySqlTable } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";

const BATCH = 1000;

/** Where a world is written to, and when its rows say they were made. */
export type Target = { db: Db; now: Date };

/** Inserts rows in batches; ids are set by the rows where others refer to them. */
export async function insertAll<T extends MySqlTable>(
  db: Db,
  table: T,
  rows: readonly T["$inferInsert"][],
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch: T["$inferInsert"][] = rows.slice(from, from + BATCH);
    await db.insert(table).values(batch);
  }
}

/** Looks a key up in a table of the seed; a miss is a fault of the seed itself. */
export function need<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`seed: nothing is called ${String(key)}`);
  return value;
}
