import { endpoints, route } from "@/app/_server/route";
import { schedulePlan } from "@/domain/planning/proposals/commands";
import { QueuedOut, SchedulePlan } from "@/domain/planning/proposals/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "自动排餐：整份、一周或只补空着的；答任务编号，排好后是一个方案",
      permission: "plans:edit",
      input: SchedulePlan,
      output: QueuedOut,
      status: 202,
      message: "已开始排餐",
    },
    schedulePlan,
  ),
});
