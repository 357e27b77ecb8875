import type { Grid } from "@/domain/planning/items/rules";
import { plainItem } from "@/domain/planning/items/rules";
import { type CellKey, cellKey } from "@/domain/planning/rules";
import type { Effect, Infeasible, ScheduleResult, Why } from "@/domain/planning/scheduling/schema";
import type { CellItem } from "@/domain/planning/schema";
import type { Day } from "@/lib/time";
import { dayFigures } from "../figures";
import type { Model } from "../model";

/** One thing a proposal would do to one cell: another dish, one more, or one less. */
export type Change = {
  key: string;
  date: Day;
  slotId: number;
  kind: "added" | "replaced" | "removed";
  /** The dish that comes; of a removal the one that goes. */
  dishId: number;
  dishName: string;
  /** The dish that makes room. */
  old: { dishId: number; dishName: string } | null;
  effects: readonly Effect[];
  notes: readonly string[];
  why: Why | null;
  /** Of a removal: why. */
  text: string | null;
};

/** The changes of a proposal by day, meal and place; what it leaves as it is is none. */
export function changesOf(result: Pick<ScheduleResult, "items" | "removals">, slotIds: readonly number[]): Change[] {
  const placed = result.items.flatMap((item): Change[] => {
    if (item.change === "kept") return [];
    const { key, date, slotId, dishId, dishName, replaces, effects, notes, why } = item;
    const kind = item.change === "replaced" && replaces ? "replaced" : "added";
    return [{ key, date, slotId, kind, dishId, dishName, old: replaces, effects, notes, why, text: null }];
  });
  const gone = result.removals.map(
    ({ key, date, slotId, dishId, dishName, text }): Change => ({
      key,
      date,
      slotId,
      kind: "removed",
      dishId,
      dishName,
      old: null,
      effects: [],
      notes: [],
      why: null,
      text,
    }),
  );
  const place = (change: Change) => slotIds.indexOf(change.slotId);
  return [...placed, ...gone].toSorted((a, b) => a.date.localeCompare(b.date) || place(a) - place(b));
}

/** The cells as they are once the taken changes are in. A dish that a change replaces gives its place to the new one. */
export function gridWith(cells: Grid, changes: readonly Change[], taken: ReadonlySet<string>): Grid {
  const next: Record<CellKey, readonly CellItem[]> = { ...cells };
  for (const change of changes) {
    if (!taken.has(change.key)) continue;
    const key = cellKey(change.date, change.slotId);
    const items = changed(next[key] ?? [], change);
    if (items.length > 0) next[key] = items;
    else delete next[key];
  }
  return next;
}

function changed(items: readonly CellItem[], { kind, dishId, old }: Change): readonly CellItem[] {
  if (kind === "removed") return items.filter((item) => item.dishId !== dishId);
  const rest = items.filter((item) => item.dishId !== dishId);
  if (!old || !rest.some((item) => item.dishId === old.dishId)) return [...rest, plainItem(dishId)];
  return rest.map((item) => (item.dishId === old.dishId ? plainItem(dishId) : item));
}

/** Whether somebody should say yes to a dish first: something soft speaks against it (▲). */
export const asksFirst = (change: Change): boolean => change.kind !== "removed" && change.notes.length > 0;

/**
 * What is ticked when a proposal opens: everything but the dishes that ask first. Those wait for a yes of their own, unless
 * without one the meal would stay empty, or the dish that it replaces is no better off (`isFine`: nothing speaks against it).
 */
export function tickedAtFirst(
  changes: readonly Change[],
  cells: Grid,
  isFine: (dishId: number, date: Day) => boolean,
): ReadonlySet<string> {
  const taken = new Set(changes.filter((change) => !asksFirst(change)).map((change) => change.key));
  for (const change of changes.filter(asksFirst)) {
    const { key, date, slotId, old } = change;
    const here = cellKey(date, slotId);
    const stays = old !== null && (cells[here] ?? []).some((item) => item.dishId === old.dishId);
    const others = changes.filter((one) => one.date === date && one.slotId === slotId);
    const isEmpty = (gridWith({ [here]: cells[here] ?? [] }, others, taken)[here] ?? []).length === 0;
    if (stays ? !isFine(old.dishId, date) : isEmpty) taken.add(key);
  }
  return taken;
}

/** A line of a cell in the diff. */
export type DiffLine =
  | { is: "kept"; dishId: number; isLocked: boolean }
  /** Struck through; `change` is named when nothing else of the cell carries its tick box. */
  | { is: "old"; dishId: number; change: Change | null; isTaken: boolean }
  | { is: "new"; dishId: number; change: Change; isTaken: boolean };

/** What a cell shows: dishes that stay, what goes struck through, what comes right behind it with its tick box. */
export function linesOf(
  items: readonly CellItem[],
  changes: readonly Change[],
  taken: ReadonlySet<string>,
): DiffLine[] {
  const lines = items.flatMap((item): DiffLine[] => {
    const { dishId, isLocked } = item;
    const by = changes.find((c) => (c.kind === "removed" ? c.dishId : c.old?.dishId) === dishId);
    if (!by) return [{ is: "kept", dishId, isLocked }];
    const isTaken = taken.has(by.key);
    if (by.kind === "removed") return [{ is: "old", dishId, change: by, isTaken }];
    const coming: DiffLine = { is: "new", dishId: by.dishId, change: by, isTaken };
    return isTaken
      ? [{ is: "old", dishId, change: null, isTaken }, coming]
      : [{ is: "kept", dishId, isLocked }, coming];
  });
  const shown = new Set(lines.flatMap((line) => (line.is === "new" ? [line.change.key] : [])));
  const added = changes
    .filter((change) => change.kind !== "removed" && !shown.has(change.key))
    .map((change): DiffLine => ({ is: "new", dishId: change.dishId, change, isTaken: taken.has(change.key) }));
  return [...lines, ...added];
}

/** Bands met of the eight of each day, over the days that hold dishes before or after. */
export type Tally = { before: number; after: number; of: number };

export type MeanLine = {
  code: string;
  label: string;
  unit: string;
  before: number | null;
  after: number | null;
  min: number | null;
  max: number | null;
};

export type Comparison = { tally: Tally; lines: MeanLine[]; cost: { before: number | null; after: number | null } };

/** Days before and after beside each other: bands met, mean of each nutrient, mean cost (fen). */
export function compare(model: Model, before: Grid, after: Grid, dates: readonly Day[]): Comparison {
  const days = dates
    .map((date) => ({ was: dayFigures(model, before, date), will: dayFigures(model, after, date) }))
    .filter(({ was, will }) => !was.isEmpty || !will.isEmpty);
  const tally: Tally = { before: 0, after: 0, of: 0 };
  for (const { was, will } of days) {
    tally.of += will.eight.length;
    if (!was.isEmpty) tally.before += was.eight.filter(isMet).length;
    if (!will.isEmpty) tally.after += will.eight.filter(isMet).length;
  }
  const had = days.map(({ was }) => was).filter((day) => !day.isEmpty);
  const have = days.map(({ will }) => will).filter((day) => !day.isEmpty);
  const lines = (days[0]?.will.eight ?? []).map(({ code, label, unit, min, max }, i) => ({
    code,
    label,
    unit,
    before: mean(had.map((day) => day.eight[i]?.value ?? 0)),
    after: mean(have.map((day) => day.eight[i]?.value ?? 0)),
    min: min ?? null,
    max: max ?? null,
  }));
  return {
    tally,
    lines,
    cost: { before: mean(had.map((day) => day.cost)), after: mean(have.map((day) => day.cost)) },
  };
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

type Band = { value: number; min?: number | null; max?: number | null };
const isMet = ({ value, min, max }: Band): boolean => (min == null || value >= min) && (max == null || value <= max);

/** Whether a figure is off its band, for its colour. */
export const isOff = (value: number | null, { min, max }: Pick<MeanLine, "min" | "max">): boolean =>
  value !== null && !isMet({ value, min, max });

/** Where no dish may stand, by cell. */
export function infeasibleByCell(infeasible: readonly Infeasible[]): ReadonlyMap<CellKey, readonly Infeasible[]> {
  const cells = new Map<CellKey, Infeasible[]>();
  for (const one of infeasible) {
    const key = cellKey(one.date, one.slotId);
    cells.set(key, [...(cells.get(key) ?? []), one]);
  }
  return cells;
}

/** The change to go to from one: the next or previous in order, or the nearest of another day. */
export function stepFrom(
  changes: readonly Change[],
  current: string | null,
  way: "next" | "previous" | "left" | "right",
): string | null {
  const i = changes.findIndex((change) => change.key === current);
  const here = changes[i];
  if (!here) return changes[0]?.key ?? null;
  if (way === "next" || way === "previous") return changes[i + (way === "next" ? 1 : -1)]?.key ?? here.key;
  const others = changes.filter((c) => (way === "left" ? c.date < here.date : c.date > here.date));
  const day = way === "left" ? others.at(-1)?.date : others[0]?.date;
  const same = others.filter((c) => c.date === day);
  return (same.find((c) => c.slotId === here.slotId) ?? same[0] ?? here).key;
}

const signs = { true: "+", false: "−" } as const;
/** The two strongest effects as they stand at the right of a change: 钙 +224. Costs are in yuan; what rounds to nothing is left out. */
export function saidEffects(effects: readonly Effect[]): { text: string; isGood: boolean }[] {
  return effects.slice(0, 2).flatMap(({ code, name, unit, amount, isGood }) => {
    const size = Math.abs(code === "cost" ? amount / 100 : amount);
    const figure = Number(size.toFixed(size < 100 ? 1 : 0));
    if (figure === 0) return [];
    const shown = code === "energy_kcal" ? ` ${unit}` : unit === "%" ? "%" : "";
    return { text: `${name} ${signs[`${amount >= 0}`]}${figure}${shown}`, isGood };
  });
}
