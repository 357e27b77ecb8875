import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { onceKeys } from "@/db/schema/core";
import { AppError } from "@/lib/errors";
import type { Tx } from "./access";

/** Run `work` at most once per (scope, key): a repeat gets the first result, a changed input is refused. Without a key it just runs. */
export async function once<T>(
  tx: Tx,
  scope: string,
  key: string | undefined,
  input: unknown,
  work: () => Promise<T>,
): Promise<T> {
  if (!key) return work();
  const digest = createHash("sha256").update(JSON.stringify(input)).digest("hex");
  const claim = randomUUID();
  const mine = and(eq(onceKeys.scope, scope), eq(onceKeys.requestKey, key));
  // The upsert takes the exclusive lock at once and waits for a concurrent holder. INSERT IGNORE would take a shared one
  // first, and eight callers upgrading it deadlock.
  await tx.db
    .insert(onceKeys)
    .values({ scope, requestKey: key, claim, inputHash: digest, createdAt: tx.now })
    .onDuplicateKeyUpdate({ set: { requestKey: sql`${onceKeys.requestKey}` } });
  const [row] = await tx.db.select().from(onceKeys).where(mine).for("update");
  if (!row) throw new Error("the row just written is missing");
  if (row.inputHash !== digest) throw new AppError("conflict", "这个请求号已经用在另一件事上了");
  if (row.claim !== claim) {
    tx.audited.count++; // nothing changed, nothing to audit
    return row.result as T;
  }
  const result = await work();
  await tx.db
    .update(onceKeys)
    .set({ result: result ?? null })
    .where(mine);
  return result;
}
