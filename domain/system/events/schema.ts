import { z } from "zod";

/** What is told live, and who may hear of it. An event says that something changed; what it is now, the listener asks for. */
export const liveTopics = {
  "meal.changed": "kitchen:read",
  "slot.locked": "kitchen:read",
  "kitchen_ticket.issued": "kitchen:read",
  "kitchen_ticket.acknowledged": "kitchen:read",
  "kitchen_ticket.delivered": "kitchen:read",
  "kitchen_ticket.taken_back": "kitchen:read",
  "production_batch.changed": "kitchen:read",
  "food_sample.changed": "kitchen:read",
  "order.changed": "orders:read",
  "restriction.changed": "customers:read",
  "medical_order.created": "medical_orders:read",
  "medical_order.stopped": "medical_orders:read",
  "medical_order.acknowledged": "medical_orders:read",
  "stay.changed": "stays:read",
  "absence.changed": "stays:read",
  "childbirth.changed": "customers:read",
  "stock.changed": "inventory:read",
  "stock.low": "inventory:read",
} as const;
export type LiveTopic = keyof typeof liveTopics;
export const isLiveTopic = (topic: string): topic is LiveTopic => topic in liveTopics;

const MAX_SECONDS = 60;

export const ListenTo = z.object({
  /** Topics, separated by commas; all that the caller may hear of when left out. */
  topics: z.string().max(1000).optional(),
  /** The id of the last event heard; the header Last-Event-ID says the same. */
  after: z.coerce.number().int().min(0).optional(),
  /** Seconds until the stream ends and the listener comes back (with its permissions read anew); 0 = only what has been missed. */
  wait: z.coerce.number().int().min(0).max(MAX_SECONDS).default(MAX_SECONDS),
});
export type ListenTo = z.output<typeof ListenTo>;

export type LiveEvent = { id: number; topic: LiveTopic; centreId: number | null; payload: unknown };
