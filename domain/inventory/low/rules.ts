import { minus } from "../ledger/rules";

/** How an item stands against its reorder point, as the list shows it: what is usable less what is promised. */
export type Level = { itemName: string; unit: string; usable: number; reserved: number; reorderPoint: number };

export const isLow = ({ usable, reserved, reorderPoint }: Omit<Level, "itemName" | "unit">): boolean =>
  minus(usable, reserved) < reorderPoint;

/** 库存偏低：鲈鱼、鸡蛋 (three names at most) and one line each of what is left and where the line is. */
export function lowWords(warehouseName: string, levels: readonly Level[]): { title: string; content: string } {
  const names = levels.slice(0, 3).map((one) => one.itemName);
  const more = levels.length > names.length ? `等 ${levels.length} 项` : "";
  return {
    title: `${warehouseName}库存偏低：${names.join("、")}${more}`,
    content: levels.map(levelText).join("；"),
  };
}

function levelText({ itemName, unit, usable, reserved, reorderPoint }: Level): string {
  const free = Math.max(0, minus(usable, reserved));
  const promised = reserved > 0 ? `（在库能用 ${usable} ${unit}，已预留 ${reserved} ${unit}）` : "";
  return `${itemName}可用 ${free} ${unit}${promised}，补货线 ${reorderPoint} ${unit}`;
}
