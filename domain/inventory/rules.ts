/** An item's units: what it is counted in, and how many base units one of each other unit is. */
export type ItemUnits = { baseUnit: string; units: readonly { unit: string; baseQuantity: number }[] };

/** Grams of one mass unit. 斤 and 两 are the market units of today (500 g and 50 g). */
const grams: Record<string, number> = {
  g: 1,
  克: 1,
  mg: 0.001,
  毫克: 0.001,
  kg: 1000,
  千克: 1000,
  公斤: 1000,
  斤: 500,
  两: 50,
};
const millilitres: Record<string, number> = { ml: 1, 毫升: 1, l: 1000, L: 1000, 升: 1000 };

/** Kitchen, weighing and counting units that a form offers; any other word up to 16 characters is allowed too. */
export const commonUnits = [
  "g",
  "kg",
  "斤",
  "两",
  "ml",
  "L",
  "个",
  "只",
  "条",
  "片",
  "根",
  "把",
  "包",
  "袋",
  "盒",
  "瓶",
];

export const isMass = (unit: string): boolean => unit in grams;

/** How many base units `quantity` of `unit` is; null when this item knows no such unit. */
export function toBase(item: ItemUnits, quantity: number, unit: string): number | null {
  if (unit === item.baseUnit) return quantity;
  const own = item.units.find((u) => u.unit === unit);
  if (own) return quantity * own.baseQuantity;
  for (const scale of [grams, millilitres]) {
    const [from, to] = [scale[unit], scale[item.baseUnit]];
    if (from !== undefined && to !== undefined) return (quantity * from) / to;
    const known = from === undefined ? undefined : item.units.find((u) => scale[u.unit] !== undefined);
    if (from !== undefined && known) return (quantity * from * known.baseQuantity) / (scale[known.unit] ?? Number.NaN);
  }
  return null;
}

/** `toBase` the other way round. */
export function fromBase(item: ItemUnits, baseQuantity: number, unit: string): number | null {
  const one = toBase(item, 1, unit);
  return one === null || one === 0 ? null : baseQuantity / one;
}

/** What `quantity` of `unit` weighs; null when neither the unit nor the item says. */
export function toGrams(item: ItemUnits, quantity: number, unit: string): number | null {
  const direct = grams[unit];
  if (direct !== undefined) return quantity * direct;
  const base = toBase(item, quantity, unit);
  return base === null ? null : fromBase(item, base, "g");
}

export type Price = { amount: number; per: number; unit: string };

/** A kept reference price as people write it: per kilogram or litre, per one of the item's units, or per what was kept. */
export function priceOf(
  item: ItemUnits & { referencePrice: number | null; referenceQuantity: number | null },
): Price | null {
  const { baseUnit, referencePrice: amount, referenceQuantity: per } = item;
  if (amount === null || per === null || per <= 0) return null;
  const big = { g: "kg", 克: "kg", ml: "L", 毫升: "L" }[baseUnit];
  if (big && per % 1000 === 0) return { amount, per: per / 1000, unit: big };
  const own = item.units.find((u) => u.baseQuantity === per);
  return own ? { amount, per: 1, unit: own.unit } : { amount, per, unit: baseUnit };
}

/** A quantity as it is said: 39010 g is 39.01 kg, below a thousand it stays in its unit. */
export function amountText(quantity: number, unit: string): string {
  const big = { g: "kg", 克: "千克", ml: "L", 毫升: "升" }[unit];
  return big && Math.abs(quantity) >= 1000
    ? `${Math.round(quantity) / 1000} ${big}`
    : `${Math.round(quantity * 1000) / 1000} ${unit}`;
}
