import type { Difference } from "./compare";

/** +5.2, −148: with a true minus sign, and no more places than one reads. */
export function signed(amount: number): string {
  const size = Math.abs(amount);
  const text = size >= 20 ? String(Math.round(size)) : String(Math.round(size * 10) / 10);
  return `${amount < 0 ? "−" : "+"}${text.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}`;
}

export const yuan = (fen: number): string => (Math.abs(fen) / 100).toFixed(2);

/** What spoke for the dish, said about it: 铁 +5.2 mg · 便宜 ¥12.30 · 她爱吃. */
export function inFavour(d: Difference, other: string | null): string {
  switch (d.kind) {
    case "nutrient":
      return d.unit === "%" ? `${d.name}更合目标` : `${d.name} ${signed(d.amount)} ${d.unit}`;
    case "cost":
      return d.amount < 0 ? `便宜 ¥${yuan(d.amount)}` : `贵 ¥${yuan(d.amount)}，没超每日上限`;
    case "preference":
      return d.text ?? (other ? `比${other}合口味` : "合口味");
    case "kitchen":
      return "厨房这一餐本来就做";
    case "stability":
      return "原来就排的，不必改";
    case "variety":
      return d.text ? `当天少一道${d.text}` : "花样不重";
  }
}

/** Why the other one lost, said about it: 铁少 4.8 mg · 贵 ¥12.30 · 当天又是猪肉. */
export function against(d: Difference): string {
  switch (d.kind) {
    case "nutrient":
      if (d.unit === "%" || d.amount === 0) return `${d.name}离目标更远`;
      return `${d.name}${d.amount > 0 ? "少" : "多"} ${signed(d.amount).slice(1)} ${d.unit}`;
    case "cost":
      return d.amount < 0 ? `贵 ¥${yuan(d.amount)}` : `成本高出每日上限`;
    case "preference":
      return d.text ?? "口味差些";
    case "kitchen":
      return "厨房要多做一样";
    case "stability":
      return "要改动原来排的";
    case "variety":
      return d.text ? `当天又是${d.text}` : "和当天、当周的菜重";
  }
}
