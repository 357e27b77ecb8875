import type { Reason } from "@/domain/customers/safety/rules";
import { applyOps, differing, type Fault, type Frame, type Grid } from "@/domain/planning/items/rules";
import { type CellKey, cellOf } from "@/domain/planning/rules";
import type { CellItem, EditOp } from "@/domain/planning/schema";
import type { Day } from "@/lib/time";
import type { Model } from "./model";

/** A dish that was left out of an act, because she may not have it on that day. */
export type Refused = {
  date: Day;
  slotId: number;
  dishId: number;
  name: string;
  reason: Reason | null;
  sentence: string;
};

export type Plan = {
  /** What is left to do; empty when nothing may be done. */
  ops: EditOp[];
  refused: Refused[];
  faults: Fault[];
  /** Cells that would change. */
  changed: CellKey[];
};

/**
 * What of some operations may be done: dishes that stand somewhere new and that she may not have are taken out, the rest
 * stays. The server would refuse the whole batch.
 */
export function planned(model: Model, cells: Grid, ops: readonly EditOp[], frame: Frame): Plan {
  const { grid, faults } = applyOps(cells, ops, frame);
  const changed = differing(cells, grid);
  const refused: Refused[] = [];
  const kept: Record<CellKey, CellItem[]> = {};
  for (const key of changed) {
    const { date, slotId } = cellOf(key);
    const had = new Set((cells[key] ?? []).map((item) => item.dishId));
    kept[key] = (grid[key] ?? []).filter((item) => {
      const no = had.has(item.dishId) ? null : refusalOf(model, item, date);
      if (no) refused.push({ date, slotId, dishId: item.dishId, ...no });
      return no === null;
    });
  }
  if (refused.length === 0) return { ops: faults.length > 0 ? [] : [...ops], refused, faults, changed };
  const left = changed.filter((key) => JSON.stringify(kept[key]) !== JSON.stringify(cells[key] ?? []));
  return {
    ops: left.map((key) => ({ op: "setCell", ...cellOf(key), items: kept[key] ?? [] })),
    refused,
    faults,
    changed: left,
  };
}

/** Why a dish cannot be placed on a day, or null. */
export function refusalOf(
  model: Model,
  item: Pick<CellItem, "dishId" | "overrideReason">,
  date: Day,
): Omit<Refused, "date" | "slotId" | "dishId"> | null {
  const card = model.cards.get(item.dishId);
  if (!card) return { name: "这道菜", reason: null, sentence: "这道菜已经不在菜品库里" };
  if (!card.isAvailable) return { name: card.name, reason: null, sentence: `${card.name}已停用，不能再排` };
  const { verdict, reasons } = model.verdictOf(card.id, date);
  if (verdict !== "refused") return null;
  const first = reasons.find((r) => r.refuses) ?? null;
  const isOverruled =
    item.overrideReason !== null && model.data.may.overrule && !reasons.some((r) => r.refuses && r.kind === "allergy");
  return isOverruled ? null : { name: card.name, reason: first, sentence: first?.text ?? "" };
}

/** "花生猪脚汤：不能排：含花生仁 …，另有 2 道" for a toast. */
export function saidRefused(refused: readonly Refused[]): string {
  const [first] = refused;
  if (!first) return "";
  const others = new Set(refused.map((r) => r.name)).size - 1;
  return `${first.name}没排上。${first.sentence}${others > 0 ? `。另有 ${others} 道也排不了` : ""}`;
}
