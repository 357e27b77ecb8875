"use client";

import { type KeyboardEvent, useRef } from "react";
import type { Grid } from "@/domain/planning/items/rules";
import { type CellKey, cellKey, cellOf } from "@/domain/planning/rules";
import type { CellItem, EditOp } from "@/domain/planning/schema";
import { type Command, commandOf } from "./keys";
import { at, cellsIn, isOne, moved } from "./selection";
import type { Editor } from "./use-editor";

/** What was copied: single dishes, a rectangle of cells by rows, a day, or a week. */
export type Clip =
  | { of: "dish"; item: CellItem }
  | { of: "cells"; rows: (readonly CellItem[])[][] }
  | { of: "day"; date: string }
  | { of: "week"; week: number };

export type GridHooks = {
  openMenu: () => void;
  openLook: () => void;
  openKeys: () => void;
  schedule: (scope: "empty" | "all") => void;
  /** Puts the next best dish in the place of one. */
  replace: (dishId: number) => void;
};

/** The keyboard of the grid and of the week tabs (design §10). */
export function useGridKeys(editor: Editor, hooks: GridHooks) {
  const clip = useRef<Clip | null>(null);
  const { model, state, selection, dates, slotIds, dish, here } = editor;
  const size = { rows: slotIds.length, cols: dates.length };
  const isHead = selection.focus.row === -1;
  const chosen = cellsIn(selection, dates, slotIds);
  const items = here ? (state.cells[here.key] ?? []) : [];
  const one = dish === null ? undefined : items.find((item) => item.dishId === dish);

  const remove = (keys: readonly CellKey[], verb = "去掉") => {
    if (one && here) {
      if (editor.act(`${verb}${nameOf(one.dishId)}`, [{ op: "remove", ...cellOf(here.key), dishId: one.dishId }]))
        editor.setDish(null);
      return;
    }
    const gone = keys.flatMap((key) => unlocked(state.cells, key).map((item) => ({ key, item })));
    const ops = gone.map(({ key, item }): EditOp => ({ op: "remove", ...cellOf(key), dishId: item.dishId }));
    const [first] = gone;
    const label = gone.length === 1 && first ? `${verb}${nameOf(first.item.dishId)}` : `${verb} ${gone.length} 道菜`;
    if (ops.length > 0) editor.act(label, ops, { undoable: ops.length > 3 });
  };

  const nameOf = (dishId: number) => model.cards.get(dishId)?.name ?? "这道菜";

  const lock = () => {
    const keys = one && here ? [here.key] : chosen;
    const all = keys.flatMap((key) => state.cells[key] ?? []).filter((item) => !one || item.dishId === one.dishId);
    if (all.length === 0) return;
    const isLocked = !all.every((item) => item.isLocked);
    const ops = keys
      .filter((key) => (state.cells[key] ?? []).length > 0)
      .map((key): EditOp => ({ op: "setLock", ...cellOf(key), ...(one && { dishId: one.dishId }), isLocked }));
    editor.act(isLocked ? `已锁定 ${all.length} 道` : `已解锁 ${all.length} 道`, ops);
  };

  const copy = (): Clip | null => {
    if (one) return { of: "dish", item: one };
    if (isHead && here) return { of: "day", date: here.date };
    const columns = [...new Set(chosen.map((key) => cellOf(key).date))];
    const lines = [...new Set(chosen.map((key) => cellOf(key).slotId))];
    return {
      of: "cells",
      rows: lines.map((slotId) => columns.map((date) => state.cells[cellKey(date, slotId)] ?? [])),
    };
  };

  const take = (cut: boolean) => {
    clip.current = copy();
    editor.say(cut ? "已剪切" : "已复制");
    if (cut) remove(chosen, "剪切");
  };

  const paste = () => {
    if (!clip.current || !here) return;
    const ops = pasted(clip.current, editor);
    if (ops.length > 0) editor.act(pasteLabel(clip.current), ops, { undoable: clip.current.of !== "dish" });
  };

  const run = (command: Command, event: KeyboardEvent) => {
    switch (command.do) {
      case "move":
        editor.setDish(null);
        return editor.select(moved(selection, command, size, command.extend));
      case "edge":
        editor.setDish(null);
        return editor.select(
          moved(selection, { row: 0, col: command.to === "first" ? -size.cols : size.cols }, size, command.extend),
        );
      case "week":
        return editor.goWeek(editor.week + command.by);
      case "all":
        return editor.select({ focus: { row: size.rows - 1, col: size.cols - 1 }, anchor: { row: 0, col: 0 } });
      case "in":
        return enter(event);
      case "open":
        return editor.setPanel({ initial: null, replace: null });
      case "replace": {
        const old = one ?? items.find((item) => !item.isLocked);
        return old ? hooks.replace(old.dishId) : editor.setPanel({ initial: null, replace: null });
      }
      case "schedule":
        return hooks.schedule(command.scope);
      case "remove":
        return remove(chosen);
      case "lock":
        return lock();
      case "look":
        return hooks.openLook();
      case "menu":
        return hooks.openMenu();
      case "keys":
        return hooks.openKeys();
      case "save":
        return void editor.saving.save();
      case "undo":
      case "redo":
        return step(command.do);
      case "copy":
      case "cut":
        return take(command.do === "cut");
      case "paste":
        return paste();
      case "escape":
        if (dish !== null) editor.setDish(null);
        else if (!isOne(selection)) editor.select(at(selection.focus));
        return;
    }
  };

  const step = (way: "undo" | "redo") => {
    const made = way === "undo" ? state.past.at(-1) : state.future.at(-1);
    if (!made) return editor.say(way === "undo" ? "没有可撤销的了" : "没有可重做的了");
    editor.dispatch({ type: way });
    editor.say(`${way === "undo" ? "撤销" : "重做"}：${made.label}`);
  };

  const enter = (event: KeyboardEvent) => {
    const i = items.findIndex((item) => item.dishId === dish);
    const next = dish === null ? items[0] : items[i + 1];
    if (!next || isHead) return; // the key goes on to what follows the grid
    event.preventDefault();
    editor.setDish(next.dishId);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.code === "Tab" && event.shiftKey && dish !== null) {
      event.preventDefault();
      const i = items.findIndex((item) => item.dishId === dish);
      editor.setDish(items[i - 1]?.dishId ?? null);
      return;
    }
    const command = commandOf(event);
    if (!command || (command.do === "escape" && dish === null && isOne(selection))) return;
    if (command.do !== "in") event.preventDefault();
    run(command, event);
  };

  const onTabKeyDown = (event: KeyboardEvent) => {
    const command = commandOf(event);
    if (command?.do === "copy") {
      clip.current = { of: "week", week: editor.week };
      editor.say(`已复制第 ${editor.week} 周`);
    } else if (command?.do === "paste") paste();
    else if (command?.do === "undo" || command?.do === "redo") step(command.do);
    else if (command?.do === "save") void editor.saving.save();
    else return;
    event.preventDefault();
  };

  return {
    onKeyDown,
    onTabKeyDown,
    removeChosen: () => remove(chosen),
    lock,
    step,
    take,
    paste,
    canPaste: () => clip.current !== null,
  };
}

const unlocked = (cells: Grid, key: CellKey): readonly CellItem[] =>
  (cells[key] ?? []).filter((item) => !item.isLocked);
const fresh = (item: CellItem): CellItem => ({ ...item, isLocked: false, overrideReason: null });

const pasteLabel = (clip: Clip): string =>
  clip.of === "week" ? `已贴上第 ${clip.week} 周` : clip.of === "day" ? `已贴上 ${clip.date.slice(5)} 整天` : "已贴上";

/** What pasting does where one is: cells keep what is locked and otherwise become the copy; a single dish is added. */
function pasted(clip: Clip, { state, selection, dates, slotIds, week, here }: Editor): EditOp[] {
  if (!here) return [];
  if (clip.of === "week") return [{ op: "copyWeek", fromWeek: clip.week, toWeek: week }];
  if (clip.of === "day") return [{ op: "copyDay", fromDate: clip.date as typeof here.date, toDate: here.date }];
  if (clip.of === "dish") {
    const { dishId, quantity, instructions } = clip.item;
    return [{ op: "add", ...cellOf(here.key), dishId, quantity, instructions }];
  }
  const top = Math.max(0, selection.focus.row);
  return clip.rows.flatMap((line, r) =>
    line.flatMap((items, c): EditOp[] => {
      const [date, slotId] = [dates[selection.focus.col + c], slotIds[top + r]];
      if (date === undefined || slotId === undefined) return [];
      const kept = (state.cells[cellKey(date, slotId)] ?? []).filter((item) => item.isLocked);
      const added = items.filter((item) => !kept.some((k) => k.dishId === item.dishId)).map(fresh);
      return [{ op: "setCell", date, slotId, items: [...kept, ...added] }];
    }),
  );
}
