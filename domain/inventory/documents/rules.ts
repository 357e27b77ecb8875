import type { StockDocumentKind, StockDocumentStatus } from "@/db/enums/inventory";

/** What people may write by hand; production and outbound are posted by the kitchen and by orders. */
export const handKinds = [
  "receipt",
  "issue",
  "waste",
  "transfer",
  "count",
  "adjustment",
  "customer_return",
  "supplier_return",
] as const;
export type HandKind = (typeof handKinds)[number];

const next: Record<StockDocumentStatus, readonly StockDocumentStatus[]> = {
  draft: ["posted", "in_transit", "cancelled"],
  in_transit: ["posted"],
  posted: ["reversed"],
  reversed: [],
  cancelled: [],
};
export const canBecome = (from: StockDocumentStatus, to: StockDocumentStatus): boolean => next[from].includes(to);

/** Goods come in with lots of their own. */
export const bringsLots = (kind: StockDocumentKind): boolean => kind === "receipt" || kind === "customer_return";

/** The sentence why something left or was put right must be given. */
export const asksReason = (kind: StockDocumentKind): boolean =>
  kind === "waste" || kind === "adjustment" || kind === "supplier_return";

/** Lots that a document of this kind may take from: what is eaten must be good, what is thrown or sent away need not be. */
export const takesAnyLot = (kind: StockDocumentKind): boolean => kind !== "issue";

/** Whether what is promised to others is left alone. */
export const leavesPromises = (kind: StockDocumentKind): boolean => kind === "issue" || kind === "transfer";

/** What must be said of a quantity, by kind; null when it is fine. In base units or as typed. */
export function quantityFault(kind: StockDocumentKind, quantity: number): string | null {
  if (kind === "count") return quantity < 0 ? "盘点数不能小于 0" : null;
  if (kind === "adjustment") return quantity === 0 ? "调整数不能是 0；多了写正数，少了写负数" : null;
  return quantity > 0 ? null : "数量要大于 0";
}
