import { endpoints, route } from "@/app/_server/route";
import { discardProposal } from "@/domain/planning/proposals/commands";
import { OneProposal } from "@/domain/planning/proposals/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "放弃一个排餐方案", permission: "plans:edit", input: OneProposal, output: nothing, message: "已放弃" },
    discardProposal,
  ),
});
