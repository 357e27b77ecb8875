import { endpoints, route } from "@/app/_server/route";
import { confirmOrder } from "@/domain/orders/commands";
import { CreatedOrder, OrderStep } from "@/domain/orders/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "确认订单",
      permission: "orders:edit",
      input: OrderStep,
      output: CreatedOrder,
    },
    confirmOrder,
  ),
});
