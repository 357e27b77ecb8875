import { childbirthDeliveryModeLabels, childbirthFeedingLabels } from "@/db/enums/customers";

/** What the forms of customers choose from. */
export const choicesOf = <K extends string>(labels: Record<K, string>) =>
  (Object.keys(labels) as K[]).map((value) => ({ value, label: labels[value] }));

export const deliveryModes = choicesOf(childbirthDeliveryModeLabels);
export const feedings = choicesOf(childbirthFeedingLabels);
export const genders = [
  { value: "female", label: "女" },
  { value: "male", label: "男" },
];
export const sources = ["朋友介绍", "小红书", "大众点评", "医院合作", "老客户", "路过"];
export const tastes = ["清淡", "少盐", "少油", "不吃辣", "爱喝汤", "口味偏甜", "口味偏咸", "素食为主"];
