import { endpoints, route } from "@/app/_server/route";
import { discardProposal } from "@/domain/planning/proposals/commands";
import { proposal } from "@/domain/planning/proposals/queries";
import { OneProposal, ProposalOut } from "@/domain/planning/proposals/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一个排餐方案：每道菜为什么、前后对比、排不上的原因",
      permission: "plans:read",
      input: OneProposal,
      output: ProposalOut,
    },
    proposal,
  ),
  DELETE: route(
    { summary: "放弃一个排餐方案", permission: "plans:edit", input: OneProposal, output: nothing, message: "已放弃" },
    discardProposal,
  ),
});
