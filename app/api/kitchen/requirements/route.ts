import { endpoints, route } from "@/app/_server/route";
import { RequirementsInput, RequirementsOut } from "@/domain/kitchen/requirements/schema";
import { requirements } from "@/domain/purchasing/requirements/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "逐日食材需求：计划与订单的用量，减去当天还在保质期内的批次；缺口与采购建议",
      permission: "kitchen:read",
      input: RequirementsInput,
      output: RequirementsOut,
    },
    requirements,
  ),
});
