import type { OutboxHandler } from "@/domain/core/outbox";
import { inventoryOutbox } from "@/domain/inventory/outbox";
import { kitchenOutbox } from "@/domain/kitchen/outbox";
import { followMerge } from "@/domain/packages/commands";
import { planningOutbox } from "@/domain/planning/outbox";

const packagesOutbox: Record<string, OutboxHandler[]> = { "customer.merged": [followMerge] };

/** Domains in the order in which they hear of a thing: the kitchen compares its tickets with plans already looked at again. */
const listeners = [inventoryOutbox, packagesOutbox, planningOutbox, kitchenOutbox];

/** Who listens to what: topic → handlers, in order. */
export const outboxHandlers: Record<string, OutboxHandler[]> = Object.fromEntries(
  [...new Set(listeners.flatMap((topics) => Object.keys(topics)))].map((topic) => [
    topic,
    listeners.flatMap((topics) => topics[topic] ?? []),
  ]),
);
