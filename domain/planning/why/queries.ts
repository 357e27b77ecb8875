import "server-only";
import { and, desc, eq } from "drizzle-orm";
import type { ConfinementMealItemOrigin } from "@/db/enums/planning";
import { auditLog } from "@/db/schema/core";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { userNames } from "@/domain/identity/queries";
import { type BatchDetails, ITEMS_CHANGED } from "../items/overlap";
import { type ItemRecord, itemsOf, type PlanRecord, type Substitute, traceOf } from "../items/queries";
import { visiblePlan } from "../queries";
import { type ReleaseState, releaseAt } from "../release/queries";
import type { ReleaseAt } from "../release/schema";
import { cellKey } from "../rules";
import type { Why } from "../scheduling/schema";

/** Why a dish stands where it stands: who or what put it there, and what has been said about it since. */
export type WhyHere = {
  origin: ConfinementMealItemOrigin;
  /** Null when the log does not reach back that far. */
  placedBy: string | null;
  placedAt: string;
  /** What decided for it, of an item that the scheduler placed. */
  why: Why | null;
  substitute: Substitute | null;
  /** What came up against it after it was placed. */
  flag: { at: string; texts: string[] } | null;
  release: ReleaseState | null;
};

/** Null when the dish does not stand there (any more), or has not been saved yet. */
export async function whyHere(ctx: Ctx, input: ReleaseAt): Promise<WhyHere | null> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const rows = await itemsOf(read.db, plan.id, { dates: [input.date] });
  const item = rows.find((row) => row.categoryId === input.slotId && row.dishId === input.dishId);
  if (!item) return null;
  const [placed, release] = await Promise.all([placedIn(read, plan, item), releaseAt(ctx, input)]);
  const trace = traceOf(item);
  return {
    origin: item.origin,
    placedBy: placed?.by ?? null,
    placedAt: (placed?.at ?? item.createdAt).toISOString(),
    why: trace.why ?? null,
    substitute: trace.substitute ?? null,
    flag: trace.flag ? { at: trace.flag.at, texts: trace.flag.reasons.map((reason) => reason.text) } : null,
    release,
  };
}

/** Batches of edits looked back over for the one that placed the dish. */
const LOOK_BACK = 200;

/** The latest batch that put the dish into its cell, from the log. */
async function placedIn(
  read: Read,
  plan: PlanRecord,
  item: ItemRecord,
): Promise<{ by: string | null; at: Date } | null> {
  const entries = await read.db
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
    .limit(LOOK_BACK);
  const key = cellKey(item.date, item.categoryId);
  const found = entries.find(({ details }) => {
    const { cells, changes } = details as BatchDetails;
    const said = changes[cells.indexOf(key)];
    return said !== undefined && addedIn(said).includes(item.dishName);
  });
  if (!found) return null;
  return { by: (await userNames([found.userId])).get(found.userId ?? 0) ?? null, at: found.at };
}

/** "11-21 午餐：加鸭血豆腐汤、菠菜，去竹荪鸡汤" → 鸭血豆腐汤, 菠菜. */
export const addedIn = (change: string): string[] => /：加([^，]+)/.exec(change)?.[1]?.split("、") ?? [];
