export const outboxEventStatuses = ["pending", "done", "dead"] as const;
export type OutboxEventStatus = (typeof outboxEventStatuses)[number];
