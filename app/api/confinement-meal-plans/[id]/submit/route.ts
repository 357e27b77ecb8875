import { endpoints, route } from "@/app/_server/route";
import { submitPlan } from "@/domain/planning/commands";
import { SubmitPlan, SubmittedOut } from "@/domain/planning/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "提交审核：通知能审核的同事", permission: "plans:edit", input: SubmitPlan, output: SubmittedOut },
    submitPlan,
  ),
});
