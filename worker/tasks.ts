import type { Ctx } from "@/domain/core/ctx";
import { runDayTask } from "@/domain/planning/proposals/day";
import { runScheduleTask } from "@/domain/planning/proposals/flows";
import { Cancelled } from "@/domain/planning/scheduling/run";
import type { TaskKind } from "@/domain/system/jobs/schema";
import { beatTask, claimTask, finishTask, requeueSilent, type Task } from "@/domain/system/jobs/tasks";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** What each kind of task does; the answer is kept as its result. */
const work: Record<TaskKind, (makeCtx: () => Ctx, task: Task) => Promise<unknown>> = {
  "plans.schedule": runScheduleTask,
  "menus.auto": runDayTask,
};

const IDLE_MS = 1000;
/** How often tasks of workers that have died are looked for, in turns of the loop. */
const LOOK_EVERY = 15;

/** Does queued tasks one after the other until it is told to stop. Runs beside the outbox: a task's thread blocks neither. */
export async function taskLoop(makeCtx: (job: string) => Ctx, isStopping: () => boolean): Promise<void> {
  for (let turn = 0; !isStopping(); turn++) {
    const done = await nextTask(makeCtx, turn).catch((error) => {
      log.error({ err: error }, "tasks");
      return false;
    });
    if (!done) await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  }
}

/** Takes one task and does it; false when none is waiting. */
export async function nextTask(makeCtx: (job: string) => Ctx, turn = 0): Promise<boolean> {
  if (turn % LOOK_EVERY === 0) await requeueSilent(makeCtx("tasks"));
  const task = await claimTask(makeCtx("tasks"));
  if (!task) return false;
  const ctx = () => makeCtx(task.kind);
  await beatTask(ctx(), task, 0);
  try {
    await finishTask(ctx(), task, { result: await work[task.kind](ctx, task) });
  } catch (error) {
    if (error instanceof Cancelled) return true; // the row says so already
    if (!(error instanceof AppError)) log.error({ err: error, task: task.id }, "task failed");
    await finishTask(ctx(), task, {
      error: error instanceof AppError ? error.message : "排餐时出错了，已记下。请重试",
    });
  }
  return true;
}
