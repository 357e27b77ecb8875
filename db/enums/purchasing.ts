export const supplierStatuses = ["active", "blocked"] as const;
export type SupplierStatus = (typeof supplierStatuses)[number];
export const supplierStatusLabels: Record<SupplierStatus, string> = {
  active: "合作中",
  blocked: "停用",
};
