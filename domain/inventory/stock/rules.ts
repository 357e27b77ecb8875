import { minus } from "../ledger/rules";

/** How an item stands in a warehouse; the first that fits, in the order in which one should look. */
export const stockStatuses = ["over_promised", "out", "low", "in_stock"] as const;
export type StockStatus = (typeof stockStatuses)[number];
export const stockStatusLabels: Record<StockStatus, string> = {
  over_promised: "超预留",
  out: "缺货",
  low: "偏低",
  in_stock: "充足",
};

/** usable = in lots that are available and in date. Seeds' stock `status` is read from these numbers. */
export function stockStatus(row: { usable: number; reserved: number; reorderPoint: number | null }): StockStatus {
  if (row.reserved > row.usable) return "over_promised";
  if (row.usable <= 0) return "out";
  return row.reorderPoint !== null && minus(row.usable, row.reserved) < row.reorderPoint ? "low" : "in_stock";
}

/** For how many days what is free lasts at the average of the last `USE_DAYS`; null when nothing was used. */
export function coverDays(available: number, used: number): number | null {
  return used <= 0 ? null : Math.max(0, Math.floor((available * USE_DAYS) / used));
}
export const USE_DAYS = 14;
