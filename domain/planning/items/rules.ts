import type { Day } from "@/lib/time";
import { type CellKey, cellKey, cellOf } from "../rules";
import type { CellItem, EditOp } from "../schema";

/**
 * The week grid as a value: what each cell (day × slot) holds, in order. The server applies the same operations to it as
 * the browser does, so that what is seen while editing is what is kept. A cell that holds nothing has no entry.
 */
export type Grid = Readonly<Record<CellKey, readonly CellItem[]>>;

/** What the operations need to know of the plan around the cells. */
export type Frame = {
  /** Days by week number, in order. */
  weeks: ReadonlyMap<number, readonly Day[]>;
  slots: readonly { id: number; name: string }[];
  /** Why a cell can no longer be changed, or null. */
  closed: (date: Day, slotId: number) => string | null;
};

export type Fault = { date: Day; slotId: number; dishId?: number; sentence: string };
export type Outcome = {
  grid: Grid;
  /** Every cell an operation named, whether or not its content changed in the end. */
  touched: CellKey[];
  faults: Fault[];
};

/** All operations in order, or what keeps them from it: with any fault the grid is the old one. */
export function applyOps(grid: Grid, ops: readonly EditOp[], frame: Frame): Outcome {
  const work: Work = { cells: { ...grid }, touched: new Set(), faults: [], frame };
  for (const op of ops) apply(work, op);
  const touched = [...work.touched];
  return { grid: work.faults.length > 0 ? grid : work.cells, touched, faults: work.faults };
}

/** The operations that bring the touched cells of a later grid back to what they were. */
export const inverseOf = (before: Grid, touched: readonly CellKey[]): EditOp[] =>
  touched.map((key) => ({ op: "setCell", ...cellOf(key), items: [...(before[key] ?? [])] }));

/** The cells in which two grids differ. */
export function differing(a: Grid, b: Grid): CellKey[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)] as CellKey[]);
  return [...keys].filter((key) => !sameCell(a[key] ?? [], b[key] ?? []));
}

/** Same dishes in the same order with the same particulars. */
export const sameCell = (a: readonly CellItem[], b: readonly CellItem[]): boolean =>
  a.length === b.length && a.every((item, i) => sameItem(item, b[i]));

const sameItem = (a: CellItem, b: CellItem | undefined): boolean =>
  b !== undefined &&
  a.dishId === b.dishId &&
  a.quantity === b.quantity &&
  a.servingTime === b.servingTime &&
  a.instructions === b.instructions &&
  a.isLocked === b.isLocked &&
  a.overrideReason === b.overrideReason;

/** An item with nothing said about it but the dish. */
export const plainItem = (dishId: number): CellItem => ({
  dishId,
  quantity: 1,
  servingTime: null,
  instructions: null,
  isLocked: false,
  overrideReason: null,
});

type At = { date: Day; slotId: number };
type Work = { cells: Record<CellKey, readonly CellItem[]>; touched: Set<CellKey>; faults: Fault[]; frame: Frame };

function apply(work: Work, op: EditOp) {
  switch (op.op) {
    case "add":
      return add(work, op, newItem(op), op.position);
    case "remove":
      return change(work, op, (items, item) => (item.isLocked ? locked : items.filter((i) => i !== item)));
    case "replace":
      return change(work, op, (items, item) => {
        if (item.isLocked) return locked;
        if (op.withDishId === op.dishId) return items;
        if (items.some((i) => i.dishId === op.withDishId)) return twice;
        const next = { ...item, dishId: op.withDishId, instructions: null, overrideReason: op.overrideReason ?? null };
        return items.map((i) => (i === item ? next : i));
      });
    case "move":
      return move(work, op);
    case "copyDay":
      return copyDay(work, op.fromDate, op.toDate);
    case "copyWeek":
      return copyWeek(work, op.fromWeek, op.toWeek);
    case "setLock":
      return each(work, op, (item) => ({ ...item, isLocked: op.isLocked }));
    case "setNote":
      return each(work, op, (item) => ({ ...item, instructions: op.instructions }));
    case "setServingTime":
      return each(work, op, (item) => ({ ...item, servingTime: op.servingTime }));
    case "setQuantity":
      return each(work, op, (item) => ({ ...item, quantity: op.quantity }));
    case "reorder":
      return reorder(work, op, op.dishIds);
    case "setCell":
      return setCell(work, op, op.items);
  }
}

const locked = "这道菜锁着，先解锁再改";
const twice = "这一格已经有这道菜";
const missing = "这一格已经没有这道菜";

type Given = { dishId: number } & { [K in keyof CellItem]?: CellItem[K] | undefined };

const newItem = (given: Given): CellItem => ({
  ...plainItem(given.dishId),
  ...(given.quantity !== undefined && { quantity: given.quantity }),
  ...(given.servingTime !== undefined && { servingTime: given.servingTime }),
  ...(given.instructions !== undefined && { instructions: given.instructions }),
  ...(given.overrideReason !== undefined && { overrideReason: given.overrideReason }),
});

function fault(work: Work, { date, slotId }: At, sentence: string, dishId?: number) {
  work.faults.push({ date, slotId, sentence, ...(dishId !== undefined && { dishId }) });
}

/** Takes a cell into work: it must be one of the plan's and still open. */
function reach(work: Work, at: At): boolean {
  const known = [...work.frame.weeks.values()].some((days) => days.includes(at.date));
  const slot = work.frame.slots.some((s) => s.id === at.slotId);
  const closed = known && slot ? work.frame.closed(at.date, at.slotId) : known ? "没有这个餐次" : "这一天不在计划里";
  if (closed) {
    fault(work, at, closed);
    return false;
  }
  work.touched.add(cellKey(at.date, at.slotId));
  return true;
}

const itemsAt = (work: Work, at: At) => work.cells[cellKey(at.date, at.slotId)] ?? [];

function put(work: Work, at: At, items: readonly CellItem[]) {
  const key = cellKey(at.date, at.slotId);
  if (items.length > 0) work.cells[key] = items;
  else delete work.cells[key];
}

function add(work: Work, at: At, item: CellItem, position?: number) {
  if (!reach(work, at)) return;
  const items = itemsAt(work, at);
  if (items.some((i) => i.dishId === item.dishId)) return fault(work, at, twice, item.dishId);
  put(work, at, inserted(items, item, position));
}

const inserted = (items: readonly CellItem[], item: CellItem, position = items.length) => [
  ...items.slice(0, position),
  item,
  ...items.slice(position),
];

/** Changes a cell by one of its dishes; a sentence instead of items is a fault. */
function change(
  work: Work,
  op: At & { dishId: number },
  next: (items: readonly CellItem[], item: CellItem) => readonly CellItem[] | string,
) {
  if (!reach(work, op)) return;
  const items = itemsAt(work, op);
  const item = items.find((i) => i.dishId === op.dishId);
  const result = item ? next(items, item) : missing;
  if (typeof result === "string") fault(work, op, result, op.dishId);
  else put(work, op, result);
}

/** Changes the named dish of a cell, or all of them when none is named. */
function each(work: Work, op: At & { dishId?: number | undefined }, next: (item: CellItem) => CellItem) {
  if (!reach(work, op)) return;
  const items = itemsAt(work, op);
  if (op.dishId !== undefined && !items.some((i) => i.dishId === op.dishId)) return fault(work, op, missing, op.dishId);
  put(
    work,
    op,
    items.map((i) => (op.dishId === undefined || i.dishId === op.dishId ? next(i) : i)),
  );
}

function move(work: Work, op: Extract<EditOp, { op: "move" }>) {
  const to = { date: op.toDate, slotId: op.toSlotId };
  if (!reach(work, op) || !reach(work, to)) return;
  const item = itemsAt(work, op).find((i) => i.dishId === op.dishId);
  if (!item) return fault(work, op, missing, op.dishId);
  if (item.isLocked) return fault(work, op, locked, op.dishId);
  const within = op.date === to.date && op.slotId === to.slotId;
  const rest = itemsAt(work, op).filter((i) => i !== item);
  const target = within ? rest : itemsAt(work, to);
  if (target.some((i) => i.dishId === item.dishId)) return fault(work, to, twice, item.dishId);
  const moved = within
    ? item
    : {
        ...item,
        servingTime: op.slotId === to.slotId ? item.servingTime : null, // another slot, another time
        overrideReason: op.overrideReason === undefined ? item.overrideReason : op.overrideReason,
      };
  put(work, op, rest);
  put(work, to, inserted(target, moved, op.position));
}

/** What a copied dish brings along: everything but the lock and the reason for an exception, which belong to the day. */
const copied = (item: CellItem): CellItem => ({ ...item, isLocked: false, overrideReason: null });

/** The target keeps what is locked; everything else becomes what the source has. */
function copyCell(work: Work, from: At, to: At) {
  const kept = itemsAt(work, to).filter((i) => i.isLocked);
  const fresh = itemsAt(work, from).filter((i) => !kept.some((k) => k.dishId === i.dishId));
  put(work, to, [...kept, ...fresh.map(copied)]);
}

function copyDay(work: Work, from: Day, to: Day) {
  if (from === to) return;
  for (const { id } of work.frame.slots)
    if (reach(work, { date: to, slotId: id })) copyCell(work, { date: from, slotId: id }, { date: to, slotId: id });
}

/** Day by day, as far as both weeks reach. Days of the target that are closed stay as they are. */
function copyWeek(work: Work, from: number, to: number) {
  const [source, target] = [work.frame.weeks.get(from), work.frame.weeks.get(to)];
  if (from === to || !source || !target) return;
  target.forEach((date, i) => {
    const day = source[i];
    if (!day) return;
    for (const { id } of work.frame.slots) {
      if (work.frame.closed(date, id)) continue;
      if (reach(work, { date, slotId: id })) copyCell(work, { date: day, slotId: id }, { date, slotId: id });
    }
  });
}

function reorder(work: Work, at: At, dishIds: readonly number[]) {
  if (!reach(work, at)) return;
  const rank = (item: CellItem) => {
    const i = dishIds.indexOf(item.dishId);
    return i < 0 ? dishIds.length : i;
  };
  put(
    work,
    at,
    itemsAt(work, at).toSorted((a, b) => rank(a) - rank(b)),
  );
}

function setCell(work: Work, at: At, items: readonly CellItem[]) {
  if (!reach(work, at)) return;
  const seen = new Set(items.map((i) => i.dishId));
  if (seen.size < items.length) return fault(work, at, twice);
  put(work, at, items);
}
