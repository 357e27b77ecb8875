import { endpoints, route } from "@/app/_server/route";
import { cancelPlan } from "@/domain/planning/commands";
import { CancelPlan } from "@/domain/planning/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "取消月子餐计划，写明原因",
      permission: "plans:cancel",
      input: CancelPlan,
      output: created,
      message: "已取消",
    },
    cancelPlan,
  ),
});
