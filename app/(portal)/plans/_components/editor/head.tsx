"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCopy,
  IconDots,
  IconKeyboard,
  IconPrinter,
} from "@tabler/icons-react";
import Link from "next/link";
import type { KeyboardEvent } from "react";
import { Moon, stages } from "@/components/marks/moon";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { StageMark } from "@/components/marks/stage-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import { useCrumbs, useTitle } from "@/components/shell/crumbs";
import { confinementMealPlanStatusLabels } from "@/db/enums/planning";
import { type CellKey, cellOf } from "@/domain/planning/rules";
import { shortDay, weekdayOf } from "@/lib/time";
import classes from "./editor.module.css";
import { unsaved } from "./state";
import type { Editor } from "./use-editor";

const tones = { draft: "new", active: "running", completed: "done", cancelled: "cancelled" } as const;

/** Whom one plans for: room, name, stage, what she may not have. */
export function Who({ editor }: { editor: Editor }) {
  const { data, model, today } = editor;
  const { who, plan } = data;
  useCrumbs([{ label: plan.planNumber }]);
  useTitle(who.name);
  const since = model.stageOf(today);
  const method = plan.notes ?? who.adjustments.join("、");
  return (
    <header className={classes.who}>
      {who.room && <RoomPlate number={who.room} hollow={who.isBooked} size="lg" />}
      <h1>
        <Link href={`/customers/${who.customerId}`}>{who.name}</Link>
      </h1>
      {since && <StageMark stage={since.stage} day={since.day} size={18} />}
      {who.birthText && <span className="ya-m ya-nw">{who.birthText}</span>}
      {who.restrictions.length > 0 && <span className={classes.rule} />}
      <RestrictionTags items={who.restrictions.map((r) => ({ ...r, until: r.validTo }))} />
      {method && (
        <span className={classes.method} title={method}>
          做法 {method}
        </span>
      )}
    </header>
  );
}

export function WeekTabs({ editor, onKeyDown }: { editor: Editor; onKeyDown: (event: KeyboardEvent) => void }) {
  const { model, week, goWeek, data } = editor;
  const filled = new Set(
    Object.keys(editor.state.cells).map((key) => model.weekOf.get(cellOf(key as CellKey).date)?.weekNumber),
  );
  const numbers = [...model.weeks.keys()];
  return (
    <div className={classes.weeks} role="tablist" aria-label="周">
      {numbers.map((number) => {
        const first = model.weeks.get(number)?.[0];
        const since = first ? model.stageOf(first) : null;
        const isApproved = data.weeks.find((w) => w.weekNumber === number)?.isApproved;
        const isWaiting = data.plan.status === "active" && !isApproved && filled.has(number);
        return (
          <button
            key={number}
            type="button"
            role="tab"
            aria-selected={number === week}
            tabIndex={number === week ? 0 : -1}
            title={isApproved ? "已审核" : "还没审核"}
            onClick={() => goWeek(number)}
            onKeyDown={(event) => {
              const by = event.code === "ArrowLeft" ? -1 : event.code === "ArrowRight" ? 1 : 0;
              if (by === 0) return onKeyDown(event);
              event.preventDefault();
              goWeek(number + by);
              const tabs = event.currentTarget.parentElement?.querySelectorAll<HTMLElement>("[role=tab]");
              tabs?.[numbers.indexOf(number + by)]?.focus();
            }}
          >
            {since && <Moon lit={stages[since.stage].lit} size={14} />}第 {number} 周
            {isWaiting && <span className="ya-amber ya-note">待审</span>}
            {first && <small className={classes.from}>{shortDay(first)}</small>}
          </button>
        );
      })}
    </div>
  );
}

/** "草稿，10:41 已自动保存", or what is not saved and what to do about it. */
export function SaveLine({ editor }: { editor: Editor }) {
  const { saving, state, data } = editor;
  const count = unsaved(state).length;
  const status = confinementMealPlanStatusLabels[data.plan.status];
  if (saving.status.is === "failed")
    return (
      <span className={classes.saved} data-tone="bad" role="alert">
        {saving.status.message.replace(/[。]$/, "")}。您改的 {count} 格都还在
        <button type="button" onClick={() => void saving.save()}>
          再存一次
        </button>
      </span>
    );
  const text =
    saving.status.is === "saving"
      ? "正在保存…"
      : count > 0
        ? `改了 ${count} 格，马上自动保存`
        : saving.status.is === "idle" && saving.status.at
          ? `${saving.status.at} 已自动保存`
          : "改动会自动保存";
  return (
    <span className={classes.saved} role="status">
      <StatusBadge
        tone={tones[data.plan.status]}
        label={status}
        hue={data.plan.status === "draft" ? "plain" : undefined}
      />
      {editor.canEdit && `，${text}`}
    </span>
  );
}

type ToolProps = {
  editor: Editor;
  onStep: (way: "undo" | "redo") => void;
  onWeek: () => void;
  onKeys: () => void;
  onHead: () => void;
  onEnd: () => void;
  children: React.ReactNode;
};

/** Undo, redo, copy, print, the rest behind ⋯; the one filled button comes as a child. */
export function Tools({ editor, onStep, onWeek, onKeys, onHead, onEnd, children }: ToolProps) {
  const { state, data, canEdit, here, dates, model, week } = editor;
  const numbers = [...model.weeks.keys()];
  const isDraft = data.plan.status === "draft";
  return (
    <div className={classes.tools}>
      {canEdit && (
        <>
          <span className={classes.pair}>
            <ActionIcon
              variant="default"
              aria-label={`撤销${state.past.at(-1) ? `：${state.past.at(-1)?.label}` : ""}`}
              disabled={state.past.length === 0}
              onClick={() => onStep("undo")}
            >
              <IconArrowBackUp size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label={`重做${state.future.at(-1) ? `：${state.future.at(-1)?.label}` : ""}`}
              disabled={state.future.length === 0}
              onClick={() => onStep("redo")}
            >
              <IconArrowForwardUp size={16} stroke={1.75} />
            </ActionIcon>
          </span>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" aria-label="复制一天或一周">
                <IconCopy size={16} stroke={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown style={{ maxHeight: 420, overflowY: "auto" }}>
              {here && (
                <>
                  <Menu.Label>
                    把 {weekdayOf(here.date)} {shortDay(here.date)} 复制到
                  </Menu.Label>
                  {dates
                    .filter((date) => date !== here.date)
                    .map((date) => (
                      <Menu.Item
                        key={date}
                        onClick={() =>
                          editor.act(
                            `已把 ${shortDay(here.date)} 整天复制到 ${shortDay(date)}`,
                            [{ op: "copyDay", fromDate: here.date, toDate: date }],
                            { undoable: true },
                          )
                        }
                      >
                        {weekdayOf(date)} {shortDay(date)}
                      </Menu.Item>
                    ))}
                  <Menu.Item
                    onClick={() =>
                      editor.act(
                        `已把 ${shortDay(here.date)} 复制到本周每一天`,
                        dates
                          .filter((date) => date !== here.date && date >= editor.today)
                          .map((toDate) => ({ op: "copyDay", fromDate: here.date, toDate })),
                        { undoable: true },
                      )
                    }
                  >
                    本周的每一天
                  </Menu.Item>
                </>
              )}
              {numbers.length > 1 && (
                <>
                  <Menu.Label>把第 {week} 周复制到</Menu.Label>
                  {numbers
                    .filter((number) => number !== week)
                    .map((number) => (
                      <Menu.Item
                        key={number}
                        onClick={() =>
                          editor.act(
                            `已把第 ${week} 周复制到第 ${number} 周`,
                            [{ op: "copyWeek", fromWeek: week, toWeek: number }],
                            { undoable: true },
                          )
                        }
                      >
                        第 {number} 周
                      </Menu.Item>
                    ))}
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <ActionIcon
        component="a"
        variant="default"
        href={`/api/confinement-meal-plans/${data.plan.id}/weekly-menu?week=${week}`}
        target="_blank"
        aria-label={`打印第 ${week} 周的菜单`}
      >
        <IconPrinter size={16} stroke={1.75} />
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label="更多">
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} href={`/plans/${data.plan.id}/nutrition?week=${week}`}>
            营养报告
          </Menu.Item>
          <Menu.Item onClick={onWeek}>第 {week} 周的重点与备注</Menu.Item>
          {canEdit && <Menu.Item onClick={onHead}>计划的日期、价格与备注</Menu.Item>}
          <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={onKeys}>
            快捷键
          </Menu.Item>
          {((isDraft && data.may.edit) || (canEdit && data.may.cancel)) && (
            <>
              <Menu.Divider />
              <Menu.Item color="var(--ya-red-ink)" onClick={onEnd}>
                {isDraft && data.may.edit ? "删除草稿" : "取消计划"}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {children}
    </div>
  );
}

export const PanelButton = ({ onClick }: { onClick: () => void }) => (
  <Button variant="soft" onClick={onClick}>
    选菜
  </Button>
);
