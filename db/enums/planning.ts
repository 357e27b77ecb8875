export const confinementMealPlanPlaces = ["in_house", "delivered"] as const;
export type ConfinementMealPlanPlace = (typeof confinementMealPlanPlaces)[number];
export const confinementMealPlanPlaceLabels: Record<ConfinementMealPlanPlace, string> = {
  in_house: "在馆",
  delivered: "送餐到家",
};

export const confinementMealPlanStatuses = ["draft", "active", "completed", "cancelled"] as const;
export type ConfinementMealPlanStatus = (typeof confinementMealPlanStatuses)[number];
export const confinementMealPlanStatusLabels: Record<ConfinementMealPlanStatus, string> = {
  draft: "草稿",
  active: "执行中",
  completed: "已结束",
  cancelled: "已取消",
};

export const confinementMealItemOrigins = ["person", "auto", "family", "substitute"] as const;
export type ConfinementMealItemOrigin = (typeof confinementMealItemOrigins)[number];
export const confinementMealItemOriginLabels: Record<ConfinementMealItemOrigin, string> = {
  person: "人工",
  auto: "自动",
  family: "家属",
  substitute: "替代",
};

export const planProposalStatuses = ["open", "accepted", "discarded", "stale"] as const;
export type PlanProposalStatus = (typeof planProposalStatuses)[number];
export const planProposalStatusLabels: Record<PlanProposalStatus, string> = {
  open: "待处理",
  accepted: "已采用",
  discarded: "已放弃",
  stale: "已过期",
};
