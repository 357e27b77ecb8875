export const outboxEventStatuses = ["pending", "done", "dead"] as const;
export type OutboxEventStatus = (typeof outboxEventStatuses)[number];
export const outboxEventStatusLabels: Record<OutboxEventStatus, string> = {
  pending: "待处理",
  done: "已处理",
  dead: "已放弃",
};
