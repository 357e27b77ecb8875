export const medicalOrderOrderTypes = ["medication", "examination", "lifestyle", "followup", "diet"] as const;
export type MedicalOrderOrderType = (typeof medicalOrderOrderTypes)[number];
export const medicalOrderOrderTypeLabels: Record<MedicalOrderOrderType, string> = {
  medication: "用药",
  examination: "检查",
  lifestyle: "生活",
  followup: "复诊",
  diet: "膳食",
};

export const medicalOrderStatuses = ["draft", "active", "completed", "cancelled"] as const;
export type MedicalOrderStatus = (typeof medicalOrderStatuses)[number];
export const medicalOrderStatusLabels: Record<MedicalOrderStatus, string> = {
  draft: "草稿",
  active: "执行中",
  completed: "已完成",
  cancelled: "已停止",
};
