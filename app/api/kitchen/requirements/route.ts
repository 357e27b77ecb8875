import { endpoints, route } from "@/app/_server/route";
import { requirements } from "@/domain/kitchen/queries";
import { RequirementsInput, RequirementsOut } from "@/domain/kitchen/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "逐日食材用量（按已生效的计划计算）",
      permission: "kitchen:read",
      input: RequirementsInput,
      output: RequirementsOut,
    },
    requirements,
  ),
});
