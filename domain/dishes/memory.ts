import "server-only";

/** A command, or a read that has no memory. */
export type Memory = { touched?: ReadonlySet<string> };

/** What a command has read of rarely changed tables; `touched` is one and the same set all through a command. */
const kept = new WeakMap<ReadonlySet<string>, Map<string, unknown>>();

/**
 * Memory of one command: a row of an import asks for the same masters and foods as the row before. Forgotten as soon as the
 * command touches one of the tables itself; reads without `touched` (no command) remember nothing.
 */
export function memoryOf<T>({ touched }: Memory, key: string, tables: readonly string[], fresh: () => T): T {
  if (!touched || tables.some((table) => touched.has(table))) return fresh();
  const known = kept.get(touched) ?? new Map<string, unknown>();
  kept.set(touched, known);
  if (!known.has(key)) known.set(key, fresh());
  return known.get(key) as T;
}
