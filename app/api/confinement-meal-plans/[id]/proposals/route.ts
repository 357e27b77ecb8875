import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { listProposals } from "@/domain/planning/proposals/queries";
import { ListProposals, ProposalRowOut } from "@/domain/planning/proposals/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一份计划的排餐方案，新的在前",
      permission: "plans:read",
      input: ListProposals,
      output: z.array(ProposalRowOut),
    },
    listProposals,
  ),
});
