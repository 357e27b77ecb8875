import "server-only";
import { and, asc, eq, inArray, lte, or } from "drizzle-orm";
import { jobs } from "@/db/schema/system";
import { command, doorman, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { type Ctx, may, userIdOf } from "@/domain/core/ctx";
import { redis } from "@/domain/core/redis";
import { conflict, notFound } from "@/lib/errors";
import { addMinutes } from "@/lib/time";
import { reachable } from "./queries";
import { canBecome } from "./rules";
import { type OneJob, type TaskKind, taskKindNames } from "./schema";

/** A task as the worker holds it. `attempt` is its fence: whoever holds an older one has lost it and may write no more. */
export type Task = {
  id: number;
  kind: TaskKind;
  input: unknown;
  attempt: number;
  centreId: number | null;
  createdBy: number | null;
};

/** How often a task is begun before it counts as failed: a worker that it kills must not take it up for ever. */
const MAX_ATTEMPTS = 3;
/** A running task that nobody has said anything about for so long has lost its worker. */
const SILENT_SECONDS = 60;
const beatKey = (id: number) => `task:beat:${id}`;

/** Building block: work to be done after the commit; answers the job's id. */
export async function queueTask(tx: Tx, kind: TaskKind, input: object, centreId: number | null): Promise<number> {
  const row = { kind, input, centreId, createdBy: userIdOf(tx), createdAt: tx.now };
  const [created] = await tx.db.insert(jobs).values(row).$returningId();
  if (!created) throw new Error("insert returned no id");
  await audit(tx, "job.queued", null, { ...row, id: created.id });
  return created.id;
}

/** Takes the oldest queued task, skipping those that another worker is taking at this moment; null when there is none. */
export function claimTask(ctx: Ctx): Promise<Task | null> {
  return command(ctx, "jobs:edit", async (tx) => {
    const [row] = await tx.db
      .select()
      .from(jobs)
      .where(and(eq(jobs.status, "queued"), inArray(jobs.kind, taskKindNames)))
      .orderBy(asc(jobs.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!row) {
      unchanged(tx);
      return null;
    }
    const next = { status: "running" as const, attempts: row.attempts + 1, startedAt: tx.now, progress: 0 };
    await tx.db.update(jobs).set(next).where(eq(jobs.id, row.id));
    await audit(tx, "job.started", row, { ...row, ...next });
    const { id, input, centreId, createdBy } = row;
    return { id, kind: row.kind as TaskKind, input, attempt: next.attempts, centreId, createdBy };
  });
}

/**
 * Says how far a task is (percent) and that its worker is alive. Answers whether to go on: false when it was cancelled or
 * given to another worker.
 */
export async function beatTask(ctx: Ctx, task: Pick<Task, "id" | "attempt">, progress: number): Promise<boolean> {
  await redis()
    .set(beatKey(task.id), task.attempt, "EX", SILENT_SECONDS)
    .catch(() => undefined); // without it the task may be begun again, which its fence makes harmless
  const db = doorman(ctx);
  const mine = and(eq(jobs.id, task.id), eq(jobs.attempts, task.attempt), eq(jobs.status, "running"));
  const [{ affectedRows }] = await db.update(jobs).set({ progress }).where(mine);
  if (affectedRows > 0) return true;
  const [row] = await db
    .select({ status: jobs.status, attempts: jobs.attempts })
    .from(jobs)
    .where(eq(jobs.id, task.id));
  return row?.status === "running" && row.attempts === task.attempt;
}

/** Ends a task; whoever lost it meanwhile changes nothing. */
export function finishTask(ctx: Ctx, task: Task, outcome: { result: unknown } | { error: string }): Promise<boolean> {
  return command(ctx, "jobs:edit", async (tx) => {
    const [had] = await tx.db.select().from(jobs).where(eq(jobs.id, task.id)).for("update");
    const status = "error" in outcome ? ("failed" as const) : ("done" as const);
    if (!had || had.attempts !== task.attempt || !canBecome(had.status, status)) {
      unchanged(tx);
      return false;
    }
    const next = {
      status,
      finishedAt: tx.now,
      progress: status === "done" ? 100 : had.progress,
      result: "result" in outcome ? outcome.result : null,
      error: "error" in outcome ? outcome.error.slice(0, 2000) : null,
    };
    await tx.db.update(jobs).set(next).where(eq(jobs.id, had.id));
    await audit(tx, `job.${status}`, had, { ...had, ...next, result: null });
    return true;
  });
}

/** Stops work that waits or runs. Whoever started it may, and whoever looks after jobs. */
export async function cancelTask(ctx: Ctx, input: OneJob): Promise<{ id: number }> {
  const isKeeper = may(ctx, "jobs:edit");
  if (!isKeeper && !may(ctx, "plans:edit")) throw notFound("这个任务"); // nobody else starts any
  return command(ctx, isKeeper ? "jobs:edit" : "plans:edit", async (tx) => {
    const mine = eq(jobs.createdBy, userIdOf(ctx) ?? 0);
    const where = isKeeper ? reachable(tx.grant) && or(reachable(tx.grant), mine) : mine;
    const [had] = await tx.db
      .select()
      .from(jobs)
      .where(and(eq(jobs.id, input.id), where))
      .for("update");
    if (!had) throw notFound("这个任务");
    if (!canBecome(had.status, "cancelled")) throw conflict("这个任务已经结束，不用取消");
    const next = { status: "cancelled" as const, finishedAt: tx.now };
    await tx.db.update(jobs).set(next).where(eq(jobs.id, had.id));
    await audit(tx, "job.cancelled", had, { ...had, ...next });
    return { id: had.id };
  });
}

/** Running tasks whose worker has fallen silent wait again, or count as failed after the third time. Answers how many. */
export async function requeueSilent(ctx: Ctx): Promise<number> {
  const running = and(
    eq(jobs.status, "running"),
    inArray(jobs.kind, taskKindNames),
    lte(jobs.startedAt, addMinutes(ctx.now, -SILENT_SECONDS / 60)),
  );
  const rows = await doorman(ctx).select({ id: jobs.id }).from(jobs).where(running);
  let count = 0;
  for (const { id } of rows) if (!(await isHeard(id)) && (await giveBack(ctx, id))) count++;
  return count;
}

const isHeard = (id: number): Promise<boolean> =>
  redis()
    .exists(beatKey(id))
    .then((found) => found > 0)
    .catch(() => true); // nobody knows: leave it

function giveBack(ctx: Ctx, id: number): Promise<boolean> {
  return command(ctx, "jobs:edit", async (tx) => {
    const [had] = await tx.db.select().from(jobs).where(eq(jobs.id, id)).for("update");
    if (had?.status !== "running") {
      unchanged(tx);
      return false;
    }
    const isOver = had.attempts >= MAX_ATTEMPTS;
    const next = isOver
      ? { status: "failed" as const, finishedAt: tx.now, error: `处理它的进程中断了 ${had.attempts} 次` }
      : { status: "queued" as const };
    await tx.db.update(jobs).set(next).where(eq(jobs.id, id));
    await audit(tx, isOver ? "job.failed" : "job.requeued", had, { ...had, ...next });
    return true;
  });
}
