"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { findCustomers } from "@/domain/customers/search";
import { orderDishes } from "@/domain/orders/choices/queries";
import { OrderDishes } from "@/domain/orders/choices/schema";
import { cancelOrder, confirmOrder, createOrder, updateOrder } from "@/domain/orders/commands";
import { CancelOrder, CreateOrder, OrderStep, UpdateOrder } from "@/domain/orders/schema";

export const createOrderAction = action({ permission: "orders:edit", input: CreateOrder }, fresh(createOrder));
export const updateOrderAction = action({ permission: "orders:edit", input: UpdateOrder }, fresh(updateOrder));
export const confirmOrderAction = action({ permission: "orders:edit", input: OrderStep }, fresh(confirmOrder));
export const cancelOrderAction = action({ permission: "orders:edit", input: CancelOrder }, fresh(cancelOrder));
export const orderDishesAction = action({ permission: "orders:edit", input: OrderDishes }, orderDishes);

/** Whom a trial meal is for: anybody who is known, in the house or not. */
export const findTasterAction = action(
  { permission: "orders:edit", input: z.string().trim().max(50) },
  async (ctx, text) =>
    (await findCustomers(ctx, text, 12)).map(({ customerId, name, room, restrictions }) => ({
      customerId,
      name,
      room,
      restrictions,
    })),
);
