import "server-only";
import type { OutboxHandler } from "@/domain/core/outbox";
import { noticeLow } from "./low/commands";

const moved: OutboxHandler = async (ctx, { itemIds, itemId }) => {
  const ids = Array.isArray(itemIds) ? itemIds : [itemId];
  await noticeLow(ctx, { itemIds: ids.filter((id): id is number => typeof id === "number") });
};

/** What the store does when its stock moves or a lot may no longer be used: keepers hear of what has run low. */
export const inventoryOutbox: Record<string, OutboxHandler[]> = {
  "stock.changed": [moved],
  "stock_lot.blocked": [moved],
  "stock_lot.released": [moved],
};
