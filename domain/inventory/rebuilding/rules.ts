import type { Fen } from "@/lib/money";
import { moved, plus } from "../ledger/rules";

export type Fact = { id: number; shelfId: number; lotId: number; quantity: number; cost: Fen | null };
export type Balances = {
  shelves: Map<number, number>;
  /** By `balanceKey`. */
  lots: Map<string, { shelfId: number; lotId: number; quantity: number; cost: Fen | null }>;
};

export const balanceKey = (shelfId: number, lotId: number): string => `${shelfId}:${lotId}`;

/** Balances as the movements make them, in the order in which they happened (ascending ids). */
export function fold(facts: readonly Fact[], into: Balances = { shelves: new Map(), lots: new Map() }): Balances {
  for (const { shelfId, lotId, quantity, cost } of facts) {
    into.shelves.set(shelfId, plus(into.shelves.get(shelfId) ?? 0, quantity));
    const key = balanceKey(shelfId, lotId);
    const had = into.lots.get(key) ?? { shelfId, lotId, quantity: 0, cost: null };
    into.lots.set(key, { ...had, ...moved(had, { quantity, cost }) });
  }
  return into;
}
