"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import type { Ctx } from "@/domain/core/ctx";
import { orderDishes } from "@/domain/orders/choices/queries";
import { OrderDishes } from "@/domain/orders/choices/schema";
import { cancelOrder, confirmOrder, createOrder, updateOrder } from "@/domain/orders/commands";
import { CancelOrder, CreateOrder, OrderStep, UpdateOrder } from "@/domain/orders/schema";

const fresh =
  <I, T>(run: (ctx: Ctx, input: I) => Promise<T>) =>
  async (ctx: Ctx, input: I): Promise<T> => {
    const answer = await run(ctx, input);
    revalidatePath("/", "layout");
    return answer;
  };

export const createOrderAction = action({ permission: "orders:edit", input: CreateOrder }, fresh(createOrder));
export const updateOrderAction = action({ permission: "orders:edit", input: UpdateOrder }, fresh(updateOrder));
export const confirmOrderAction = action({ permission: "orders:edit", input: OrderStep }, fresh(confirmOrder));
export const cancelOrderAction = action({ permission: "orders:edit", input: CancelOrder }, fresh(cancelOrder));
export const orderDishesAction = action({ permission: "orders:edit", input: OrderDishes }, orderDishes);
