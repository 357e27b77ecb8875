import { endpoints, route } from "@/app/_server/route";
import { createPlan } from "@/domain/planning/commands";
import { listPlans } from "@/domain/planning/list/queries";
import { CreatedPlanOut, CreatePlan, ListPlans, PlanRowOut } from "@/domain/planning/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "月子餐计划列表", permission: "plans:read", input: ListPlans, output: listOut(PlanRowOut) },
    listPlans,
  ),
  POST: route(
    {
      summary: "新建月子餐计划（草稿），连同每周每天",
      permission: "plans:edit",
      input: CreatePlan,
      output: CreatedPlanOut,
      status: 201,
    },
    createPlan,
  ),
});
