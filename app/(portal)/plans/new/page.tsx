import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { mothersFor, startOf } from "@/domain/planning/creation/queries";
import { StartPlan } from "@/domain/planning/schema";
import { ChooseMother } from "../_components/choose-mother";
import { NewPlanForm } from "../_components/new-plan-form";

export const metadata = { title: "新建月子餐计划" };

export default page({ permission: "plans:edit", input: StartPlan }, async (ctx, { customerId }) => {
  const start = customerId === undefined ? null : await startOf(ctx, { customerId });
  return (
    <>
      <PageHeader title="新建月子餐计划" crumbs={[{ label: "新建" }]} meta={start ? undefined : "先选给谁排"} />
      {start ? (
        <NewPlanForm key={customerId} start={start} />
      ) : (
        <ChooseMother first={await mothersFor(ctx, { search: "" })} />
      )}
    </>
  );
});
