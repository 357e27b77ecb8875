"use client";

import {
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  type DragStartEvent,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type CellKey, cellOf } from "@/domain/planning/rules";
import { refusalOf } from "./acting";
import classes from "./editor.module.css";
import { frameAt } from "./model";
import type { Editor } from "./use-editor";

type Dragged = { dishId: number; from?: CellKey };

/** Lifts dishes with the mouse at once, by touch after 350 ms. Alt copies. Where she may not have it, the pointer says why. */
export function Dragging({ editor, children }: { editor: Editor; children: ReactNode }) {
  const { model, act, state } = editor;
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 350, tolerance: 8 } }),
  );
  const [lifted, lift] = useState<Dragged | null>(null);
  const [over, setOver] = useState<CellKey | null>(null);
  const copies = useRef(false);
  const [isCopy, setCopy] = useState(false);

  useEffect(() => {
    if (!lifted) return;
    const watch = (event: globalThis.MouseEvent | globalThis.KeyboardEvent) => {
      copies.current = event.altKey;
      setCopy(event.altKey);
    };
    window.addEventListener("mousemove", watch);
    window.addEventListener("keydown", watch);
    window.addEventListener("keyup", watch);
    return () => {
      window.removeEventListener("mousemove", watch);
      window.removeEventListener("keydown", watch);
      window.removeEventListener("keyup", watch);
    };
  }, [lifted]);

  const end = ({ active, over: target }: DragEndEvent) => {
    const { dishId, from } = active.data.current as Dragged;
    lift(null);
    setOver(null);
    if (!target || target.id === from) return;
    const to = cellOf(String(target.id) as CellKey);
    const name = model.cards.get(dishId)?.name ?? "";
    const where = `${to.date.slice(5)} ${model.slotOf.get(to.slotId)?.name}`;
    if (from && !copies.current)
      act(`已把${name}移到 ${where}`, [{ op: "move", ...cellOf(from), dishId, toDate: to.date, toSlotId: to.slotId }]);
    else {
      const original = from && (state.cells[from] ?? []).find((item) => item.dishId === dishId);
      act(`已把${name}放到 ${where}`, [
        {
          op: "add",
          ...to,
          dishId,
          ...(original && { quantity: original.quantity, instructions: original.instructions }),
        },
      ]);
    }
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }: DragStartEvent) => lift(active.data.current as Dragged)}
      onDragMove={({ over: target }: DragMoveEvent) => setOver(target ? (String(target.id) as CellKey) : null)}
      onDragEnd={end}
      onDragCancel={() => {
        lift(null);
        setOver(null);
      }}
      accessibility={{
        screenReaderInstructions: { draggable: "拖动移菜，按住 Alt 拖是复制；键盘用 Ctrl X 和 Ctrl V" },
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {lifted && <Lifted editor={editor} lifted={lifted} over={over} isCopy={isCopy} />}
      </DragOverlay>
    </DndContext>
  );
}

function Lifted({
  editor,
  lifted,
  over,
  isCopy,
}: {
  editor: Editor;
  lifted: Dragged;
  over: CellKey | null;
  isCopy: boolean;
}) {
  const { model } = editor;
  const at = over && over !== lifted.from ? cellOf(over) : null;
  const closed = at && frameAt(model, editor.now()).closed(at.date, at.slotId);
  const no = at && refusalOf(model, { dishId: lifted.dishId, overrideReason: null }, at.date);
  const ask = at && !no ? model.verdictOf(lifted.dishId, at.date).reasons[0] : undefined;
  return (
    <div className={classes.overlay}>
      {isCopy && "复制 "}
      {model.cards.get(lifted.dishId)?.name}
      {(closed || no) && <small>{closed || no?.sentence}</small>}
      {!closed && ask && <small data-tone="ask">▲ {ask.text}</small>}
    </div>
  );
}
