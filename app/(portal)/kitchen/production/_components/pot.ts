import type { DishCard } from "@/domain/dishes/rules";
import type { Batch } from "@/domain/kitchen/batches/schema";
import type { WallBatch } from "@/domain/kitchen/wall/schema";
import { type Fen, fen } from "@/lib/money";

/** A row of the record: a pot as the wall shows it, with what it cost. */
export type Pot = WallBatch & {
  /** From lot prices once it has left the stove, else as planned from the recipe; null when no price is known. */
  cost: Fen | null;
  costIs: "actual" | "planned";
  isCostComplete: boolean;
};

/** Pots with their cost: what the store really gave once closed, what the recipe says before. */
export function potsOf(
  pots: readonly WallBatch[],
  batches: readonly Batch[],
  cards: ReadonlyMap<number, DishCard>,
): Pot[] {
  const actual = new Map(batches.map((batch) => [batch.id, batch]));
  return pots.map((pot) => {
    const batch = pot.id === null ? undefined : actual.get(pot.id);
    if (batch?.status === "closed")
      return { ...pot, cost: batch.cost, costIs: "actual", isCostComplete: batch.isCostComplete };
    const planned = cards.get(pot.dishId)?.cost;
    return {
      ...pot,
      cost: planned && planned.amount > 0 ? fen(planned.amount * pot.planned) : null,
      costIs: "planned",
      isCostComplete: planned?.isComplete ?? false,
    };
  });
}
