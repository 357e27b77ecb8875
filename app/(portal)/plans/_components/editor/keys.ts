/** What a key does in the grid. Keys are matched by their place (event.code), so that a Chinese input method swallows none. */
export type Command =
  | { do: "move"; row: number; col: number; extend: boolean }
  | { do: "edge"; to: "first" | "last"; extend: boolean }
  | { do: "week"; by: 1 | -1 }
  | { do: "open" | "replace" | "remove" | "lock" | "look" | "menu" | "keys" | "save" | "escape" | "all" }
  | { do: "copy" | "cut" | "paste" | "undo" | "redo" | "in" }
  | { do: "schedule"; scope: "empty" | "all" };

type Key = Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const arrows: Record<string, [row: number, col: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};
const plain: Record<string, Command["do"]> = {
  Enter: "open",
  NumpadEnter: "open",
  Slash: "open",
  NumpadDivide: "open",
  Delete: "remove",
  Backspace: "remove",
  KeyL: "lock",
  KeyR: "replace",
  Escape: "escape",
  ContextMenu: "menu",
};
const withCtrl: Record<string, Command["do"]> = {
  KeyA: "all",
  KeyC: "copy",
  KeyX: "cut",
  KeyV: "paste",
  KeyZ: "undo",
  KeyY: "redo",
  KeyS: "save",
  Slash: "keys",
};

/** The command of a key press, or null when the grid has nothing to do with it. */
export function commandOf(key: Key): Command | null {
  const ctrl = key.ctrlKey || key.metaKey;
  if (key.altKey) return null;
  if (ctrl) {
    if (key.code === "KeyZ" && key.shiftKey) return { do: "redo" };
    const found = withCtrl[key.code];
    return found && !key.shiftKey ? ({ do: found } as Command) : null;
  }
  const arrow = arrows[key.code];
  if (arrow) return { do: "move", row: arrow[0], col: arrow[1], extend: key.shiftKey };
  if (key.code === "Home" || key.code === "End")
    return { do: "edge", to: key.code === "Home" ? "first" : "last", extend: key.shiftKey };
  if (key.code === "PageUp" || key.code === "PageDown") return { do: "week", by: key.code === "PageUp" ? -1 : 1 };
  if (key.code === "Tab" && !key.shiftKey) return { do: "in" };
  if (key.shiftKey && key.code === "F10") return { do: "menu" };
  if (key.shiftKey && key.code === "Slash") return { do: "look" };
  if (key.code === "KeyA") return { do: "schedule", scope: key.shiftKey ? "all" : "empty" };
  if (key.shiftKey) return null;
  const found = plain[key.code];
  return found ? ({ do: found } as Command) : null;
}

/** The list that Ctrl / shows. */
export const keyList: readonly { keys: string; does: string }[] = [
  { keys: "← ↑ → ↓", does: "换格；第一行再往上是日期" },
  { keys: "Home End", does: "这一餐的第一天、最后一天" },
  { keys: "PgUp PgDn", does: "上一周、下一周" },
  { keys: "Enter 或 /", does: "打开选菜栏，光标在搜索框" },
  { keys: "选菜栏里 ↑ ↓ Enter Esc", does: "选、放入、回到网格" },
  { keys: "Tab Shift Tab", does: "进到格子里的菜、出来" },
  { keys: "Delete", does: "去掉这道菜；在格子上去掉没锁的全部" },
  { keys: "L", does: "锁定、解锁" },
  { keys: "R", does: "换成次优的一道；再按再换" },
  { keys: "?", does: "看这道菜：为什么在这里、营养" },
  { keys: "A，Shift A", does: "自动排餐：补空着的、重排没锁的" },
  { keys: "Shift 方向键", does: "扩大选择" },
  { keys: "Ctrl A", does: "选中整周" },
  { keys: "Ctrl C X V", does: "复制、剪切、粘贴；在日期上是整天，在周标签上是整周" },
  { keys: "Ctrl Z，Shift Ctrl Z", does: "撤销、重做，100 步" },
  { keys: "Ctrl S", does: "马上保存" },
  { keys: "Shift F10", does: "打开菜单" },
  { keys: "Ctrl /", does: "这张表" },
];
