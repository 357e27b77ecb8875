import { endpoints, route } from "@/app/_server/route";
import { deletePlan, updatePlan } from "@/domain/planning/commands";
import { planDetail } from "@/domain/planning/queries";
import { DeletePlan, PlanDetailOut, PlanId, PlanOut, UpdatePlan } from "@/domain/planning/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改月子餐计划的日期、类型、价格、备注", permission: "plans:edit", input: UpdatePlan, output: PlanOut },
  updatePlan,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "月子餐计划详情：周、日、餐单", permission: "plans:read", input: PlanId, output: PlanDetailOut },
    planDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "删除月子餐计划，只限草稿", permission: "plans:edit", input: DeletePlan, output: nothing },
    deletePlan,
  ),
});
