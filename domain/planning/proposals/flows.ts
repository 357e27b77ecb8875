import "server-only";
import { eq } from "drizzle-orm";
import { confinementMealPlans } from "@/db/schema/planning";
import { command, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { beatTask, type Task } from "@/domain/system/jobs/tasks";
import { conflict, notFound } from "@/lib/errors";
import { lockedPlan } from "../items/commands";
import { runSchedule } from "../scheduling/run";
import { keepProposal, type ScheduleTask } from "./commands";
import { gather } from "./gather";
import type { ScheduleJobResult } from "./schema";

/** The worker's part of scheduling a plan: reads, solves in a thread, keeps the proposal. Answers what the job shows. */
export async function runScheduleTask(makeCtx: () => Ctx, task: Task): Promise<ScheduleJobResult> {
  const { planId, scope, seed, weights } = task.input as ScheduleTask;
  const ctx = makeCtx();
  const { db } = reader(ctx, "plans:edit");
  const [plan] = await db.select().from(confinementMealPlans).where(eq(confinementMealPlans.id, planId));
  if (!plan) throw notFound("这份月子餐计划");
  const { input, kept } = await gather(db, ctx.now, [plan], { ...scope, seed, weights });
  if (input.plans.every(({ open }) => open.length === 0)) throw conflict("没有可以排的餐：都锁着、截单或过去了");
  const [result] = await runSchedule(input, kept, (percent) => beatTask(makeCtx(), task, percent));
  if (!result) throw new Error("the solver answered no plan");
  const proposalId = await command(makeCtx(), "plans:edit", async (tx) => {
    const now = await lockedPlan(tx, planId);
    const { createdBy } = task;
    return keepProposal(tx, now, {
      planId,
      planVersion: plan.version,
      jobId: task.id,
      scope,
      weights: input.weights,
      createdBy,
      result,
    });
  });
  return { ...result, proposalId };
}
