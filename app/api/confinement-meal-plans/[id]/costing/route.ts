import { endpoints, route } from "@/app/_server/route";
import { planCosting } from "@/domain/kitchen/costing/queries";
import { PlanCostingInput, PlanCostingOut } from "@/domain/kitchen/costing/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一份计划的成本与毛利：计划、已发生、预计",
      permission: "plans:read",
      input: PlanCostingInput,
      output: PlanCostingOut,
    },
    planCosting,
  ),
});
