import { endpoints, route } from "@/app/_server/route";
import { updateCondition } from "@/domain/dishes/guidance/commands";
import { conditionDetail } from "@/domain/dishes/guidance/queries";
import { ConditionOut, GuidanceId, UpdateCondition } from "@/domain/dishes/guidance/schema";

const update = route(
  { summary: "修改身体状况的名称与建议", permission: "guidance:edit", input: UpdateCondition, output: ConditionOut },
  updateCondition,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一种身体状况", permission: "dishes:read", input: GuidanceId, output: ConditionOut },
    conditionDetail,
  ),
  PUT: update,
  PATCH: update,
});
