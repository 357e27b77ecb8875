import { endpoints, route } from "@/app/_server/route";
import { createOrder } from "@/domain/orders/commands";
import { listOrders } from "@/domain/orders/queries";
import { CreatedOrder, CreateOrder, ListOrders, OrdersOut } from "@/domain/orders/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "订单",
      permission: "orders:read",
      input: ListOrders,
      output: OrdersOut,
    },
    listOrders,
  ),
  POST: route(
    {
      summary: "下单：客餐、陪护餐、员工餐、试吃",
      permission: "orders:edit",
      input: CreateOrder,
      output: CreatedOrder,
      status: 201,
    },
    createOrder,
  ),
});
