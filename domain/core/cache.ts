import "server-only";
import { redis } from "./redis";

/**
 * Read-through cache. An entry is stored under its key together with the versions of the tables it was read from; a command
 * that touches a table raises the table's version after its commit, and every entry that depends on it is dead. Redis away
 * means slower, never wrong: bumps that could not be sent are kept and sent before this process trusts the cache again.
 */
const TTL_SECONDS = 300;
const unsent = new Set<string>();
const versionKey = (table: string) => `table:${table}`;

export async function cached<T>(key: string, tables: readonly string[], load: () => Promise<T>): Promise<T> {
  const versions = await versionsOf(tables);
  if (versions === null) return load();
  const fullKey = `cache:${key}:${versions}`;
  const hit = await redis()
    .get(fullKey)
    .catch(() => null);
  if (hit !== null) return unpack(hit) as T;
  const value = await load();
  await redis()
    .set(fullKey, pack(value), "EX", TTL_SECONDS)
    .catch(() => undefined);
  return value;
}

/** JSON that gives instants, maps and sets back as what they were. */
const pack = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key, json) {
    const given = this[key]; // a Date is a text by now
    if (given instanceof Date) return { $: "date", of: given.getTime() };
    if (given instanceof Map || given instanceof Set)
      return { $: given instanceof Map ? "map" : "set", of: [...given] };
    return json;
  });

const unpack = (text: string): unknown =>
  JSON.parse(text, (_, value) => {
    if (value?.$ === "date") return new Date(value.of);
    if (value?.$ === "map") return new Map(value.of);
    if (value?.$ === "set") return new Set(value.of);
    return value;
  });

/** Ends every cached read of these tables. Called by `command` after the commit. */
export async function bumpTables(tables: readonly string[]): Promise<void> {
  for (const table of tables) unsent.add(table);
  if (unsent.size > 0) await sendBumps();
}

async function versionsOf(tables: readonly string[]): Promise<string | null> {
  if (unsent.size > 0 && !(await sendBumps())) return null;
  const versions = await redis()
    .mget(tables.map(versionKey))
    .catch(() => null);
  return versions && versions.map((v) => v ?? "0").join(".");
}

async function sendBumps(): Promise<boolean> {
  const sending = [...unsent];
  try {
    const pipeline = redis().multi();
    for (const table of sending) pipeline.incr(versionKey(table));
    await pipeline.exec();
    for (const table of sending) unsent.delete(table);
    return true;
  } catch {
    return false;
  }
}
