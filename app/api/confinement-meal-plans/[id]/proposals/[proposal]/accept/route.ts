import { endpoints, route } from "@/app/_server/route";
import { acceptProposal } from "@/domain/planning/proposals/commands";
import { AcceptedOut, AcceptProposal } from "@/domain/planning/proposals/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "采纳一个排餐方案，全部或勾选的几处；计划改过的方案不能采纳",
      permission: "plans:edit",
      input: AcceptProposal,
      output: AcceptedOut,
      message: "已采纳",
    },
    acceptProposal,
  ),
});
