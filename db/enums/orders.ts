export const customerOrderKinds = ["in_house", "takeaway", "guest", "staff", "trial"] as const;
export type CustomerOrderKind = (typeof customerOrderKinds)[number];
export const customerOrderKindLabels: Record<CustomerOrderKind, string> = {
  in_house: "在馆加餐",
  takeaway: "外送",
  guest: "客餐",
  staff: "员工餐",
  trial: "试吃",
};

export const customerOrderSources = ["portal", "mini", "channel"] as const;
export type CustomerOrderSource = (typeof customerOrderSources)[number];

export const customerOrderStatuses = [
  "pending",
  "confirmed",
  "preparing",
  "delivering",
  "completed",
  "cancelled",
] as const;
export type CustomerOrderStatus = (typeof customerOrderStatuses)[number];
export const customerOrderStatusLabels: Record<CustomerOrderStatus, string> = {
  pending: "待确认",
  confirmed: "已确认",
  preparing: "制作中",
  delivering: "配送中",
  completed: "已完成",
  cancelled: "已取消",
};

export const customerOrderPaymentStatuses = ["unpaid", "partial", "paid", "refunding", "refunded"] as const;
export type CustomerOrderPaymentStatus = (typeof customerOrderPaymentStatuses)[number];
export const customerOrderPaymentStatusLabels: Record<CustomerOrderPaymentStatus, string> = {
  unpaid: "未付",
  partial: "部分付",
  paid: "已付",
  refunding: "退款中",
  refunded: "已退款",
};
