export const itemKinds = ["ingredient", "product", "supply"] as const;
export type ItemKind = (typeof itemKinds)[number];
export const itemKindLabels: Record<ItemKind, string> = { ingredient: "食材", product: "商品", supply: "耗材" };

export const warehouseKinds = ["kitchen", "main", "channel", "transit"] as const;
export type WarehouseKind = (typeof warehouseKinds)[number];
export const warehouseKindLabels: Record<WarehouseKind, string> = {
  kitchen: "厨房仓",
  main: "总仓",
  channel: "渠道仓",
  transit: "在途仓",
};

export const warehouseStatuses = ["active", "inactive"] as const;
export type WarehouseStatus = (typeof warehouseStatuses)[number];
export const warehouseStatusLabels: Record<WarehouseStatus, string> = {
  active: "启用",
  inactive: "停用",
};

export const stockLotStatuses = ["available", "quarantine", "blocked"] as const;
export type StockLotStatus = (typeof stockLotStatuses)[number];
export const stockLotStatusLabels: Record<StockLotStatus, string> = {
  available: "可用",
  quarantine: "隔离",
  blocked: "冻结",
};

export const stockDocumentKinds = [
  "receipt",
  "issue",
  "production",
  "outbound",
  "transfer",
  "count",
  "adjustment",
  "customer_return",
  "supplier_return",
  "waste",
] as const;
export type StockDocumentKind = (typeof stockDocumentKinds)[number];
export const stockDocumentKindLabels: Record<StockDocumentKind, string> = {
  receipt: "入库",
  issue: "领用",
  production: "生产领料",
  outbound: "出库",
  transfer: "调拨",
  count: "盘点",
  adjustment: "调整",
  customer_return: "客退",
  supplier_return: "退供应商",
  waste: "报损",
};

export const stockDocumentStatuses = ["draft", "in_transit", "posted", "reversed", "cancelled"] as const;
export type StockDocumentStatus = (typeof stockDocumentStatuses)[number];
export const stockDocumentStatusLabels: Record<StockDocumentStatus, string> = {
  draft: "草稿",
  in_transit: "在途",
  posted: "已过账",
  reversed: "已冲销",
  cancelled: "已取消",
};

export const stockReservationStatuses = ["active", "consumed", "released"] as const;
export type StockReservationStatus = (typeof stockReservationStatuses)[number];
export const stockReservationStatusLabels: Record<StockReservationStatus, string> = {
  active: "有效",
  consumed: "已领用",
  released: "已释放",
};

/** Why a lot's balance changed; a reversal undoes any of the others. */
export const stockMovementTypes = [
  "receipt",
  "issue",
  "production",
  "outbound",
  "waste",
  "transfer",
  "count",
  "adjustment",
  "customer_return",
  "supplier_return",
  "reversal",
] as const;
export type StockMovementType = (typeof stockMovementTypes)[number];
export const stockMovementTypeLabels: Record<StockMovementType, string> = {
  ...stockDocumentKindLabels,
  reversal: "冲销",
};
