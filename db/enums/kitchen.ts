export const productionBatchStatuses = ["planned", "cooking", "closed", "cancelled"] as const;
export type ProductionBatchStatus = (typeof productionBatchStatuses)[number];
export const productionBatchStatusLabels: Record<ProductionBatchStatus, string> = {
  planned: "待做",
  cooking: "制作中",
  closed: "已完成",
  cancelled: "已取消",
};

export const kitchenTicketKinds = ["meal", "change", "add", "cancel"] as const;
export type KitchenTicketKind = (typeof kitchenTicketKinds)[number];
export const kitchenTicketKindLabels: Record<KitchenTicketKind, string> = {
  meal: "正餐",
  change: "改",
  add: "加",
  cancel: "撤",
};

export const kitchenTicketSourceTypes = ["day_plan", "order"] as const;
export type KitchenTicketSourceType = (typeof kitchenTicketSourceTypes)[number];

export const kitchenTicketStatuses = ["issued", "acknowledged", "plated", "delivered", "refused", "cancelled"] as const;
export type KitchenTicketStatus = (typeof kitchenTicketStatuses)[number];
export const kitchenTicketStatusLabels: Record<KitchenTicketStatus, string> = {
  issued: "已出票",
  acknowledged: "已知晓",
  plated: "已装盘",
  delivered: "已送达",
  refused: "未收",
  cancelled: "已撤",
};
