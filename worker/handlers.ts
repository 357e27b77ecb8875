import type { OutboxHandler } from "@/domain/core/outbox";
import { followMerge } from "@/domain/packages/commands";
import { planningOutbox } from "@/domain/planning/outbox";

/** Who listens to what: topic → handlers, in order. */
export const outboxHandlers: Record<string, OutboxHandler[]> = {
  ...planningOutbox,
  "customer.merged": [followMerge, ...(planningOutbox["customer.merged"] ?? [])],
};
