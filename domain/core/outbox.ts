import "server-only";
import { and, asc, eq, lte } from "drizzle-orm";
import { outboxEvents } from "@/db/schema/core";
import { log } from "@/lib/log";
import { addMinutes } from "@/lib/time";
import { doorman, type Tx } from "./access";
import type { Ctx } from "./ctx";

/** Topics are "<entity>.<what happened>"; handlers may run more than once and must bear it. */
export type OutboxHandler = (ctx: Ctx, payload: Record<string, unknown>) => Promise<void>;

const MAX_ATTEMPTS = 8;

/** An effect that happens after the commit, at least once: written in the same transaction as its cause. */
export async function enqueue(
  tx: Tx,
  topic: `${string}.${string}`,
  payload: Record<string, unknown>,
  centreId?: number | null,
): Promise<void> {
  await tx.db.insert(outboxEvents).values({
    topic,
    payload,
    centreId: centreId ?? null,
    availableAt: tx.now,
    createdAt: tx.now,
  });
}

/** Handles up to `limit` due events, one transaction each, skipping those another worker holds. Answers how many it handled. */
export async function drain(
  makeCtx: (topic: string) => Ctx,
  handlers: Record<string, OutboxHandler[]>,
  limit = 50,
): Promise<number> {
  let handled = 0;
  while (handled < limit && (await drainOne(makeCtx, handlers))) handled++;
  return handled;
}

async function drainOne(makeCtx: (topic: string) => Ctx, handlers: Record<string, OutboxHandler[]>): Promise<boolean> {
  return doorman().transaction(async (db) => {
    const { now } = makeCtx("outbox");
    const [event] = await db
      .select()
      .from(outboxEvents)
      .where(and(eq(outboxEvents.status, "pending"), lte(outboxEvents.availableAt, now)))
      .orderBy(asc(outboxEvents.availableAt), asc(outboxEvents.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!event) return false;
    const mine = eq(outboxEvents.id, event.id);
    try {
      for (const handle of handlers[event.topic] ?? [])
        await handle(makeCtx(event.topic), event.payload as Record<string, unknown>);
      await db
        .update(outboxEvents)
        .set({ status: "done", doneAt: now, attempts: event.attempts + 1 })
        .where(mine);
    } catch (error) {
      const attempts = event.attempts + 1;
      log.error({ err: error, topic: event.topic, event: event.id, attempts }, "outbox handler failed");
      await db
        .update(outboxEvents)
        .set({
          attempts,
          status: attempts >= MAX_ATTEMPTS ? "dead" : "pending",
          availableAt: addMinutes(now, 2 ** attempts),
          lastError: String(error).slice(0, 2000),
        })
        .where(mine);
    }
    return true;
  });
}
