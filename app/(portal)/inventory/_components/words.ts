import { grouped } from "@/components/figures";
import type { StatusTone } from "@/components/marks/status-badge";
import type { StockDocumentKind, StockDocumentStatus, StockLotStatus } from "@/db/enums/inventory";
import type { StockStatus } from "@/domain/inventory/stock/rules";
import { type Day, daysBetween } from "@/lib/time";

export const stockTones: Record<StockStatus, StatusTone> = {
  over_promised: "critical",
  out: "critical",
  low: "partly",
  in_stock: "done",
};
export const lotTones: Record<StockLotStatus, StatusTone> = {
  available: "done",
  quarantine: "waiting",
  blocked: "critical",
};
export const documentTones: Record<StockDocumentStatus, StatusTone> = {
  draft: "new",
  in_transit: "running",
  posted: "done",
  reversed: "returned",
  cancelled: "cancelled",
};

/** The verb of a document, for buttons and titles. */
export const documentVerbs: Partial<Record<StockDocumentKind, string>> = {
  receipt: "入库",
  issue: "领用",
  waste: "报损",
  transfer: "调拨",
  count: "盘点",
  adjustment: "调整",
  customer_return: "客退",
  supplier_return: "退供应商",
};

/** Grams and millilitres above a thousand as kg and L: 6,800 g → 6.8 kg. */
export function amountText(quantity: number, unit: string): string {
  const big = { g: "kg", 克: "千克", ml: "L", 毫升: "升" }[unit];
  if (big && Math.abs(quantity) >= 1000) return `${grouped(Math.round(quantity / 10) / 100)} ${big}`;
  const fine = big && Math.abs(quantity) >= 10 ? Math.round(quantity) : Math.round(quantity * 1000) / 1000;
  return `${grouped(fine)} ${unit}`;
}

/** How a date stands to today: 已过期 2 天, 今天到期, 还有 3 天. */
export function expiryText(expiresOn: Day | null, today: Day): string {
  if (expiresOn === null) return "没有到期日";
  const left = daysBetween(today, expiresOn);
  if (left < 0) return `已过期 ${-left} 天`;
  return left === 0 ? "今天到期" : `还有 ${left} 天`;
}
