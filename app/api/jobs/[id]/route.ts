import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { ScheduleJobResult } from "@/domain/planning/proposals/schema";
import { job } from "@/domain/system/jobs/queries";
import { JobOut, OneJob } from "@/domain/system/jobs/schema";
import { cancelTask } from "@/domain/system/jobs/tasks";
import { created } from "@/lib/out";
import { type Shape, toWire } from "@/lib/wire";

/** Results are kept as the domain has them; the kinds whose shape the outside is told are turned into it. */
const resultShapes: Record<string, z.ZodType> = { "plans.schedule": ScheduleJobResult };
const shown = (kind: string, result: unknown): unknown => {
  const schema = resultShapes[kind];
  return schema && result
    ? toWire(z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as Shape, result)
    : result;
};

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一个任务的进度与结果；自己开始的任务自己能看", permission: "signed-in", input: OneJob, output: JobOut },
    async (ctx, input) => {
      const row = await job(ctx, input);
      return { ...row, result: shown(row.kind, row.result) };
    },
  ),
  DELETE: route(
    {
      summary: "取消还没做完的任务；自己开始的任务自己能取消",
      permission: "signed-in",
      input: OneJob,
      output: created,
      message: "已取消",
    },
    cancelTask,
  ),
});
