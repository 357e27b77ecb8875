import "server-only";
import type { OutboxHandler } from "@/domain/core/outbox";
import { recheckDishes, recheckPatient } from "./recheck/commands";
import { followMerge } from "./recheck/merge";

const ofPatient: OutboxHandler = async (ctx, { patientId }) => {
  if (typeof patientId === "number") await recheckPatient(ctx, patientId);
};

const ofDishes: OutboxHandler = async (ctx, { dishIds, dishId }) => {
  const ids = Array.isArray(dishIds) ? dishIds : [dishId];
  await recheckDishes(
    ctx,
    ids.filter((id): id is number => typeof id === "number"),
  );
};

/** What planning does when the ground under its plans moves: coming meals are judged and added up again. */
export const planningOutbox: Record<string, OutboxHandler[]> = {
  "restriction.changed": [ofPatient],
  "childbirth.changed": [ofPatient],
  "dish.changed": [ofDishes],
  "customer.merged": [followMerge],
};
