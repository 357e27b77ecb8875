import { endpoints, route } from "@/app/_server/route";
import { cancelOrder } from "@/domain/orders/commands";
import { CancelOrder, CreatedOrder } from "@/domain/orders/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "取消订单",
      permission: "orders:edit",
      input: CancelOrder,
      output: CreatedOrder,
    },
    cancelOrder,
  ),
});
