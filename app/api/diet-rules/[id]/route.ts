import { endpoints, route } from "@/app/_server/route";
import { deactivateDietRule, updateDietRule } from "@/domain/dishes/guidance/commands";
import { dietRuleDetail } from "@/domain/dishes/guidance/queries";
import { DietRuleOut, GuidanceId, UpdateDietRule } from "@/domain/dishes/guidance/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改膳食规则", permission: "guidance:edit", input: UpdateDietRule, output: DietRuleOut },
  updateDietRule,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一条膳食规则", permission: "dishes:read", input: GuidanceId, output: DietRuleOut },
    dietRuleDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "停用膳食规则，留着可再启用", permission: "guidance:edit", input: GuidanceId, output: nothing },
    deactivateDietRule,
  ),
});
