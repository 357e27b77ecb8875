import "server-only";
import { and, eq, inArray, lt } from "drizzle-orm";
import { onceKeys, outboxEvents } from "@/db/schema/core";
import { jobs } from "@/db/schema/system";
import { command } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { conflict, notFound } from "@/lib/errors";
import { addMinutes } from "@/lib/time";
import { reachable } from "./queries";
import { canBecome } from "./rules";
import type { JobKind, OneJob } from "./schema";

/** Marks the run of a schedule tick as begun; null when another worker has it already. */
export function startJob(ctx: Ctx, kind: JobKind, runKey: string): Promise<number | null> {
  return command(ctx, "jobs:edit", async (tx) => {
    const mine = and(eq(jobs.kind, kind), eq(jobs.runKey, runKey));
    const [had] = await tx.db.select().from(jobs).where(mine).for("update");
    if (had && had.status !== "queued") {
      unchanged(tx);
      return null;
    }
    const row = { kind, runKey, status: "running" as const, attempts: (had?.attempts ?? 0) + 1, startedAt: tx.now };
    if (had) {
      await tx.db.update(jobs).set(row).where(mine);
      await audit(tx, "job.started", had, { ...had, ...row });
      return had.id;
    }
    const [created] = await tx.db
      .insert(jobs)
      .values({ ...row, createdAt: tx.now })
      .$returningId();
    if (!created) throw new Error("insert returned no id");
    await audit(tx, "job.started", null, { ...row, id: created.id });
    return created.id;
  });
}

export function finishJob(ctx: Ctx, id: number, outcome: { result: unknown } | { error: string }): Promise<void> {
  return command(ctx, "jobs:edit", async (tx) => {
    const [had] = await tx.db.select().from(jobs).where(eq(jobs.id, id)).for("update");
    const status = "error" in outcome ? ("failed" as const) : ("done" as const);
    if (!had || !canBecome(had.status, status)) return unchanged(tx);
    const row = {
      status,
      finishedAt: tx.now,
      progress: status === "done" ? 100 : had.progress,
      result: "result" in outcome ? (outcome.result ?? null) : null,
      error: "error" in outcome ? outcome.error.slice(0, 2000) : null,
    };
    await tx.db.update(jobs).set(row).where(eq(jobs.id, id));
    await audit(tx, `job.${status}`, had, { ...had, ...row });
  });
}

/** A failed run is queued again; the worker picks it up within a minute. */
export function retryJob(ctx: Ctx, input: OneJob) {
  return command(ctx, "jobs:edit", async (tx) => {
    const [had] = await tx.db
      .select()
      .from(jobs)
      .where(and(eq(jobs.id, input.id), reachable(tx.grant)))
      .for("update");
    if (!had) throw notFound("这个任务");
    if (!canBecome(had.status, "queued") || had.status === "running")
      throw conflict("只有失败的任务可以重试，这个任务没有失败");
    await tx.db.update(jobs).set({ status: "queued", error: null }).where(eq(jobs.id, had.id));
    await audit(tx, "job.retried", had, { ...had, status: "queued" });
    return { id: had.id };
  });
}

const OUTBOX_DAYS = 7;
const ONCE_DAYS = 30;
const STEP = 1000;

/** Removes handled events after 7 days, 1,000 rows a step. Answers how many. */
export const purgeOutbox = (ctx: Ctx): Promise<number> =>
  command(ctx, "jobs:edit", async (tx) => {
    unchanged(tx);
    const cut = addMinutes(tx.now, -OUTBOX_DAYS * 1440);
    const rows = await tx.db
      .select({ id: outboxEvents.id })
      .from(outboxEvents)
      .where(and(eq(outboxEvents.status, "done"), lt(outboxEvents.availableAt, cut)))
      .limit(STEP);
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await tx.db.delete(outboxEvents).where(inArray(outboxEvents.id, ids));
    return ids.length;
  });

/** Removes first answers after 30 days, 1,000 rows a step. Answers how many. */
export const purgeOnceKeys = (ctx: Ctx): Promise<number> =>
  command(ctx, "jobs:edit", async (tx) => {
    unchanged(tx);
    const cut = addMinutes(tx.now, -ONCE_DAYS * 1440);
    const rows = await tx.db.select({ id: onceKeys.id }).from(onceKeys).where(lt(onceKeys.createdAt, cut)).limit(STEP);
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await tx.db.delete(onceKeys).where(inArray(onceKeys.id, ids));
    return ids.length;
  });
