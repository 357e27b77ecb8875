"use client";

import { useDraggable, useDroppable } from "@dnd-kit/core";
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconClockHour4,
  IconLock,
  IconNote,
  IconSparkles,
} from "@tabler/icons-react";
import { type MouseEvent, memo } from "react";
import { StatusGlyph } from "@/components/marks/status-badge";
import type { Slot } from "@/domain/dishes/rules";
import { type Origins, originKey } from "@/domain/planning/origins/rules";
import { type CellKey, cellKey, type MealMoment } from "@/domain/planning/rules";
import type { CellItem } from "@/domain/planning/schema";
import { type Day, dayTitle } from "@/lib/time";
import classes from "./editor.module.css";
import { initialOf, lacking, type Model } from "./model";

export type CellProps = {
  model: Model;
  date: Day;
  slot: Slot;
  row: number;
  col: number;
  items: readonly CellItem[];
  moment: MealMoment;
  isHere: boolean;
  isChosen: boolean;
  /** Where the roving tab stop is: the cell, one of its dishes, or neither. */
  tabDish: number | "cell" | null;
  openDish: number | null;
  canEdit: boolean;
  isActive: boolean;
  onCell: (row: number, col: number, event: MouseEvent) => void;
  onDish: (row: number, col: number, dishId: number, event: MouseEvent) => void;
  onGap: (row: number, col: number, initial: string | null) => void;
  origins: Origins;
};

/** One meal of one day: its dishes by class, what is still missing, and whether it can be changed. */
export const Cell = memo(function Cell(props: CellProps) {
  const { model, date, slot, row, col, items, moment, isHere, isChosen, tabDish, canEdit, isActive } = props;
  const key = cellKey(date, slot.id);
  const { setNodeRef, isOver, active } = useDroppable({ id: key });
  const isClosed = moment === "past" || (moment === "served" && isActive);
  const initials = items.map((item) => initialOf(model.cards.get(item.dishId)?.category ?? null));
  const lacks = isClosed || !canEdit ? [] : lacking(slot.code, initials);
  const isLocked = items.length > 0 && items.every((item) => item.isLocked);
  const shown = isActive || moment === "past" ? moment : "open";
  const dragged = (active?.data.current as { dishId?: number } | undefined)?.dishId;
  const over =
    isOver && dragged !== undefined
      ? isClosed || model.verdictOf(dragged, date).verdict === "refused"
        ? "no"
        : "ok"
      : undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears every key
    <td
      ref={setNodeRef}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid
      role="gridcell"
      tabIndex={tabDish === "cell" ? 0 : -1}
      className={classes.cell}
      aria-label={saidCell(model, date, slot, items, shown, lacks)}
      aria-selected={isChosen}
      data-spot={`${row}:${col}`}
      data-here={isHere || undefined}
      data-chosen={isChosen || undefined}
      data-locked={isLocked || undefined}
      data-moment={shown}
      data-over={over}
      onClick={(event) => props.onCell(row, col, event)}
    >
      {items.map((item) => (
        <DishLine
          key={item.dishId}
          cell={key}
          model={model}
          date={date}
          slot={slot}
          item={item}
          hasStop={tabDish === item.dishId}
          isOpen={props.openDish === item.dishId}
          isFixed={isClosed || !canEdit || item.isLocked}
          origin={props.origins[originKey(key, item.dishId)]}
          spot={`${row}:${col}`}
          onOpen={(event) => props.onDish(row, col, item.dishId, event)}
        />
      ))}
      {lacks[0] && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.gap}
          onClick={(event) => {
            event.stopPropagation();
            props.onGap(row, col, lacks[0] ?? null);
          }}
        >
          {lacks.join("、")} 未排{lacks.length === 1 && "，选一道"}
        </button>
      )}
      {items.length === 0 && !isClosed && canEdit && isHere && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.gap}
          onClick={(event) => {
            event.stopPropagation();
            props.onGap(row, col, null);
          }}
        >
          未排，选一道
        </button>
      )}
      {shown === "cut" && (
        <span className={classes.status}>
          <IconLock size={13} stroke={1.75} aria-hidden />
          已截单
        </span>
      )}
    </td>
  );
});

function DishLine(props: {
  cell: CellKey;
  model: Model;
  date: Day;
  slot: Slot;
  item: CellItem;
  hasStop: boolean;
  isOpen: boolean;
  isFixed: boolean;
  /** Who placed it, when it was not a person. */
  origin: Origins[string] | undefined;
  spot: string;
  onOpen: (event: MouseEvent) => void;
}) {
  const { cell, model, date, item, isFixed } = props;
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `item:${cell}:${item.dishId}`,
    data: { dishId: item.dishId, from: cell },
    disabled: isFixed,
  });
  const card = model.cards.get(item.dishId);
  const { verdict } = model.verdictOf(item.dishId, date);
  const tone = verdict === "refused" && item.overrideReason === null ? "no" : verdict === "allowed" ? undefined : "ask";
  return (
    <button
      ref={setNodeRef}
      {...listeners}
      type="button"
      tabIndex={props.hasStop ? 0 : -1}
      className={classes.dish}
      data-dish={`${props.spot}:${item.dishId}`}
      data-tone={tone}
      data-lifted={isDragging || undefined}
      data-open={props.isOpen || undefined}
      title={card?.name}
      aria-label={saidDish(model, item, date, props.origin)}
      onClick={(event) => {
        event.stopPropagation();
        props.onOpen(event);
      }}
    >
      <i aria-hidden="true">{initialOf(card?.category ?? null)}</i>
      <span className={classes.dishName}>{card?.name ?? "已删除的菜"}</span>
      {item.quantity > 1 && <small className={classes.times}>×{item.quantity}</small>}
      {props.origin === "auto" && <IconSparkles size={12} stroke={1.75} className={classes.auto} aria-hidden />}
      {props.origin === "substitute" && (
        <IconArrowsExchange size={12} stroke={1.75} className={classes.auto} aria-hidden />
      )}
      {tone === "ask" && <IconAlertTriangle size={13} stroke={1.75} aria-hidden />}
      {tone === "no" && <StatusGlyph tone="critical" />}
      {item.servingTime && <IconClockHour4 size={13} stroke={1.75} aria-hidden />}
      {item.instructions && <IconNote size={13} stroke={1.75} aria-hidden />}
      {item.isLocked && <IconLock size={13} stroke={1.75} className={classes.lock} aria-hidden />}
    </button>
  );
}

const originWords: Record<Origins[string], string> = { auto: "自动排的", family: "家属选的", substitute: "替代上来的" };

function saidDish(model: Model, item: CellItem, date: Day, origin: Origins[string] | undefined): string {
  const card = model.cards.get(item.dishId);
  const { verdict, reasons } = model.verdictOf(item.dishId, date);
  return [
    card?.name ?? "已删除的菜",
    item.quantity > 1 && `${item.quantity} 份`,
    origin && originWords[origin],
    item.isLocked && "已锁定",
    item.servingTime && `${item.servingTime} 送`,
    item.instructions,
    verdict === "refused" &&
      `${item.overrideReason ? `申请了放行（${item.overrideReason}）` : "不再适合"}：${reasons.find((r) => r.refuses)?.text ?? ""}`,
    verdict === "note" && reasons[0]?.text,
  ]
    .filter(Boolean)
    .join("，");
}

function saidCell(
  model: Model,
  date: Day,
  slot: Slot,
  items: readonly CellItem[],
  moment: MealMoment,
  lacks: readonly string[],
): string {
  const dishes = items.map((item) => model.cards.get(item.dishId)?.name ?? "").join("、");
  const more = [
    items.length === 0 ? "未排" : dishes,
    lacks.length > 0 && `缺${lacks.join("、")}`,
    moment === "past" && "已经过去",
    moment === "served" && "已过供餐时间",
    moment === "cut" && "已截单",
  ].filter(Boolean);
  return `${dayTitle(date)}${slot.name}：${more.join("，")}`;
}
