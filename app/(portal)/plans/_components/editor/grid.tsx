"use client";

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from "react";
import { grouped } from "@/components/figures";
import { Moon, stages } from "@/components/marks/moon";
import { SlotMark } from "@/components/marks/slot-mark";
import { NutritionDay } from "@/components/nutrition-bar";
import { cellKey } from "@/domain/planning/rules";
import { fen, yuanText } from "@/lib/money";
import { addDays, type Day, shortDay, weekdayOf } from "@/lib/time";
import { Cell } from "./cell";
import classes from "./editor.module.css";
import { dayFigures } from "./figures";
import { type Model, momentIn } from "./model";
import { at, firstOnly, isIn, isOne } from "./selection";
import type { Editor } from "./use-editor";

type Props = {
  editor: Editor;
  gridRef: RefObject<HTMLTableElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  /** A dish was clicked: show it. */
  onLook: (dishId: number, element: HTMLElement) => void;
  openDish: number | null;
  onMenu: (at: { x: number; y: number }) => void;
};

/** Seven days by six slots. One tab stop; arrows move it, the head of a day included. */
export function Grid({ editor, gridRef, onKeyDown, onLook, openDish, onMenu }: Props) {
  const { model, dates, slotIds, selection, select, dish, setDish, setPanel, state, data } = editor;
  const now = editor.now();
  const { focus } = selection;

  // The element that the tab stop moved to gets the focus, if the grid had it; a dish that was taken away took it along.
  const hadFocus = useRef(false);
  useEffect(() => {
    const grid = gridRef.current;
    const isLost = hadFocus.current && document.activeElement === document.body;
    if (!grid || (!isLost && !grid.contains(document.activeElement))) return;
    const spot = `${focus.row}:${focus.col}`;
    const target = dish === null ? `[data-spot="${spot}"]` : `[data-dish="${spot}:${dish}"]`;
    grid.querySelector<HTMLElement>(target)?.focus({ preventScroll: false });
  }, [gridRef, focus.row, focus.col, dish]);

  const onCell = useCallback(
    (row: number, col: number, event: MouseEvent) => {
      setDish(null);
      select((s) => (event.shiftKey ? { focus: { row, col }, anchor: s.anchor } : at({ row, col })));
    },
    [select, setDish],
  );
  const onDish = useCallback(
    (row: number, col: number, dishId: number, event: MouseEvent) => {
      select(at({ row, col }));
      setDish(dishId);
      onLook(dishId, event.currentTarget as HTMLElement);
    },
    [select, setDish, onLook],
  );
  const onGap = useCallback(
    (row: number, col: number, initial: string | null) => {
      setDish(null);
      select(at({ row, col }));
      setPanel({ initial, replace: null });
    },
    [select, setDish, setPanel],
  );
  // A screen reader or a script puts the focus on a cell without a key or a click: the keys that follow mean that cell.
  const isPressed = useRef(false);
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    hadFocus.current = true;
    const { spot, dish: inside } = event.target.dataset;
    const [row, col, id] = (spot ?? inside ?? "").split(":").map(Number);
    if (isPressed.current || row === undefined || col === undefined) return;
    if (row === focus.row && col === focus.col && (id ?? null) === dish) return;
    select(at({ row, col }));
    setDish(id ?? null);
  };
  const onMouseDown = () => {
    isPressed.current = true; // the click that follows knows more: with Shift it extends
    setTimeout(() => {
      isPressed.current = false;
    });
  };
  const onContextMenu = (event: MouseEvent) => {
    const spot = (event.target as HTMLElement).closest<HTMLElement>("[data-spot]")?.dataset.spot;
    if (!spot) return;
    event.preventDefault();
    const [row = 0, col = 0] = spot.split(":").map(Number);
    const inside = (event.target as HTMLElement).closest<HTMLElement>("[data-dish]")?.dataset.dish;
    if (!isIn(selection, row, col)) select(at({ row, col }));
    setDish(inside ? Number(inside.split(":")[2]) : null);
    onMenu({ x: event.clientX, y: event.clientY });
  };
  const isActive = data.plan.status === "active";

  return (
    <div className={classes.body}>
      <table
        ref={gridRef}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is worked in cell by cell is a grid
        role="grid"
        aria-label={`第 ${editor.week} 周排餐`}
        aria-multiselectable="true"
        aria-readonly={!editor.canEdit}
        className={classes.grid}
        style={{ "--days": dates.length } as React.CSSProperties}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={(event) => {
          if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) hadFocus.current = false;
        }}
        onMouseDownCapture={onMouseDown}
        onClickCapture={firstOnly}
        onContextMenu={onContextMenu}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              餐次
            </th>
            {dates.map((date, col) => (
              <DayHead
                key={date}
                model={model}
                date={date}
                today={editor.today}
                note={data.days.find((d) => d.date === date)?.specialNotes ?? null}
                spot={`-1:${col}`}
                hasStop={focus.row === -1 && focus.col === col}
                onPick={() => {
                  setDish(null);
                  select(at({ row: -1, col }));
                }}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {model.slots.map((slot, row) => (
            <tr key={slot.id}>
              <th scope="row" className={classes.slot}>
                <SlotMark slot={slot.code} bare size={20} />
                <b className={classes.slotName}>{slot.name}</b>
                <small className={classes.slotTime}>{slot.servingTime}</small>
              </th>
              {dates.map((date, col) => {
                const isFocus = focus.row === row && focus.col === col;
                return (
                  <Cell
                    key={date}
                    model={model}
                    date={date}
                    slot={slot}
                    row={row}
                    col={col}
                    items={state.cells[cellKey(date, slot.id)] ?? none}
                    moment={momentIn(model, date, slot.id, now)}
                    isHere={isFocus}
                    isChosen={focus.row === -1 ? col === focus.col : !isOne(selection) && isIn(selection, row, col)}
                    tabDish={isFocus ? (dish ?? "cell") : null}
                    openDish={isFocus ? openDish : null}
                    canEdit={editor.canEdit}
                    isActive={isActive}
                    onCell={onCell}
                    onDish={onDish}
                    onGap={onGap}
                    origins={editor.origins}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={classes.sums}>
              <b className={classes.sum}>合计</b>
              能量
              <br />
              成本
            </th>
            {dates.map((date, col) => (
              <DayFoot key={date} editor={editor} date={date} isHere={focus.col === col} />
            ))}
          </tr>
        </tfoot>
      </table>
      <span className="ya-sr" role="status" aria-live="polite">
        {editor.said}
      </span>
      <span className="ya-sr">{slotIds.length} 个餐次</span>
    </div>
  );
}

const none: readonly never[] = [];

/** Weekday, date, days since the birth, and whether her stage turns on this day. `aside` takes the place of the note. */
export function DayHead(props: {
  model: Model;
  date: Day;
  today: Day;
  note: string | null;
  aside?: string;
  spot?: string;
  hasStop?: boolean;
  onPick?: () => void;
}) {
  const { model, date, today, note } = props;
  const since = model.stageOf(date);
  const before = model.stageOf(addDays(date, -1));
  const turns = since !== null && before !== null && before.stage !== since.stage;
  return (
    <th
      scope="col"
      tabIndex={props.onPick && (props.hasStop ? 0 : -1)}
      data-spot={props.spot}
      data-today={date === today || undefined}
      data-turn={turns || undefined}
      className={classes.day}
      onClick={props.onPick}
    >
      <span className={classes.line}>
        <b className={classes.weekday}>{weekdayOf(date)}</b>
        <span className="ya-num ya-m">{shortDay(date)}</span>
        {date === today && <em className={classes.mark}>今天</em>}
      </span>
      <span className={classes.since}>
        {since && (
          <>
            <Moon lit={stages[since.stage].lit} size={14} />
            <b>{stages[since.stage].char}</b>
            <span>第 {since.day} 天</span>
          </>
        )}
        {turns && (
          <em className={classes.mark}>
            转<span className={classes.long}>阶段</span>
          </em>
        )}
        {props.aside && <span className={classes.aside}>{props.aside}</span>}
        {note && !props.aside && (
          <span className={classes.note} title={note}>
            {note}
          </span>
        )}
      </span>
    </th>
  );
}

function DayFoot({ editor, date, isHere }: { editor: Editor; date: Day; isHere: boolean }) {
  const figures = dayFigures(editor.model, editor.state.cells, date);
  return (
    <td className={classes.foot} data-here={isHere || undefined} aria-label={`${shortDay(date)} 合计`}>
      <p>
        <b className={classes.kcal}>{figures.isEmpty ? "—" : grouped(Math.round(figures.kcal))}</b>
        <span className="ya-num ya-m" title={figures.isCostComplete ? "每人成本" : "有配料缺价，实际更高"}>
          {figures.isEmpty
            ? ""
            : `¥${yuanText(fen(Math.round(figures.cost / 10) * 10)).slice(0, -1)}${figures.isCostComplete ? "" : " 起"}`}
        </span>
      </p>
      {figures.isEmpty ? <span className="ya-note">还没排</span> : <NutritionDay items={figures.eight} />}
    </td>
  );
}
