import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { auditLog } from "@/db/schema/core";
import { AppError } from "@/lib/errors";
import type { Tx } from "./access";

type Row = { id: number; centreId?: number | null; familyId?: number | null };

/**
 * One entry of the operation log, in the command's own transaction. `action` is "<table>.<what happened>"; both rows are
 * stored without ciphers, hashes and secrets. Give at least one of before and after.
 */
export async function audit<B extends Row, A extends Row>(
  tx: Tx,
  action: `${string}.${string}`,
  before: B | null,
  after: A | null,
  details?: Record<string, unknown>,
): Promise<void> {
  const row = after ?? before;
  if (!row) throw new Error("audit needs a row before or after");
  await tx.db.insert(auditLog).values({
    actor: tx.actor.name,
    actorUserId: tx.actor.userId ?? null,
    action,
    entity: action.slice(0, action.indexOf(".")),
    entityId: row.id,
    centreId: row.centreId ?? null,
    familyId: row.familyId ?? null,
    beforeRow: before && stripped(before),
    afterRow: after && stripped(after),
    details: details ?? null,
    requestId: tx.requestId,
    ipAddress: tx.ip ?? null,
    userAgent: tx.userAgent?.slice(0, 255) ?? null,
    createdAt: tx.now,
  });
  tx.audited.count++;
}

/** A command that found nothing to change says so, instead of writing an entry about nothing. */
export const unchanged = (tx: Tx): void => void tx.audited.count++;

/**
 * Refuses a stale save: the caller edited version `given`, the locked row is further on. The answer carries the row as it
 * is now, who saved it and when, so that the form can show both.
 */
export async function assertVersion<R extends { id: number; version: number }>(
  tx: Tx,
  entity: string,
  current: R,
  given: number,
  shown: Record<string, unknown> = stripped(current),
): Promise<void> {
  if (current.version === given) return;
  const [last] = await tx.db
    .select({ by: auditLog.actor, userId: auditLog.actorUserId, at: auditLog.createdAt })
    .from(auditLog)
    .where(and(eq(auditLog.entity, entity), eq(auditLog.entityId, current.id)))
    .orderBy(desc(auditLog.id))
    .limit(1);
  throw new AppError("conflict", "这份资料刚被别人改过。您改的都还在，选好再保存", {
    data: { current: shown, byUserId: last?.userId ?? null, at: last?.at.toISOString() ?? null },
  });
}

const secret = /(Enc|Hash|Secret|password|token)$/i;
const stripped = (row: object) => Object.fromEntries(Object.entries(row).filter(([key]) => !secret.test(key)));
