export const itemKinds = ["ingredient", "product", "supply"] as const;
export type ItemKind = (typeof itemKinds)[number];
export const itemKindLabels: Record<ItemKind, string> = { ingredient: "食材", product: "商品", supply: "耗材" };
