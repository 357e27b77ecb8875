import { type Fen, fen } from "@/lib/money";
import type { Day } from "@/lib/time";

export type Portion = { date: Day; dishId: number; quantity: number };
export type DishCost = { amount: number; isComplete: boolean };
export type Cost = { amount: Fen; isComplete: boolean };

/** What portions cost by day, at what their dishes cost now. A dish without a known cost makes its day incomplete. */
export function costByDay(portions: readonly Portion[], costOf: (dishId: number) => DishCost | null): Map<Day, Cost> {
  const days = new Map<Day, Cost>();
  for (const { date, dishId, quantity } of portions) {
    const had = days.get(date) ?? { amount: fen(0), isComplete: true };
    const cost = costOf(dishId);
    days.set(date, {
      amount: fen(had.amount + Math.round((cost?.amount ?? 0) * quantity)),
      isComplete: had.isComplete && (cost?.isComplete ?? false),
    });
  }
  return days;
}

export function costOfDays(days: Iterable<Cost>): Cost {
  let [amount, isComplete] = [0, true];
  for (const day of days) {
    amount += day.amount;
    isComplete &&= day.isComplete;
  }
  return { amount: fen(amount), isComplete };
}

/** What is left of a price, and which part of it (in thousandths); null without a price. */
export function marginOf(price: Fen, cost: Fen): { amount: Fen; permille: number | null } {
  return { amount: fen(price - cost), permille: price === 0 ? null : Math.round(((price - cost) * 1000) / price) };
}
