import type { ProductionBatchStatus } from "@/db/enums/kitchen";
import type { Day } from "@/lib/time";
import type { Production } from "../rules";

/**
 * What stock is promised to: a slot of a day in a centre, as a number because sources are numbers: day, centre, slot
 * ("20261119" "001" "003"). Two centres never share one, or the second would take the first one's promises away.
 */
export const slotSource = (centreId: number, day: Day, slotId: number): { type: string; id: number } => ({
  type: "kitchen_slot",
  id: Number(day.replaceAll("-", "")) * 1_000_000 + (centreId % 1000) * 1000 + (slotId % 1000),
});

type Pot = { dishId: number; status: ProductionBatchStatus; plannedPortions: number };

/** What is still to be cooked of a production: the food of closed batches has left the store. */
export function withoutCooked(production: Production, batches: readonly Pot[]): Production {
  const cooked = new Map<number, number>();
  for (const batch of batches)
    if (batch.status === "closed") cooked.set(batch.dishId, (cooked.get(batch.dishId) ?? 0) + batch.plannedPortions);
  return {
    ...production,
    slots: production.slots.map((sheet) => ({
      ...sheet,
      dishes: sheet.dishes.map((dish) => ({
        ...dish,
        portions: Math.max(0, dish.portions - (cooked.get(dish.dishId) ?? 0)),
      })),
    })),
  };
}
