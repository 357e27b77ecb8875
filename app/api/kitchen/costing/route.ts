import { endpoints, route } from "@/app/_server/route";
import { kitchenCosting } from "@/domain/kitchen/costing/queries";
import { KitchenCostingInput, KitchenCostingOut } from "@/domain/kitchen/costing/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "厨房逐日成本：计划与实际（按领用批次）",
      permission: "kitchen:read",
      input: KitchenCostingInput,
      output: KitchenCostingOut,
    },
    kitchenCosting,
  ),
});
