import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { auditLog } from "@/db/schema/core";
import type { Tx } from "@/domain/core/access";
import { userNames } from "@/domain/identity/queries";
import { conflict } from "@/lib/errors";
import type { Day } from "@/lib/time";
import { type CellKey, cellOf } from "../rules";

export const ITEMS_CHANGED = "confinement_meal_plan.items_changed";

/** What the audit entry of a batch says besides the plan's rows before and after. */
export type BatchDetails = { version: number; cells: CellKey[]; changes: string[] };

/** A cell that somebody else changed meanwhile. */
export type Clash = { date: Day; slotId: number; by: string; at: string };

/** Most batches looked back over; an editor older than that has to be opened anew. */
const LOOK_BACK = 500;

/**
 * The cells that were changed after the given version, with who and when: every batch leaves its cells in the log, in the
 * same transaction. Null when the version is too old to tell.
 */
export async function changedSince(
  tx: Pick<Tx, "db">,
  plan: { id: number; version: number },
  given: number,
): Promise<Map<CellKey, Clash> | null> {
  const behind = plan.version - given;
  if (behind === 0) return new Map();
  if (behind < 0 || behind > LOOK_BACK) return null;
  const entries = await tx.db
    .select({ details: auditLog.details, userId: auditLog.actorUserId, at: auditLog.createdAt })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.entity, "confinement_meal_plan"),
        eq(auditLog.entityId, plan.id),
        eq(auditLog.action, ITEMS_CHANGED),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(behind);
  const batches = entries
    .map((entry) => ({ ...entry, details: entry.details as BatchDetails }))
    .filter(({ details }) => details.version > given);
  const names = await userNames(batches.flatMap((b) => b.userId ?? []));
  const changed = new Map<CellKey, Clash>();
  for (const { details, userId, at } of batches.toReversed())
    for (const key of details.cells)
      changed.set(key, { ...cellOf(key), by: names.get(userId ?? 0) ?? "系统", at: at.toISOString() });
  return changed;
}

/**
 * Lets an edit on an older version through when it names only cells that nobody changed since; otherwise a conflict naming
 * the cells, who and when. Answers every cell others changed, so that the editor can show them.
 */
export async function assertNoOverlap(
  tx: Pick<Tx, "db">,
  plan: { id: number; version: number },
  given: number,
  touched: readonly CellKey[],
  slotName: (slotId: number) => string,
): Promise<CellKey[]> {
  const changed = await changedSince(tx, plan, given);
  if (changed === null)
    throw conflict("这份计划打开后已经改过太多次。您改的都还在，重新打开再保存", {
      planVersion: plan.version,
      cells: [],
    });
  const clashes = touched.flatMap((key) => changed.get(key) ?? []);
  const [first] = clashes;
  if (!first) return [...changed.keys()];
  const where = clashes.slice(0, 3).map((c) => `${c.date.slice(5)} ${slotName(c.slotId)}`);
  const more = clashes.length > 3 ? `等 ${clashes.length} 格` : "";
  throw conflict(`${where.join("、")}${more}刚被${first.by}改过。您改的都还在，选好再保存`, {
    planVersion: plan.version,
    cells: clashes,
    by: first.by,
    at: first.at,
  });
}
