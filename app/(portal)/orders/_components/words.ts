import type { StatusTone } from "@/components/marks/status-badge";
import { type CustomerOrderPaymentStatus, type CustomerOrderStatus, customerOrderKindLabels } from "@/db/enums/orders";
import type { Order } from "@/domain/orders/schema";

export const orderTones: Record<CustomerOrderStatus, StatusTone> = {
  pending: "new",
  confirmed: "waiting",
  preparing: "running",
  delivering: "partly",
  completed: "done",
  cancelled: "cancelled",
};

export const paymentTones: Record<CustomerOrderPaymentStatus, StatusTone> = {
  unpaid: "new",
  partial: "partly",
  paid: "done",
  refunding: "returned",
  refunded: "returned",
};

/** A guest's meal with a room is a companion's. */
export const kindOf = (order: Pick<Order, "kind" | "isCompanion">): string =>
  order.isCompanion ? "陪护餐" : customerOrderKindLabels[order.kind];

/** Whom it is for, in words: 608 林知夏的陪护, 许大庆. */
export const whoOf = (order: Pick<Order, "kind" | "customerName" | "employeeName">): string =>
  order.employeeName ?? order.customerName ?? "散客";
