"use client";

import { IconCheck, IconLock } from "@tabler/icons-react";
import { grouped } from "@/components/figures";
import { SlotMark } from "@/components/marks/slot-mark";
import { NutritionDay } from "@/components/nutrition-bar";
import type { Grid } from "@/domain/planning/items/rules";
import { cellKey } from "@/domain/planning/rules";
import { mealRoleMarks } from "@/domain/planning/scheduling/schema";
import { fen, yuanText } from "@/lib/money";
import { type Day, dayTitle, shortDay } from "@/lib/time";
import editorClasses from "../editor.module.css";
import { dayFigures } from "../figures";
import { DayHead } from "../grid";
import { initialOf, momentIn } from "../model";
import type { Editor } from "../use-editor";
import { type Change, type DiffLine, linesOf } from "./changes";
import classes from "./proposal.module.css";
import type { Review } from "./use-proposal";

/** The week with what a proposal would change: struck through what goes, marked what comes, each with its tick box. */
export function ProposalGrid({ editor, review }: { editor: Editor; review: Review }) {
  const { model, dates } = editor;
  return (
    <div className={editorClasses.body}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is worked in cell by cell is a grid
        role="grid"
        aria-label={`第 ${editor.week} 周，方案 ${review.proposal.number}`}
        className={editorClasses.grid}
        style={{ "--days": dates.length } as React.CSSProperties}
        onKeyDown={review.onGridKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={editorClasses.corner}>
              餐次
            </th>
            {dates.map((date) => {
              const count = review.here.filter((change) => change.date === date).length;
              return (
                <DayHead
                  key={date}
                  model={model}
                  date={date}
                  today={editor.today}
                  note={null}
                  aside={count > 0 ? `${count} 处` : undefined}
                />
              );
            })}
          </tr>
        </thead>
        <tbody>
          {model.slots.map((slot) => (
            <tr key={slot.id}>
              <th scope="row" className={editorClasses.slot}>
                <SlotMark slot={slot.code} bare size={20} />
                <b className={editorClasses.slotName}>{slot.name}</b>
                <small className={editorClasses.slotTime}>{slot.servingTime}</small>
              </th>
              {dates.map((date) => (
                <ProposalCell key={date} editor={editor} review={review} date={date} slotId={slot.id} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot className={classes.foot}>
          {review.mode !== "after" && <Sums label="现在" editor={editor} cells={review.before} />}
          {review.mode !== "before" && <Sums label="采纳后" editor={editor} cells={review.after} isAfter />}
        </tfoot>
      </table>
    </div>
  );
}

type CellProps = { editor: Editor; review: Review; date: Day; slotId: number };

function ProposalCell({ editor, review, date, slotId }: CellProps) {
  const { model, data } = editor;
  const key = cellKey(date, slotId);
  const changes = review.byCell.get(key) ?? [];
  const blocked = review.blocked.get(key) ?? [];
  const moment = momentIn(model, date, slotId, editor.now());
  const shown = data.plan.status === "active" || moment === "past" ? moment : "open";
  const lines = linesIn(review, review.before[key] ?? [], review.after[key] ?? [], changes);
  const isHere = changes.some((change) => change.key === review.current);
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid
      role="gridcell"
      tabIndex={-1}
      className={`${editorClasses.cell} ${classes.cell}`}
      data-moment={shown}
      data-same={(changes.length === 0 && blocked.length === 0) || undefined}
      data-here={isHere || undefined}
      aria-label={`${dayTitle(date)}${model.slotOf.get(slotId)?.name ?? ""}${changes.length > 0 ? `，${changes.length} 处改动` : ""}${blocked.length > 0 ? "，有一处没有菜可选" : ""}`}
    >
      {lines.map((line) => (
        <Line key={`${line.is}${line.dishId}`} editor={editor} review={review} line={line} />
      ))}
      {blocked.map((one) => (
        <span key={one.role} className={`${editorClasses.gap} ${classes.blocked}`} title={one.title}>
          {mealRoleMarks[one.role]} 无菜可选
        </span>
      ))}
      {shown === "cut" && (
        <span className={editorClasses.status}>
          <IconLock size={13} stroke={1.75} aria-hidden />
          已截单
        </span>
      )}
    </td>
  );
}

type Items = Parameters<typeof linesOf>[0];

function linesIn(
  { mode, taken, proposal }: Review,
  before: Items,
  after: Items,
  changes: readonly Change[],
): DiffLine[] {
  if (mode === "before") return linesOf(before, [], taken);
  if (mode === "after") return linesOf(after, [], taken);
  return linesOf(before, proposal.status === "open" ? changes : [], taken);
}

function Line({ editor, review, line }: { editor: Editor; review: Review; line: DiffLine }) {
  const card = editor.model.cards.get(line.dishId);
  const name = card?.name ?? (line.is === "kept" ? "已删除的菜" : (line.change?.dishName ?? ""));
  const initial = initialOf(card?.category ?? null);
  if (line.is === "kept" || !line.change)
    return (
      <span className={classes.line} data-is={line.is}>
        <i aria-hidden="true">{initial}</i>
        {line.is === "old" ? <s>{name}</s> : <span className={classes.name}>{name}</span>}
        {line.is === "kept" && line.isLocked && <IconLock size={13} stroke={1.75} aria-label="锁定" />}
      </span>
    );
  const { change, isTaken } = line;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the line is the tick box, and one of many in a roving grid
    <button
      type="button"
      role="checkbox"
      aria-checked={isTaken}
      aria-label={saidChange(change)}
      disabled={!review.isOpen}
      tabIndex={change.key === review.current ? 0 : -1}
      className={classes.line}
      data-is={line.is}
      data-taken={isTaken || undefined}
      data-change={change.key}
      data-current={change.key === review.current || undefined}
      title={name}
      onFocus={() => review.choose(change.key)}
      onClick={() => review.toggle(change.key)}
    >
      <i aria-hidden="true">{line.is === "new" ? (isTaken ? "+" : "") : initial}</i>
      {line.is === "old" || !isTaken ? <s>{name}</s> : <span className={classes.name}>{name}</span>}
      <span className={classes.box} aria-hidden="true">
        {isTaken && <IconCheck size={11} stroke={3} />}
      </span>
    </button>
  );
}

export function saidChange({ kind, dishName, old, effects }: Change): string {
  const what = kind === "removed" ? `去掉${dishName}` : old ? `${dishName}换下${old.dishName}` : `加${dishName}`;
  const gains = effects.slice(0, 2).map(({ name, amount }) => `${name}${amount >= 0 ? "多" : "少"}`);
  return [what, ...gains].join("，");
}

function Sums({ label, editor, cells, isAfter }: { label: string; editor: Editor; cells: Grid; isAfter?: boolean }) {
  return (
    <tr data-after={isAfter || undefined}>
      <th scope="row" className={editorClasses.sums}>
        <b className={editorClasses.sum}>{label}</b>
        能量
        <br />
        成本
      </th>
      {editor.dates.map((date) => {
        const figures = dayFigures(editor.model, cells, date);
        return (
          <td key={date} className={editorClasses.foot} aria-label={`${shortDay(date)} ${label}`}>
            <p>
              <b className={isAfter ? editorClasses.kcal : classes.kcal}>
                {figures.isEmpty ? "—" : grouped(Math.round(figures.kcal))}
              </b>
              <span className="ya-num ya-m">
                {figures.isEmpty
                  ? ""
                  : `¥${yuanText(fen(Math.round(figures.cost / 10) * 10)).slice(0, -1)}${figures.isCostComplete ? "" : " 起"}`}
              </span>
            </p>
            {figures.isEmpty ? <span className="ya-note">还没排</span> : <NutritionDay items={figures.eight} />}
          </td>
        );
      })}
    </tr>
  );
}
