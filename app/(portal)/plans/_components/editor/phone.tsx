"use client";

import { ActionIcon, Button, Drawer } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconLock,
  IconSparkles,
} from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { grouped } from "@/components/figures";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { SlotMark } from "@/components/marks/slot-mark";
import { StageMark } from "@/components/marks/stage-mark";
import { NutritionDay } from "@/components/nutrition-bar";
import { useCrumbs, useTitle } from "@/components/shell/crumbs";
import type { ProposalRowOut } from "@/domain/planning/proposals/schema";
import { cellKey, cellOf } from "@/domain/planning/rules";
import { fen, yuanText } from "@/lib/money";
import { type Day, shortDay, weekdayOf } from "@/lib/time";
import { Approval } from "./approval";
import { dayFigures } from "./figures";
import { SaveLine } from "./head";
import { ItemDialog } from "./item-dialog";
import { initialOf, lacking, momentIn } from "./model";
import { Panel } from "./panel";
import classes from "./phone.module.css";
import { Release } from "./release";
import { RunStrip } from "./run-strip";
import { at, firstOnly } from "./selection";
import type { Editor } from "./use-editor";
import type { Scheduling } from "./use-scheduling";

type Props = {
  editor: Editor;
  scheduling: Scheduling;
  proposals: readonly ProposalRowOut[];
  onWeek: () => void;
  onHead: () => void;
  onEnd: () => void;
};

/** On a phone a plan is read and filled day by day; a dish opens a sheet with what can be done, a slot opens the panel as a sheet. */
export function PhoneEditor({ editor, scheduling, proposals, onWeek, onHead, onEnd }: Props) {
  const { data, model, today, state, here } = editor;
  const { who, plan } = data;
  useCrumbs([{ label: plan.planNumber }]);
  useTitle(who.name);
  const [sheet, open] = useState<"panel" | "more" | null>(null);
  const [picked, pick] = useState<number | null>(null);
  const [noted, note] = useState<number | null>(null);
  const schedule = (asked: Parameters<Scheduling["start"]>[0]) => {
    open(null);
    void scheduling.start(asked);
  };
  const since = model.stageOf(today);
  const all = data.days.map((d) => d.date);
  const date = here?.date ?? all[0];
  if (!date) return null;
  const index = all.indexOf(date);
  const go = (to: Day | undefined) => {
    const week = to && model.weekOf.get(to)?.weekNumber;
    if (!to || week === undefined) return;
    if (week !== editor.week) editor.goWeek(week);
    editor.select(at({ row: Math.max(0, editor.selection.focus.row), col: (model.weeks.get(week) ?? []).indexOf(to) }));
  };
  const figures = dayFigures(model, state.cells, date);
  const placed: Editor["act"] = (...given) => {
    const isDone = editor.act(...given);
    if (isDone) open(null);
    return isDone;
  };
  const waiting = proposals.find((row) => row.status === "open");
  const then = (work: () => void) => () => {
    open(null);
    work();
  };
  const stand = (row: number) => editor.select(at({ row, col: editor.selection.focus.col }));

  return (
    <div className={classes.root}>
      <header className={classes.who}>
        <div>
          {who.room && <RoomPlate number={who.room} hollow={who.isBooked} />}
          <h1>{who.name}</h1>
          {since && <StageMark stage={since.stage} day={since.day} />}
        </div>
        <RestrictionTags items={who.restrictions.map((r) => ({ ...r, until: r.validTo }))} />
        <SaveLine editor={editor} />
      </header>
      <RunStrip scheduling={scheduling} />
      <nav className={classes.days} aria-label="日期">
        <ActionIcon size={44} aria-label="前一天" disabled={index <= 0} onClick={() => go(all[index - 1])}>
          <IconChevronLeft size={20} />
        </ActionIcon>
        <label>
          <span className="ya-sr">选日期</span>
          <select value={date} onChange={(event) => go(event.currentTarget.value as Day)}>
            {data.days.map((d) => (
              <option key={d.date} value={d.date}>
                第 {d.weekNumber} 周，{weekdayOf(d.date)} {shortDay(d.date)}
                {d.date === today ? "，今天" : ""}
              </option>
            ))}
          </select>
        </label>
        <ActionIcon size={44} aria-label="后一天" disabled={index >= all.length - 1} onClick={() => go(all[index + 1])}>
          <IconChevronRight size={20} />
        </ActionIcon>
      </nav>
      {model.slots.map((slot, row) => {
        const items = state.cells[cellKey(date, slot.id)] ?? [];
        const moment = momentIn(model, date, slot.id, editor.now());
        const isClosed = moment === "past" || (moment === "served" && plan.status === "active");
        const initials = items.map((item) => initialOf(model.cards.get(item.dishId)?.category ?? null));
        const lacks = isClosed ? [] : lacking(slot.code, initials);
        return (
          <section
            key={slot.id}
            className={classes.slot}
            data-closed={isClosed || undefined}
            aria-label={slot.name}
            onClickCapture={firstOnly}
          >
            <h2>
              <SlotMark slot={slot.code} time={slot.servingTime} />
              {moment === "cut" && plan.status === "active" && <span className="ya-amber ya-note">已截单</span>}
              {editor.canEdit && !isClosed && (
                <button
                  type="button"
                  onClick={() => {
                    stand(row);
                    editor.setPanel({ initial: lacks[0] ?? null, replace: null });
                    open("panel");
                  }}
                >
                  {items.length === 0 ? "排一道" : "添加"}
                </button>
              )}
            </h2>
            <ul>
              {items.map((item) => {
                const { verdict, reasons } = model.verdictOf(item.dishId, date);
                return (
                  <li key={item.dishId}>
                    <button
                      type="button"
                      onClick={() => {
                        stand(row);
                        pick(item.dishId);
                      }}
                    >
                      <i aria-hidden="true">{initialOf(model.cards.get(item.dishId)?.category ?? null)}</i>
                      <span>
                        {model.cards.get(item.dishId)?.name}
                        {item.quantity > 1 && ` ×${item.quantity}`}
                        {(item.instructions || verdict !== "allowed") && (
                          <small data-tone={verdict}>
                            {verdict !== "allowed" && <IconAlertTriangle size={13} aria-hidden />}
                            {[verdict !== "allowed" && reasons[0]?.text, item.instructions].filter(Boolean).join("；")}
                          </small>
                        )}
                      </span>
                      {item.isLocked && <IconLock size={16} stroke={1.75} aria-label="已锁定" />}
                    </button>
                  </li>
                );
              })}
              {items.length === 0 && <li className={classes.none}>{isClosed ? "没有排" : "还没排"}</li>}
              {lacks.length > 0 && <li className={classes.lacks}>还缺{lacks.join("、")}</li>}
            </ul>
          </section>
        );
      })}
      <section className={classes.sums} aria-label="当天合计">
        <p>
          <b className="ya-num">{grouped(Math.round(figures.kcal))} kcal</b>
          <span className="ya-num ya-m">
            ¥{yuanText(fen(Math.round(figures.cost)))}
            {figures.isCostComplete ? "" : " 起"}
          </span>
        </p>
        <NutritionDay items={figures.eight} />
      </section>
      <div className={classes.bar}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="撤销"
          disabled={state.past.length === 0}
          onClick={() => editor.dispatch({ type: "undo" })}
        >
          <IconArrowBackUp size={20} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="重做"
          disabled={state.future.length === 0}
          onClick={() => editor.dispatch({ type: "redo" })}
        >
          <IconArrowForwardUp size={20} />
        </ActionIcon>
        <Button size="lg" onClick={() => open("more")}>
          更多
        </Button>
        <Approval editor={editor} />
      </div>
      {sheet === "panel" && (
        <Drawer.Root opened onClose={() => open(null)} position="bottom" size="85%">
          <Drawer.Overlay />
          <Drawer.Content aria-label="选菜">
            <Panel editor={{ ...editor, act: placed }} touch onClose={() => open(null)} onEscape={() => open(null)} />
          </Drawer.Content>
        </Drawer.Root>
      )}
      {picked !== null && (
        <DishSheet
          editor={editor}
          dishId={picked}
          onClose={() => pick(null)}
          onReplace={() => open("panel")}
          onNote={note}
        />
      )}
      {sheet === "more" && (
        <Drawer opened onClose={() => open(null)} position="bottom" size="auto" withOverlay title="更多">
          <div className={classes.sheet}>
            {index + 1 < all.length && editor.canEdit && (
              <Button size="lg" onClick={() => copyOn(editor, date, all[index + 1], () => open(null))}>
                把这一天复制到明天
              </Button>
            )}
            {editor.canEdit && (
              <>
                <Button
                  size="lg"
                  leftSection={<IconSparkles size={18} stroke={1.75} />}
                  onClick={() => schedule({ scope: "empty" })}
                >
                  自动排餐，补空着的
                </Button>
                <Button size="lg" onClick={() => schedule({ scope: "week", weekNumber: editor.week })}>
                  重排第 {editor.week} 周没锁的
                </Button>
              </>
            )}
            {waiting && (
              <Button size="lg" component={Link} href={`/plans/${plan.id}?proposal=${waiting.id}`}>
                看还没采纳的方案 {waiting.number}
              </Button>
            )}
            <Button
              size="lg"
              component="a"
              href={`/api/confinement-meal-plans/${plan.id}/weekly-menu?week=${editor.week}`}
              target="_blank"
            >
              打印第 {editor.week} 周的菜单
            </Button>
            <Button size="lg" component={Link} href={`/plans/${plan.id}/nutrition?week=${editor.week}`}>
              营养报告
            </Button>
            <Button size="lg" onClick={then(onWeek)}>
              第 {editor.week} 周的重点与备注
            </Button>
            {editor.canEdit && (
              <Button size="lg" onClick={then(onHead)}>
                计划的日期、价格与备注
              </Button>
            )}
            {editor.canEdit && (
              <Button size="lg" variant="dangerLine" onClick={then(onEnd)}>
                {plan.status === "draft" ? "删除草稿" : "取消计划"}
              </Button>
            )}
          </div>
        </Drawer>
      )}
      {noted !== null && <ItemDialog editor={editor} dishId={noted} onClose={() => note(null)} />}
      <span className="ya-sr" role="status" aria-live="polite">
        {editor.said}
      </span>
    </div>
  );
}

function copyOn(editor: Editor, fromDate: Day, toDate: Day | undefined, done: () => void) {
  if (toDate)
    editor.act(`已把 ${shortDay(fromDate)} 整天复制到 ${shortDay(toDate)}`, [{ op: "copyDay", fromDate, toDate }], {
      undoable: true,
    });
  done();
}

function DishSheet(props: {
  editor: Editor;
  dishId: number;
  onClose: () => void;
  onReplace: () => void;
  onNote: (dishId: number) => void;
}) {
  const { editor, dishId, onClose } = props;
  const { here, model, state } = editor;
  const item = here && (state.cells[here.key] ?? []).find((i) => i.dishId === dishId);
  const card = model.cards.get(dishId);
  const reasons = here ? model.verdictOf(dishId, here.date).reasons : [];
  const then = (work: () => void) => () => {
    onClose();
    work();
  };
  return (
    <Drawer opened={Boolean(item)} onClose={onClose} position="bottom" size="auto" withOverlay title={card?.name ?? ""}>
      {here && item && card && (
        <div className={classes.sheet}>
          <p className="ya-m">
            {Math.round((card.nutrition.energy_kcal ?? 0) * item.quantity)} kcal，蛋白质{" "}
            {Math.round((card.nutrition.protein_g ?? 0) * item.quantity)} g，碳水{" "}
            {Math.round((card.nutrition.carb_g ?? 0) * item.quantity)} g
          </p>
          {reasons.map((reason) => (
            <p key={reason.text} className={reason.refuses ? "ya-red" : "ya-amber"}>
              {reason.text}
            </p>
          ))}
          {item.overrideReason && (
            <Release
              where={{ planId: model.data.plan.id, ...cellOf(here.key), dishId }}
              reason={item.overrideReason}
              touch
            />
          )}
          {editor.canEdit && (
            <>
              <Button
                size="lg"
                disabled={item.isLocked}
                onClick={then(() => {
                  editor.setPanel({ initial: null, replace: item.dishId });
                  props.onReplace();
                })}
              >
                换一道
              </Button>
              <Button size="lg" onClick={then(() => props.onNote(item.dishId))}>
                备注、时间与份数
              </Button>
              <Button
                size="lg"
                onClick={then(() =>
                  editor.act(`${item.isLocked ? "已解锁" : "已锁定"}${card.name}`, [
                    { op: "setLock", ...cellOf(here.key), dishId: item.dishId, isLocked: !item.isLocked },
                  ]),
                )}
              >
                {item.isLocked ? "解锁" : "锁定"}
              </Button>
              <Button
                size="lg"
                variant="dangerLine"
                disabled={item.isLocked}
                onClick={then(() =>
                  editor.act(`已去掉${card.name}`, [{ op: "remove", ...cellOf(here.key), dishId: item.dishId }], {
                    undoable: true,
                  }),
                )}
              >
                去掉
              </Button>
            </>
          )}
        </div>
      )}
    </Drawer>
  );
}
