import { applyOps, differing, type Fault, type Frame, type Grid, sameCell } from "@/domain/planning/items/rules";
import { type CellKey, cellOf } from "@/domain/planning/rules";
import type { CellItem, EditOp } from "@/domain/planning/schema";

/** Steps that can be taken back. */
export const STEPS = 100;

/** What one act changed: each cell as it was and as it became, and what the act is called. */
export type Step = { label: string; before: Grid; after: Grid };

/** A cell that somebody else changed while it was being changed here. */
export type Clash = { key: CellKey; opened: readonly CellItem[]; theirs: readonly CellItem[]; by: string; at: string };

export type EditorState = {
  /** What the server is known to hold, at this version of the plan. */
  base: Grid;
  version: number;
  /** What is on screen. */
  cells: Grid;
  past: readonly Step[];
  future: readonly Step[];
  /** What was on screen when the save now under way was sent. */
  sent: Grid | null;
  clashes: readonly Clash[];
  /** Why the last act was not done. */
  faults: readonly Fault[];
  /** Raised with every act, so that the same refusal twice is told twice. */
  acts: number;
};

export type EditorAction =
  | { type: "act"; label: string; ops: readonly EditOp[]; frame: Frame }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "sent" }
  /** The server holds these cells now: all of the given days, or the whole plan when `dates` is left out. */
  | { type: "saved"; version: number; cells: Grid; dates?: readonly string[] }
  /** The page was read anew. */
  | { type: "refreshed"; version: number; cells: Grid }
  | { type: "failed" }
  /** A proposal was accepted: the server holds these days now, and the act can be taken back as one step. */
  | { type: "accepted"; label: string; version: number; cells: Grid; dates: readonly string[] }
  | { type: "clashed"; version: number; cells: Grid; clashes: readonly { key: CellKey; by: string; at: string }[] }
  | { type: "settle"; choices: Readonly<Record<CellKey, "mine" | "theirs">> }
  | { type: "restore"; kept: Kept }
  | { type: "drop"; items: readonly { key: CellKey; dishId: number }[] };

/** What survives a reload: the steps, and the cells that were not saved with what they were changed from. */
export type Kept = {
  past: readonly Step[];
  future: readonly Step[];
  unsaved: { key: CellKey; base: readonly CellItem[]; mine: readonly CellItem[] }[];
};

export const opened = (cells: Grid, version: number): EditorState => ({
  base: cells,
  version,
  cells,
  past: [],
  future: [],
  sent: null,
  clashes: [],
  faults: [],
  acts: 0,
});

export function reduce(state: EditorState, action: EditorAction): EditorState {
  switch (action.type) {
    case "act":
      return act(state, action);
    case "undo":
      return step(state, state.past.at(-1), "past");
    case "redo":
      return step(state, state.future.at(-1), "future");
    case "sent":
      return { ...state, sent: state.cells };
    case "failed":
      return { ...state, sent: null };
    case "accepted":
      return accepted(state, action);
    case "saved":
      return { ...merged(state, action), version: action.version, sent: null };
    case "refreshed":
      return refreshed(state, action);
    case "clashed":
      return clashed(state, action);
    case "settle":
      return settled(state, action.choices);
    case "restore":
      return restored(state, action.kept);
    case "drop":
      return dropped(state, action.items);
  }
}

/** The cells that the server does not hold yet. */
export const unsaved = (state: EditorState): CellKey[] => differing(state.base, state.cells);

/** What has to be sent: each changed cell as a whole, so that it does not matter in which steps it came about. */
export const pending = (state: EditorState): EditOp[] =>
  unsaved(state).map((key) => ({ op: "setCell", ...cellOf(key), items: [...(state.cells[key] ?? [])] }));

function act(state: EditorState, { label, ops, frame }: Extract<EditorAction, { type: "act" }>): EditorState {
  const { grid, faults } = applyOps(state.cells, ops, frame);
  const acts = state.acts + 1;
  const changed = differing(state.cells, grid);
  if (faults.length > 0 || changed.length === 0) return { ...state, faults, acts };
  const made: Step = { label, before: only(state.cells, changed), after: only(grid, changed) };
  return { ...state, cells: grid, past: [...state.past, made].slice(-STEPS), future: [], faults: [], acts };
}

const only = (grid: Grid, keys: readonly CellKey[]): Grid =>
  Object.fromEntries(keys.map((key) => [key, grid[key] ?? []])) as Grid;

/** Puts cells back (or forth). A cell that was changed by somebody else since keeps what they made of it. */
function step(state: EditorState, made: Step | undefined, from: "past" | "future"): EditorState {
  if (!made) return state;
  const [want, have] = from === "past" ? [made.before, made.after] : [made.after, made.before];
  const keys = (Object.keys(want) as CellKey[]).filter((key) => sameCell(state.cells[key] ?? [], have[key] ?? []));
  const past = from === "past" ? state.past.slice(0, -1) : [...state.past, made];
  const future = from === "past" ? [...state.future, made] : state.future.slice(0, -1);
  return { ...state, cells: put(state.cells, want, keys), past, future, faults: [], acts: state.acts + 1 };
}

/** The grid with these cells taken from another; empty ones have no entry. */
function put(grid: Grid, from: Grid, keys: readonly CellKey[]): Grid {
  const next: Record<CellKey, readonly CellItem[]> = { ...grid };
  for (const key of keys) {
    const items = from[key] ?? [];
    if (items.length > 0) next[key] = items;
    else delete next[key];
  }
  return next;
}

/** Takes over the days that a proposal changed; what it changed is a step that can be taken back. */
function accepted(state: EditorState, action: Extract<EditorAction, { type: "accepted" }>): EditorState {
  const next = { ...merged(state, action), version: action.version };
  const changed = differing(state.cells, next.cells);
  if (changed.length === 0) return next;
  const made: Step = { label: action.label, before: only(state.cells, changed), after: only(next.cells, changed) };
  return { ...next, past: [...state.past, made].slice(-STEPS), future: [], faults: [], acts: state.acts + 1 };
}

type FromServer = { cells: Grid; dates?: readonly string[] };

/** Takes over what the server holds. What was changed here since it was sent stays as it is, unsaved. */
function merged(state: EditorState, { cells, dates }: FromServer): EditorState {
  const told = new Set(dates);
  const concerns = (key: CellKey) => dates === undefined || told.has(cellOf(key).date);
  const keys = (
    [...new Set([...Object.keys(state.base), ...Object.keys(state.cells), ...Object.keys(cells)])] as CellKey[]
  ).filter(concerns);
  const reference = state.sent ?? state.base;
  const untouched = keys.filter((key) => sameCell(state.cells[key] ?? [], reference[key] ?? []));
  return { ...state, base: put(state.base, cells, keys), cells: put(state.cells, cells, untouched) };
}

/**
 * What others did comes in, as long as nothing of ours waits: what waits brings it along when it is saved. What was read
 * before our last save is old.
 */
const refreshed = (state: EditorState, read: { version: number; cells: Grid }): EditorState =>
  read.version <= state.version || state.sent !== null || unsaved(state).length > 0
    ? state
    : { ...merged(state, read), version: read.version };

/** Somebody else was first on some cells: their plan becomes the base, what was written here stays on screen. */
function clashed(state: EditorState, action: Extract<EditorAction, { type: "clashed" }>): EditorState {
  const clashes = action.clashes.map(({ key, by, at }) => ({
    key,
    by,
    at,
    opened: state.base[key] ?? [],
    theirs: action.cells[key] ?? [],
  }));
  const mine = unsaved(state);
  const calm = merged({ ...state, sent: null }, { cells: action.cells });
  return { ...calm, cells: put(calm.cells, state.cells, mine), version: action.version, sent: null, clashes };
}

function settled(state: EditorState, choices: Readonly<Record<CellKey, "mine" | "theirs">>): EditorState {
  const theirs = state.clashes.filter((clash) => choices[clash.key] === "theirs").map((clash) => clash.key);
  return { ...state, cells: put(state.cells, state.base, theirs), clashes: [] };
}

/** Back after a reload. A cell that was changed elsewhere meanwhile is asked about, the others are simply not saved yet. */
function restored(state: EditorState, kept: Kept): EditorState {
  const mine = Object.fromEntries(kept.unsaved.map(({ key, mine: items }) => [key, items])) as Grid;
  const clashes = kept.unsaved
    .filter(
      ({ key, base, mine: items }) => !sameCell(state.base[key] ?? [], base) && !sameCell(state.base[key] ?? [], items),
    )
    .map(({ key, base }) => ({ key, opened: base, theirs: state.base[key] ?? [], by: "别人", at: "" }));
  return {
    ...state,
    cells: put(
      state.cells,
      mine,
      kept.unsaved.map(({ key }) => key),
    ),
    past: kept.past,
    future: kept.future,
    clashes,
  };
}

/** Takes dishes out that the server would not have; no step of its own, because there is nothing to go back to. */
function dropped(state: EditorState, items: readonly { key: CellKey; dishId: number }[]): EditorState {
  const keys = [...new Set(items.map(({ key }) => key))];
  const rest = Object.fromEntries(
    keys.map((key) => [
      key,
      (state.cells[key] ?? []).filter((item) => !items.some((i) => i.key === key && i.dishId === item.dishId)),
    ]),
  ) as Grid;
  return { ...state, cells: put(state.cells, rest, keys) };
}

/** What is written down for a reload, or null when there is nothing worth keeping. */
export function keep(state: EditorState): Kept | null {
  const keys = unsaved(state);
  if (keys.length === 0 && state.past.length === 0 && state.future.length === 0) return null;
  return {
    past: state.past,
    future: state.future,
    unsaved: keys.map((key) => ({ key, base: state.base[key] ?? [], mine: state.cells[key] ?? [] })),
  };
}
