export const patientKinds = ["mother", "baby", "other"] as const;
export type PatientKind = (typeof patientKinds)[number];
export const patientKindLabels: Record<PatientKind, string> = { mother: "妈妈", baby: "宝宝", other: "家人" };

export const patientGenders = ["male", "female"] as const;
export type PatientGender = (typeof patientGenders)[number];
export const patientGenderLabels: Record<PatientGender, string> = { male: "男", female: "女" };

export const childbirthDeliveryModes = ["vaginal", "assisted", "cesarean"] as const;
export type ChildbirthDeliveryMode = (typeof childbirthDeliveryModes)[number];
export const childbirthDeliveryModeLabels: Record<ChildbirthDeliveryMode, string> = {
  vaginal: "顺产",
  assisted: "助产",
  cesarean: "剖宫产",
};

export const childbirthFeedings = ["breast", "mixed", "formula", "weaned"] as const;
export type ChildbirthFeeding = (typeof childbirthFeedings)[number];
export const childbirthFeedingLabels: Record<ChildbirthFeeding, string> = {
  breast: "母乳",
  mixed: "混合",
  formula: "配方奶",
  weaned: "已回奶",
};

export const customerStatuses = ["active", "inactive"] as const;
export type CustomerStatus = (typeof customerStatuses)[number];
export const customerStatusLabels: Record<CustomerStatus, string> = { active: "正常", inactive: "停用" };

export const careAssignmentRoles = [
  "recorder",
  "nurse",
  "butler",
  "doctor",
  "dietitian",
  "sales",
  "break_glass",
] as const;
export type CareAssignmentRole = (typeof careAssignmentRoles)[number];
export const careAssignmentRoleLabels: Record<CareAssignmentRole, string> = {
  recorder: "记录员",
  nurse: "护士",
  butler: "管家",
  doctor: "医生",
  dietitian: "营养师",
  sales: "顾问",
  break_glass: "紧急查看",
};

export const restrictionKinds = ["allergy", "medical", "religion", "stage", "dislike"] as const;
export type RestrictionKind = (typeof restrictionKinds)[number];
export const restrictionKindLabels: Record<RestrictionKind, string> = {
  allergy: "过敏",
  medical: "医嘱",
  religion: "宗教",
  stage: "阶段",
  dislike: "不吃",
};

export const restrictionStrengths = ["hard", "soft"] as const;
export type RestrictionStrength = (typeof restrictionStrengths)[number];
export const restrictionStrengthLabels: Record<RestrictionStrength, string> = { hard: "硬性", soft: "提醒" };

export const restrictionTargets = ["ingredient", "allergen", "tag", "dish", "text"] as const;
export type RestrictionTarget = (typeof restrictionTargets)[number];
export const restrictionTargetLabels: Record<RestrictionTarget, string> = {
  ingredient: "食材",
  allergen: "过敏原",
  tag: "标签",
  dish: "菜品",
  text: "文字",
};

export const restrictionSources = ["customer", "staff", "doctor_order", "rule"] as const;
export type RestrictionSource = (typeof restrictionSources)[number];
export const restrictionSourceLabels: Record<RestrictionSource, string> = {
  customer: "客户",
  staff: "员工",
  doctor_order: "医嘱",
  rule: "规则",
};

export const stayStatuses = ["booked", "checked_in", "checked_out", "cancelled", "no_show"] as const;
export type StayStatus = (typeof stayStatuses)[number];
export const stayStatusLabels: Record<StayStatus, string> = {
  booked: "待入住",
  checked_in: "在住",
  checked_out: "已退住",
  cancelled: "已取消",
  no_show: "未到店",
};

export const stayAbsenceKinds = ["outing", "hospital"] as const;
export type StayAbsenceKind = (typeof stayAbsenceKinds)[number];
export const stayAbsenceKindLabels: Record<StayAbsenceKind, string> = { outing: "外出", hospital: "住院" };
