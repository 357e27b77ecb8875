import { endpoints, route } from "@/app/_server/route";
import { approvePlan } from "@/domain/planning/approval/commands";
import { ApprovedOut, ApprovePlan } from "@/domain/planning/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "审核月子餐计划排满的周；制定人不能审自己的",
      permission: "plans:approve",
      input: ApprovePlan,
      output: ApprovedOut,
      message: "已审核",
    },
    approvePlan,
  ),
});
