import { page } from "@/app/_server/page";
import { Notice } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { customerOrderStatusLabels } from "@/db/enums/orders";
import { orderChoices } from "@/domain/orders/choices/queries";
import { orderDetail } from "@/domain/orders/queries";
import { canEdit } from "@/domain/orders/rules";
import { OneOrder } from "@/domain/orders/schema";
import { dayOf } from "@/lib/time";
import { EditOrderForm } from "../../_components/edit-order-form";

export const metadata = { title: "改订单" };

export default page({ permission: "orders:edit", input: OneOrder }, async (ctx, { id }) => {
  const order = await orderDetail(ctx, { id });
  const { centreId, slots } = await orderChoices(ctx, { centreId: order.centreId });
  return (
    <>
      <PageHeader
        title={`改 ${order.orderNumber}`}
        crumbs={[{ label: order.orderNumber, href: `/orders?open=${id}` }, { label: "改订单" }]}
      />
      {canEdit(order.status) ? (
        <EditOrderForm order={order} centreId={centreId} slots={slots} today={dayOf(ctx.now)} />
      ) : (
        <Notice tone="warn">这张订单{customerOrderStatusLabels[order.status]}，不能再改。</Notice>
      )}
    </>
  );
});
