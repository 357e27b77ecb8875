"use client";

import { Button, Popover, Slider } from "@mantine/core";
import { IconChevronDown, IconSparkles } from "@tabler/icons-react";
import Link from "next/link";
import { useId, useState } from "react";
import { planProposalStatusLabels } from "@/db/enums/planning";
import type { ProposalRowOut } from "@/domain/planning/proposals/schema";
import type { CellKey } from "@/domain/planning/rules";
import { cellOf } from "@/domain/planning/rules";
import { type ScheduleScope, type WeightName, weightDefaults, weightLabels } from "@/domain/planning/scheduling/schema";
import { saidWhen } from "@/lib/time";
import { openIn } from "./figures";
import { momentIn } from "./model";
import classes from "./schedule.module.css";
import type { Editor } from "./use-editor";
import type { Scheduling } from "./use-scheduling";

const names = Object.keys(weightLabels) as WeightName[];
const MOST = 20;

/** 自动排餐: what is to be scheduled, and how much each aim counts. */
export function ScheduleMenu(props: { editor: Editor; scheduling: Scheduling; proposals: readonly ProposalRowOut[] }) {
  const { editor, scheduling, proposals } = props;
  const [opened, open] = useState(false);
  const { run, weights, setWeights } = scheduling;
  const isBusy = run.is === "running" || run.is === "saving";
  const changed = names.filter((name) => weights[name] !== weightDefaults[name]);
  const label = useId();
  const go = (scope: ScheduleScope) => {
    open(false);
    void scheduling.start({ scope, ...(scope === "week" && { weekNumber: editor.week }) });
  };
  return (
    <Popover opened={opened} onChange={open} position="bottom-end" width={332} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button
          variant="soft"
          loading={run.is === "saving"}
          disabled={run.is === "running"}
          aria-haspopup="dialog"
          aria-expanded={opened}
          leftSection={<IconSparkles size={16} stroke={1.75} />}
          rightSection={<IconChevronDown size={14} stroke={1.75} />}
          onClick={() => open(!opened)}
        >
          自动排餐
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu} aria-labelledby={label} role="dialog">
        <b id={label} className={classes.title}>
          自动排餐
        </b>
        <p className="ya-note">先给出方案，看过再采纳。锁定的 {lockedCount(editor)} 道和已截单的不动</p>
        <div className={classes.scopes}>
          <Scope
            name="补空着的"
            note={emptyText(editor)}
            kbd="A"
            disabled={isBusy}
            isMain
            onClick={() => go("empty")}
          />
          <Scope
            name={`重排第 ${editor.week} 周`}
            note="这一周没锁的都可以换"
            disabled={isBusy}
            onClick={() => go("week")}
          />
          <Scope name="重排整份计划" note="没锁的都可以换" kbd="Shift A" disabled={isBusy} onClick={() => go("all")} />
        </div>
        <div className={classes.weightsHead}>
          <b>看重什么</b>
          <span className="ya-note">0 是不看</span>
          {changed.length > 0 && (
            <button type="button" onClick={() => setWeights({ ...weightDefaults })}>
              恢复默认
            </button>
          )}
        </div>
        {names.map((name) => (
          <div key={name} className={classes.weight}>
            <span id={`${label}${name}`}>{weightLabels[name]}</span>
            <Slider
              size="sm"
              min={0}
              max={MOST}
              step={1}
              label={null}
              value={weights[name]}
              onChange={(value) => setWeights({ ...weights, [name]: value })}
              thumbProps={{ "aria-labelledby": `${label}${name}` }}
              marks={[{ value: weightDefaults[name] }]}
            />
            <b className="ya-num" data-changed={changed.includes(name) || undefined}>
              {weights[name]}
            </b>
          </div>
        ))}
        {proposals.length > 0 && <Earlier editor={editor} proposals={proposals} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Scope(props: {
  name: string;
  note: string;
  kbd?: string;
  isMain?: boolean;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={classes.scope}
      data-main={props.isMain || undefined}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <b>{props.name}</b>
      {props.kbd && <kbd>{props.kbd}</kbd>}
      <small>{props.note}</small>
    </button>
  );
}

/** Proposals made before, the open ones to be decided, the others to be read. */
function Earlier({ editor, proposals }: { editor: Editor; proposals: readonly ProposalRowOut[] }) {
  return (
    <nav className={classes.earlier} aria-label="历史方案">
      <b>历史方案</b>
      <ul>
        {proposals.slice(0, 4).map((row) => (
          <li key={row.id}>
            <Link href={`/plans/${editor.data.plan.id}?proposal=${row.id}`}>方案 {row.number}</Link>
            <span>
              {saidWhen(new Date(row.createdAt), editor.now())}，{row.metBefore} → {row.metAfter} 项达标
            </span>
            <span>{planProposalStatusLabels[row.status]}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const lockedCount = ({ state }: Editor): number =>
  Object.values(state.cells)
    .flat()
    .filter((item) => item.isLocked).length;

/** How many places are still open from now on, in the whole plan. */
export function emptyText(editor: Editor): string {
  const { model, state, data } = editor;
  const now = editor.now();
  const isFree = (date: Parameters<typeof momentIn>[1], slotId: number) => {
    const moment = momentIn(model, date, slotId, now);
    return moment === "open" || (data.plan.status === "draft" && moment !== "past");
  };
  const dates = data.days.map((day) => day.date);
  const open = openIn(model, state.cells, dates).filter(({ date, slotId }) => isFree(date, slotId));
  const filled = new Set(Object.keys(state.cells).map((key) => cellOf(key as CellKey).date)).size;
  if (open.length === 0) return "都排满了";
  return filled === 0 ? `整份都还空着，共 ${open.length} 格` : `还有 ${open.length} 格没排好，已排的不动`;
}
