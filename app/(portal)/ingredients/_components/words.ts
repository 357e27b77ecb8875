/** Where a figure comes from, in words. */
const sources: Record<string, string> = {
  TFDA2024: "台湾地区食品成分数据 2024",
  "USDA-SR28": "美国农业部 SR28",
  domain_knowledge: "业内经验，待核对",
  manual: "手工填写",
  import: "表格导入",
};

export const sourceWord = (source: string | null): string => (source === null ? "没写" : (sources[source] ?? source));

/** Nutrients people look at first; the rest follow in the order of the master. */
export const amountText = (amount: number): string => String(Math.round(amount * 1000) / 1000);
