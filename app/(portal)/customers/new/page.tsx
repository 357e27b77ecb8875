import { z } from "zod";
import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { employeeOptions } from "@/domain/staff/queries";
import { NewCustomerForm } from "../_components/customer-form";

export const metadata = { title: "新建客户" };

export default page({ permission: "customers:edit", input: z.object({}) }, async (ctx) => {
  const [centres, people] = await Promise.all([
    centreOptions(ctx),
    may(ctx, "employees:read") ? employeeOptions(ctx) : [],
  ]);
  const only = centres.length === 1 ? centres[0]?.id : ctx.actor.centreId;
  return (
    <>
      <PageHeader title="新建客户" crumbs={[{ label: "新建客户" }]} />
      <NewCustomerForm
        centres={centres.map((one) => ({ value: String(one.id), label: one.name }))}
        centreId={only === undefined ? null : String(only)}
        people={people.map((one) => ({ value: String(one.id), label: `${one.name}，${one.position}` }))}
      />
    </>
  );
});
