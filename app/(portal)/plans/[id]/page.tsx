import { page } from "@/app/_server/page";
import { editorOf } from "@/domain/planning/editor/queries";
import { PlanId } from "@/domain/planning/schema";
import { PlanEditor } from "../_components/editor/editor";

export const metadata = { title: "月子餐计划" };

export default page({ permission: "plans:read", input: PlanId }, async (ctx, input) => {
  const data = await editorOf(ctx, input);
  return <PlanEditor key={data.plan.id} data={data} />;
});
