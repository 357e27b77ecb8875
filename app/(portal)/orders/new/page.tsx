import { z } from "zod";
import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { orderChoices } from "@/domain/orders/choices/queries";
import { dayOf } from "@/lib/time";
import { OrderForm } from "../_components/order-form";

export const metadata = { title: "登记订单" };

const Input = z.object({ kind: z.enum(["guest", "companion", "staff", "trial"]).default("guest") });

export default page({ permission: "orders:edit", input: Input }, async (ctx, { kind }) => {
  const centres = await centreOptions(ctx);
  const choices = await orderChoices(ctx, { centreId: ctx.actor.centreId ?? centres[0]?.id });
  return (
    <>
      <PageHeader title="登记订单" crumbs={[{ label: "登记订单" }]} meta="客餐、陪护餐、员工餐、试吃" />
      <OrderForm choices={choices} today={dayOf(ctx.now)} kind={kind} />
    </>
  );
});
