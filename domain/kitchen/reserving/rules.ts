import type { Day } from "@/lib/time";

/** What stock is promised to: a slot of a day, as a number because sources are numbers ("20261119003"). */
export const slotSource = (day: Day, slotId: number): { type: string; id: number } => ({
  type: "kitchen_slot",
  id: Number(day.replaceAll("-", "")) * 1000 + (slotId % 1000),
});
