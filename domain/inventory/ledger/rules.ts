import type { StockLotStatus } from "@/db/enums/inventory";
import { type Fen, fen } from "@/lib/money";
import type { Day } from "@/lib/time";

/**
 * The arithmetic of stock. Quantities are kept to a thousandth of the base unit and added up in whole thousandths, so that
 * sums stay exact; cost is whole fen and goes where the goods go, so that none is made or lost.
 */

export const thousandths = (quantity: number): number => Math.round(quantity * 1000);
export const fromThousandths = (n: number): number => n / 1000;
export const plus = (a: number, b: number): number => fromThousandths(thousandths(a) + thousandths(b));
export const minus = (a: number, b: number): number => fromThousandths(thousandths(a) - thousandths(b));
export const total = (parts: readonly number[]): number => parts.reduce(plus, 0);

/** What is left of a lot in one warehouse. */
export type LotBalance = {
  lotId: number;
  lotNo: string;
  expiresOn: Day | null;
  status: StockLotStatus;
  quantity: number;
  /** What it cost together; null = some of it came without a price. */
  cost: Fen | null;
};

/** Whether a lot may be eaten from on a day: available, and not past its date (the date itself still counts). */
export const isUsable = (lot: Pick<LotBalance, "status" | "expiresOn">, day: Day): boolean =>
  lot.status === "available" && (lot.expiresOn === null || lot.expiresOn >= day);

/** First expired, first out; what has no date comes last, equal dates in the order in which they came. */
export const byExpiry = (
  a: Pick<LotBalance, "expiresOn" | "lotId">,
  b: Pick<LotBalance, "expiresOn" | "lotId">,
): number => (a.expiresOn ?? "9").localeCompare(b.expiresOn ?? "9") || a.lotId - b.lotId;

/** What a part of a balance cost: its share rounded to the fen; the last part takes what is left of the cost. */
export function costOf(balance: Pick<LotBalance, "quantity" | "cost">, quantity: number): Fen | null {
  if (balance.cost === null) return null;
  const [part, whole] = [thousandths(quantity), thousandths(balance.quantity)];
  return part >= whole ? balance.cost : fen(Math.round((balance.cost * part) / whole));
}

export type Take = { lotId: number; quantity: number; cost: Fen | null };

/** Takes `wanted` from lots in the order of their dates; what they do not hold is `short`. The lots given are those that may be used. */
export function fefo(lots: readonly LotBalance[], wanted: number): { takes: Take[]; short: number } {
  const takes: Take[] = [];
  let left = thousandths(wanted);
  for (const lot of lots.toSorted(byExpiry)) {
    if (left <= 0) break;
    const part = Math.min(left, thousandths(lot.quantity));
    if (part <= 0) continue;
    const quantity = fromThousandths(part);
    takes.push({ lotId: lot.lotId, quantity, cost: costOf(lot, quantity) });
    left -= part;
  }
  return { takes, short: fromThousandths(Math.max(0, left)) };
}

/** Cost of several movements: what is known of it, and whether that is all. Null when nothing is known. */
export function costOfAll(parts: readonly { cost: Fen | null }[]): { cost: Fen | null; isComplete: boolean } {
  const known = parts.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    cost: known.length === 0 ? null : fen(known.reduce((a, b) => a + b, 0)),
    isComplete: known.length === parts.length,
  };
}

/** A balance after a signed movement. An empty one holds no cost; goods without a price make the whole unknown. */
export function moved(
  balance: { quantity: number; cost: Fen | null },
  by: { quantity: number; cost: Fen | null },
): { quantity: number; cost: Fen | null } {
  const quantity = plus(balance.quantity, by.quantity);
  if (quantity === 0) return { quantity: 0, cost: fen(0) };
  const had = balance.quantity === 0 ? fen(0) : balance.cost;
  return { quantity, cost: had === null || by.cost === null ? null : fen(had + by.cost) };
}
