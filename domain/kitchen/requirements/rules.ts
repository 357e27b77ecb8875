import { byExpiry, minus, total } from "@/domain/inventory/ledger/rules";
import { type Fen, fen } from "@/lib/money";
import { addDays, type Day } from "@/lib/time";

/** Food that is there, or comes on a day, and until when it may be used (the date itself still counts). Base units. */
export type Supply = { quantity: number; from: Day; expiresOn: Day | null };

/** What happens to one item on one day. Quantities in base units. */
export type DayBalance = {
  date: Day;
  need: number;
  /** Of the need, what could not be met. */
  short: number;
  /** Past its date since the day before: thrown away unused. */
  expired: number;
  /** Came today (on its way, or bought). */
  arrived: number;
  /** In date at the end of the day. */
  balance: number;
};

/**
 * An item along the calendar: each day takes what it needs from the lots that are still in date, first expired first, so
 * that what Tuesday uses is not there on Friday. What could not be met is not carried over.
 */
export function simulate(
  days: readonly Day[],
  supplies: readonly Supply[],
  needs: ReadonlyMap<Day, number>,
): DayBalance[] {
  let lots = supplies.map((supply, i) => ({ ...supply, lotId: i }));
  const first = days[0];
  return days.map((date) => {
    const gone = lots.filter((lot) => lot.from <= date && lot.expiresOn !== null && lot.expiresOn < date);
    const expired = total(gone.map((lot) => lot.quantity));
    lots = lots.filter((lot) => !gone.includes(lot));
    const arrived = total(lots.filter((lot) => lot.from === date && date !== first).map((lot) => lot.quantity));
    const need = needs.get(date) ?? 0;
    let left = need;
    for (const lot of lots.filter((one) => one.from <= date).sort(byExpiry)) {
      const part = Math.min(left, lot.quantity);
      if (part <= 0) continue;
      lot.quantity = minus(lot.quantity, part);
      left = minus(left, part);
    }
    const balance = total(lots.filter((lot) => lot.from <= date).map((lot) => lot.quantity));
    return { date, need, short: left, expired, arrived, balance };
  });
}

export type Offered = {
  supplierId: number;
  supplierName: string;
  leadDays: number;
  unit: string;
  baseQuantity: number;
  unitPrice: Fen;
  minQuantity: number | null;
};

export type Suggestion = {
  supplierId: number | null;
  supplierName: string | null;
  /** In `unit`; one `unit` is `baseQuantity / quantity` base units. */
  quantity: number;
  unit: string;
  baseQuantity: number;
  /** What is missing on these days; the rest is rounding. */
  missing: number;
  /** The first day that lacks it, and when it must be ordered to be there. */
  neededOn: Day;
  orderBy: Day;
  /** Too late: it cannot be there on the day even when ordered today. */
  isLate: boolean;
  /** The last day that it is bought for. */
  until: Day;
  cost: Fen | null;
};

/**
 * What to buy so that nothing is missing: from the first day that lacks something, for as long as it keeps and within the
 * days given, in whole purchase units and not below the least quantity; then on from there with what rounding left over.
 */
export function suggest(
  days: readonly Day[],
  supplies: readonly Supply[],
  needs: ReadonlyMap<Day, number>,
  item: { baseUnit: string; shelfDays: number | null; offer: Offered | null },
): Suggestion[] {
  const [today, last] = [days[0], days.at(-1)];
  if (today === undefined || last === undefined) return [];
  const bought: Supply[] = [];
  const found: Suggestion[] = [];
  for (const date of days) {
    const ahead = simulate(days, [...supplies, ...bought], needs);
    const here = ahead.find((one) => one.date === date);
    if (!here || here.short <= 0) continue;
    const keeps = item.shelfDays === null ? null : addDays(date, Math.max(0, item.shelfDays - 1));
    const until = keeps === null || keeps > last ? last : keeps;
    const missing = total(ahead.filter((one) => one.date >= date && one.date <= until).map((one) => one.short));
    const { quantity, unit, baseQuantity, cost } = rounded(missing, item);
    const orderBy = addDays(date, -(item.offer?.leadDays ?? 0));
    bought.push({ quantity: baseQuantity, from: date, expiresOn: keeps });
    found.push({
      supplierId: item.offer?.supplierId ?? null,
      supplierName: item.offer?.supplierName ?? null,
      quantity,
      unit,
      baseQuantity,
      missing,
      neededOn: date,
      orderBy,
      isLate: orderBy < today,
      until,
      cost,
    });
  }
  return found;
}

/** Up to whole purchase units (to whole least quantities where those are below one), never below the least quantity. */
function rounded(missing: number, { baseUnit, offer }: { baseUnit: string; offer: Offered | null }) {
  if (offer === null) return { quantity: missing, unit: baseUnit, baseQuantity: missing, cost: null };
  const least = offer.minQuantity ?? 0;
  const step = least > 0 && least < 1 ? least : 1;
  const units = missing / offer.baseQuantity;
  const quantity = Math.max(least, Math.round(Math.ceil(units / step - 1e-9) * step * 1000) / 1000);
  return {
    quantity,
    unit: offer.unit,
    baseQuantity: Math.round(quantity * offer.baseQuantity * 1000) / 1000,
    cost: fen(Math.round(quantity * offer.unitPrice)),
  };
}

/** How an item gets through the days, as the home shows it: one cell a day. */
export type CellState = "unused" | "enough" | "incoming" | "short";
export function cellStates(balances: readonly DayBalance[], withoutIncoming: readonly DayBalance[]): CellState[] {
  return balances.map((day, i) => {
    if (day.need <= 0) return "unused";
    if (day.short > 0) return "short";
    return (withoutIncoming[i]?.short ?? 0) > 0 ? "incoming" : "enough";
  });
}

/** The last day before the first one that lacks something; null when all days are covered or the first one lacks already. */
export function coveredUntil(balances: readonly DayBalance[]): Day | null {
  const at = balances.findIndex((day) => day.short > 0);
  return at <= 0 ? null : (balances[at - 1]?.date ?? null);
}

/** What one mother eats of an item a day, over the days that are planned: the measure for days that are not. */
export const averageUse = (used: number, motherDays: number): number => (motherDays > 0 ? used / motherDays : 0);
