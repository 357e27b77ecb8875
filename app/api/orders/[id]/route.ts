import { endpoints, route } from "@/app/_server/route";
import { cancelOrder, updateOrder } from "@/domain/orders/commands";
import { orderDetail } from "@/domain/orders/queries";
import { CancelOrder, CreatedOrder, OneOrder, OrderDetailOut, UpdateOrder } from "@/domain/orders/schema";

const update = route(
  { summary: "修改订单", permission: "orders:edit", input: UpdateOrder, output: CreatedOrder },
  updateOrder,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一张订单", permission: "orders:read", input: OneOrder, output: OrderDetailOut }, orderDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    {
      summary: "取消订单（订单不删除）",
      permission: "orders:edit",
      input: CancelOrder,
      output: CreatedOrder,
      message: "取消成功",
    },
    cancelOrder,
  ),
});
