"use client";

import { Menu } from "@mantine/core";
import { cellOf } from "@/domain/planning/rules";
import type { EditOp } from "@/domain/planning/schema";
import { type Day, shortDay, weekdayOf } from "@/lib/time";
import { cellsIn } from "./selection";
import type { Editor } from "./use-editor";

export type MenuAt = { x: number; y: number };

/** The menu of a cell or dish: everything the keys and the mouse can do, also without either. */
export function GridMenu(props: {
  editor: Editor;
  at: MenuAt;
  onClose: () => void;
  onLook: () => void;
  onNote: () => void;
  onReplace: (dishId: number) => void;
  onRemove: () => void;
  onLock: () => void;
  onTake: (cut: boolean) => void;
  onPaste: () => void;
  canPaste: boolean;
}) {
  const { editor, at, onClose } = props;
  const { here, dish, model, state, dates, canEdit, selection, slotIds } = editor;
  if (!here) return null;
  const items = state.cells[here.key] ?? [];
  const item = items.find((i) => i.dishId === dish);
  const name = item ? model.cards.get(item.dishId)?.name : null;
  const chosen = cellsIn(selection, dates, slotIds);
  const isLocked = item ? item.isLocked : items.length > 0 && items.every((i) => i.isLocked);
  const copyDay = (toDate: Day) =>
    editor.act(
      `已把 ${shortDay(here.date)} 整天复制到 ${shortDay(toDate)}`,
      [{ op: "copyDay", fromDate: here.date, toDate }],
      { undoable: true },
    );
  const moveTo = (toDate: Day, toSlotId: number) => {
    const moving = item ? [item] : items.filter((i) => !i.isLocked);
    const ops = moving.map((i): EditOp => ({ op: "move", ...cellOf(here.key), dishId: i.dishId, toDate, toSlotId }));
    editor.act(`已移到 ${shortDay(toDate)} ${model.slotOf.get(toSlotId)?.name}`, ops, { undoable: true });
  };
  return (
    <Menu opened onClose={onClose} position="bottom-start" withinPortal trapFocus returnFocus>
      <Menu.Target>
        <span aria-hidden="true" style={{ position: "fixed", left: at.x, top: at.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label="这一格">
        <Menu.Label>
          {weekdayOf(here.date)} {shortDay(here.date)} {model.slotOf.get(here.slotId)?.name}
          {name && `，${name}`}
        </Menu.Label>
        {item && (
          <Menu.Item onClick={props.onLook} rightSection="?">
            为什么是这道
          </Menu.Item>
        )}
        {canEdit && (
          <>
            <Menu.Item onClick={() => editor.setPanel({ initial: null, replace: null })} rightSection="Enter">
              添加一道
            </Menu.Item>
            {item && (
              <>
                <Menu.Item disabled={item.isLocked} onClick={() => props.onReplace(item.dishId)} rightSection="R">
                  换成次优的
                </Menu.Item>
                <Menu.Item
                  disabled={item.isLocked}
                  onClick={() => editor.setPanel({ initial: null, replace: item.dishId })}
                >
                  自己选一道换
                </Menu.Item>
                <Menu.Item onClick={props.onNote}>备注、时间与份数</Menu.Item>
              </>
            )}
            {items.length > 0 && (
              <>
                <Menu.Item onClick={props.onLock} rightSection="L">
                  {isLocked ? "解锁" : "锁定"}
                </Menu.Item>
                <Menu.Sub>
                  <Menu.Sub.Target>
                    <Menu.Sub.Item>移到…</Menu.Sub.Item>
                  </Menu.Sub.Target>
                  <Menu.Sub.Dropdown style={{ maxHeight: 320, overflowY: "auto" }}>
                    {dates
                      .filter((date) => date !== here.date)
                      .map((date) => (
                        <Menu.Item key={date} onClick={() => moveTo(date, here.slotId)}>
                          {weekdayOf(date)} {shortDay(date)} {model.slotOf.get(here.slotId)?.name}
                        </Menu.Item>
                      ))}
                    <Menu.Divider />
                    {model.slots
                      .filter((slot) => slot.id !== here.slotId)
                      .map((slot) => (
                        <Menu.Item key={slot.id} onClick={() => moveTo(here.date, slot.id)}>
                          当天{slot.name}
                        </Menu.Item>
                      ))}
                  </Menu.Sub.Dropdown>
                </Menu.Sub>
              </>
            )}
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item>把这一天复制到…</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                {dates
                  .filter((date) => date !== here.date)
                  .map((date) => (
                    <Menu.Item key={date} onClick={() => copyDay(date)}>
                      {weekdayOf(date)} {shortDay(date)}
                    </Menu.Item>
                  ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
            <Menu.Item disabled={items.length === 0} onClick={() => props.onTake(false)} rightSection="Ctrl C">
              复制
            </Menu.Item>
            <Menu.Item disabled={items.length === 0} onClick={() => props.onTake(true)} rightSection="Ctrl X">
              剪切
            </Menu.Item>
            <Menu.Item disabled={!props.canPaste} onClick={props.onPaste} rightSection="Ctrl V">
              粘贴
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              color="var(--ya-red-ink)"
              disabled={chosen.every((key) => (state.cells[key] ?? []).every((i) => i.isLocked)) && !item}
              onClick={props.onRemove}
              rightSection="Delete"
            >
              {item ? "去掉这道" : chosen.length > 1 ? `清空选中的 ${chosen.length} 格` : "清空这一格"}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
