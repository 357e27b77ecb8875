import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/shell/page-header";
import { type Ctx, may } from "@/domain/core/ctx";
import { listOrders, orderDetail } from "@/domain/orders/queries";
import { ListOrders } from "@/domain/orders/schema";
import { AppError } from "@/lib/errors";
import { id } from "@/lib/fields";
import { OrderDrawer } from "./_components/order-drawer";
import { OrdersTable } from "./_components/orders-table";

export const metadata = { title: "全部订单" };

const Input = ListOrders.extend({ open: id.optional() });

export default page({ permission: "orders:read", input: Input }, async (ctx, { open, ...input }) => {
  const [found, opened] = await Promise.all([
    listOrders(ctx, { ...input, centreId: input.centreId ?? ctx.actor.centreId }),
    open === undefined ? null : openedOrder(ctx, open),
  ]);
  return (
    <>
      <PageHeader
        title="全部订单"
        meta="客餐、陪护餐、员工餐、试吃"
        actions={
          may(ctx, "orders:edit") && (
            <LinkButton href="/orders/new" variant="filled">
              登记订单
            </LinkButton>
          )
        }
      />
      <OrdersTable page={found} sort={input.sort} open={opened?.id ?? null} />
      {opened && (
        <OrderDrawer
          key={opened.id}
          order={opened}
          ids={found.rows.map((row) => row.id)}
          mayEdit={may(ctx, "orders:edit")}
        />
      )}
      <LiveRefresh topics={["order.changed"]} />
    </>
  );
});

/** An old link to an order that is gone opens the list alone. */
const openedOrder = (ctx: Ctx, orderId: number) =>
  orderDetail(ctx, { id: orderId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
