export const servicePackageKinds = ["stay", "home_visit", "meal_plan", "service_card"] as const;
export type ServicePackageKind = (typeof servicePackageKinds)[number];
export const servicePackageKindLabels: Record<ServicePackageKind, string> = {
  stay: "入住套餐",
  home_visit: "上门套餐",
  meal_plan: "月子餐",
  service_card: "服务卡",
};

export const patientSubscriptionStatuses = ["draft", "active", "paused", "cancelled", "expired"] as const;
export type PatientSubscriptionStatus = (typeof patientSubscriptionStatuses)[number];
export const patientSubscriptionStatusLabels: Record<PatientSubscriptionStatus, string> = {
  draft: "草稿",
  active: "生效中",
  paused: "已暂停",
  cancelled: "已取消",
  expired: "已到期",
};

export const patientSubscriptionPaymentStatuses = ["unpaid", "partial", "paid", "refunding", "refunded"] as const;
export type PatientSubscriptionPaymentStatus = (typeof patientSubscriptionPaymentStatuses)[number];
export const patientSubscriptionPaymentStatusLabels: Record<PatientSubscriptionPaymentStatus, string> = {
  unpaid: "未付",
  partial: "部分付",
  paid: "已付",
  refunding: "退款中",
  refunded: "已退",
};
