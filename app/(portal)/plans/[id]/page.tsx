import { page } from "@/app/_server/page";
import { editorOf } from "@/domain/planning/editor/queries";
import { listProposals, proposal } from "@/domain/planning/proposals/queries";
import { PlanView } from "@/domain/planning/schema";
import { PlanEditor } from "../_components/editor/editor";

export const metadata = { title: "月子餐计划" };

export default page({ permission: "plans:read", input: PlanView }, async (ctx, input) => {
  const [data, proposals, open] = await Promise.all([
    editorOf(ctx, input),
    listProposals(ctx, { id: input.id }),
    input.proposal === undefined ? null : proposal(ctx, { id: input.id, proposal: input.proposal }),
  ]);
  return (
    <PlanEditor
      key={data.plan.id}
      data={data}
      proposal={open}
      proposals={proposals}
      schedules={input.schedule === true}
    />
  );
});
