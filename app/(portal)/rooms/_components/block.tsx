"use client";

import { useDraggable } from "@dnd-kit/core";
import { Moon, stages } from "@/components/marks/moon";
import { stayStatusLabels } from "@/db/enums/customers";
import type { CalendarBlock } from "@/domain/customers/stays/schema";
import classes from "./calendar.module.css";

type Props = { block: CalendarBlock; room: string; from: number; until: number; canEdit: boolean; onOpen: () => void };

const canMove = (block: CalendarBlock): boolean => block.status === "booked" || block.status === "checked_in";

/** The nights of one stay in one room. */
export function Block({ block, room, from, until, canEdit, onOpen }: Props) {
  const movable = canEdit && canMove(block);
  const { setNodeRef, listeners, transform, isDragging } = useDraggable({
    id: `${block.stayId}-${block.fromDay}`,
    data: { block, room },
    disabled: !movable,
  });
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classes.block}
      data-status={block.status}
      data-dragging={isDragging || undefined}
      style={{
        left: `calc(${from} * 100% / var(--days))`,
        width: `calc(${Math.max(1, until - from)} * 100% / var(--days) - 3px)`,
        ...(transform && { transform: `translate(${transform.x}px, ${transform.y}px)`, zIndex: 5 }),
      }}
      aria-label={`${room}，${block.customerName}，${block.checkInDate} 至 ${block.checkOutDate ?? "未定"}，${stayStatusLabels[block.status]}${block.isAway ? "，外出" : ""}`}
      onClick={onOpen}
      {...listeners}
    >
      {block.stage && <Moon lit={stages[block.stage].lit} size={13} />}
      <span>{block.customerName}</span>
      {block.isAway && <small>外出</small>}
    </button>
  );
}
