import type { CustomerOrderStatus } from "@/db/enums/orders";
import { type Fen, fen } from "@/lib/money";

const states: Record<CustomerOrderStatus, readonly CustomerOrderStatus[]> = {
  pending: ["confirmed", "cancelled"],
  confirmed: ["preparing", "completed", "cancelled"],
  preparing: ["delivering", "completed", "cancelled"],
  delivering: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};
export const canBecome = (from: CustomerOrderStatus, to: CustomerOrderStatus): boolean => states[from].includes(to);

/** Dishes, day and slot may still be other ones. */
export const canEdit = (status: CustomerOrderStatus): boolean => status === "pending" || status === "confirmed";

/** The kitchen cooks for these; a pending order is only asked for. */
export const cookedStatuses = [
  "confirmed",
  "preparing",
  "delivering",
  "completed",
] as const satisfies readonly CustomerOrderStatus[];

export type Wish = { dishId: number; quantity: number; notes: string | null; overrideReason: string | null };
export type PricedLine = Wish & { name: string; unitPrice: Fen; subtotal: Fen };

/** Where a line's price comes from: the daily menu of that slot before the dish itself; what has no price is free for staff. */
export type PriceSource = "daily_menu" | "dish" | "free";

/** What `pricing` of an order holds: each step of the price in order, and whether the mother eats it herself. */
export type Pricing = {
  forMother: boolean;
  lines: { dishId: number; unitPrice: Fen; source: PriceSource }[];
  steps: { name: string; amount: Fen }[];
};

/** Lines of one dish in one way are one line with the sum; the order of first mention is kept. */
export function summedWishes(wishes: readonly Wish[]): Wish[] {
  const sums = new Map<string, Wish>();
  for (const wish of wishes) {
    const key = `${wish.dishId}:${wish.notes ?? ""}`;
    const had = sums.get(key);
    sums.set(key, had ? { ...had, quantity: had.quantity + wish.quantity } : wish);
  }
  return [...sums.values()];
}

export const subtotalOf = (quantity: number, unitPrice: Fen): Fen => fen(quantity * unitPrice);
export const totalOf = (lines: readonly { subtotal: Fen }[]): Fen =>
  fen(lines.reduce((sum, line) => sum + line.subtotal, 0));

/** Null = it has no price, so it cannot be sold. */
export function priceOf(
  kind: string,
  dish: { id: number; price: Fen | null },
  menuPrices: ReadonlyMap<number, Fen | null>,
): { unitPrice: Fen; source: PriceSource } | null {
  const menu = menuPrices.get(dish.id) ?? null;
  if (menu !== null) return { unitPrice: menu, source: "daily_menu" };
  if (dish.price !== null) return { unitPrice: dish.price, source: "dish" };
  return kind === "staff" ? { unitPrice: fen(0), source: "free" } : null;
}

type Stored = { id: number; dishId: number | null; notes: string | null; quantity: number; name: string };

/**
 * What has to be done to stored lines so that they are the wanted ones. A line that only changes its amount keeps its row,
 * because tickets of the kitchen point at it.
 */
export function lineChanges<W extends { dishId: number; notes: string | null }>(
  stored: readonly Stored[],
  wanted: readonly W[],
): { keep: { id: number; line: W }[]; add: W[]; drop: Stored[] } {
  const same = (a: Stored, b: W) => a.dishId === b.dishId && (a.notes ?? "") === (b.notes ?? "");
  const keep = wanted.flatMap((line) => {
    const had = stored.find((one) => same(one, line));
    return had ? [{ id: had.id, line }] : [];
  });
  const kept = new Set(keep.map(({ id }) => id));
  return {
    keep,
    add: wanted.filter((line) => !keep.some((one) => one.line === line)),
    drop: stored.filter((one) => !kept.has(one.id)),
  };
}
