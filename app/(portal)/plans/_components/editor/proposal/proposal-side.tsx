"use client";

import { Button, Checkbox, Menu } from "@mantine/core";
import { IconHistory, IconLock } from "@tabler/icons-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { rounded } from "@/components/figures";
import { StatusGlyph } from "@/components/marks/status-badge";
import { planProposalStatusLabels } from "@/db/enums/planning";
import type { ProposalRowOut } from "@/domain/planning/proposals/schema";
import { cellKey } from "@/domain/planning/rules";
import { type Infeasible, scheduleScopeLabels } from "@/domain/planning/scheduling/schema";
import { grouped } from "@/lib/grouped";
import { saidWhen, shortDay, weekdayOf } from "@/lib/time";
import type { Editor } from "../use-editor";
import { WhyText } from "../why-text";
import { type Change, isOff, type MeanLine, saidEffects } from "./changes";
import classes from "./proposal.module.css";
import type { Review } from "./use-proposal";

type Props = {
  editor: Editor;
  review: Review;
  history: readonly ProposalRowOut[];
  busy: "accept" | "discard" | null;
  /** It is being computed anew. */
  isRunning: boolean;
  onAccept: () => void;
  onAgain: () => void;
  onDiscard: () => void;
};

/** What the proposal brings in figures, where no dish fits and why, and every change with its reason. */
export function ProposalSide(props: Props) {
  const { editor, review, history, busy, isRunning } = props;
  const { proposal, figures, here, taken, changes, isOpen } = review;
  const { result } = proposal;
  const { tally } = figures;
  const blocked = [...review.blocked.values()].flat().filter((one) => editor.dates.includes(one.date));
  const elsewhere = result.infeasible.length - blocked.length;
  const conflicts = here.filter(
    (change) => change.kind !== "removed" && editor.model.verdictOf(change.dishId, change.date).verdict === "refused",
  ).length;
  const count = changes.filter((change) => taken.has(change.key)).length;
  return (
    <aside className={classes.side} aria-label={`方案 ${proposal.number}`}>
      <div className={classes.scroll}>
        <div className={classes.head}>
          <p>
            <b className={classes.title}>方案 {proposal.number}</b>
            <span className="ya-note ya-num" title={`种子 ${result.seed}，同样的餐单再算一次结果一样`}>
              算了 {(result.elapsedMs / 1000).toFixed(1)} 秒
            </span>
            <History editor={editor} history={history} current={proposal.id} />
          </p>
          <p className={classes.met}>
            <span className="ya-num">
              {tally.before}
              <i> → </i>
              {tally.after}
            </span>
            <small>
              项达标，共 {tally.of} 项（{editor.dates.length} 天 × 8 项）
            </small>
          </p>
          {!isOpen && <p className={classes.state}>{stateText(review, editor)}</p>}
        </div>
        <Means review={review} />
        <p className={classes.facts}>
          <span className={conflicts === 0 ? "ya-green" : "ya-red"}>
            <StatusGlyph tone={conflicts === 0 ? "done" : "critical"} />
            硬禁忌 {conflicts} 冲突
          </span>
          <span>
            <IconLock size={13} stroke={1.75} aria-hidden />
            锁定与截单 {result.lockedCells + result.closedCells} 格未动
          </span>
          <span
            title={`目标函数 ${result.objective.toFixed(1)}，不可能低于 ${result.bound.toFixed(1)}。${result.method}`}
          >
            离理论最好 {(result.gap * 100).toFixed(1)}%
          </span>
        </p>
        {blocked.map((one) => (
          <Blocked key={`${one.date}${one.slotId}${one.role}`} one={one} editor={editor} />
        ))}
        {elsewhere > 0 && <p className={classes.more}>其他周还有 {elsewhere} 处没有菜可选，换到那一周看</p>}
        <section className={classes.list} aria-label="改动与理由">
          <p>
            <span>改动与理由</span>
            <span className="ya-num">
              采纳 {count} / {changes.length}
            </span>
          </p>
          {here.length === 0 && (
            <p className="ya-note">
              {changes.length === 0 ? "没有比现在更好的，一处也不用改" : "这一周不用改，改动在其他周"}
            </p>
          )}
          <ul>
            {here.map((change) => (
              <ChangeRow key={change.key} change={change} review={review} editor={editor} />
            ))}
          </ul>
        </section>
      </div>
      {isOpen && review.waiting.length > 0 && <Waiting review={review} editor={editor} />}
      <div className={classes.acts}>
        {isOpen ? (
          <>
            <Button
              variant="filled"
              size="md"
              loading={busy === "accept"}
              disabled={count === 0 || busy !== null}
              onClick={props.onAccept}
            >
              采纳 {count} 处
            </Button>
            <Button size="md" loading={isRunning} disabled={busy !== null} onClick={props.onAgain}>
              重算
            </Button>
            <Button size="md" loading={busy === "discard"} disabled={busy !== null} onClick={props.onDiscard}>
              放弃
            </Button>
          </>
        ) : (
          <>
            {editor.canEdit && (
              <Button variant="filled" size="md" loading={isRunning} onClick={props.onAgain}>
                重算
              </Button>
            )}
            <Button size="md" component={Link} href={`/plans/${editor.data.plan.id}`}>
              回到排餐
            </Button>
          </>
        )}
      </div>
    </aside>
  );
}

/** How many dishes were left unticked because something soft speaks against them. */
function Waiting({ review, editor }: { review: Review; editor: Editor }) {
  const { waiting, taken, here } = review;
  const elsewhere = waiting.filter((change) => !here.includes(change)).length;
  const where = elsewhere === 0 ? "" : elsewhere === waiting.length ? "，都在其他周" : `，其中 ${elsewhere} 道在其他周`;
  return (
    <p className={classes.waiting} role="status">
      <span>
        ▲ {waiting.length} 道要先确认，没有勾{where}
      </span>
      <button
        type="button"
        onClick={() => {
          review.setTaken(new Set([...taken, ...waiting.map((change) => change.key)]));
          editor.say(`要确认的 ${waiting.length} 道都勾上了`);
        }}
      >
        都勾上
      </button>
    </p>
  );
}

function stateText({ proposal }: Review, editor: Editor): string {
  if (proposal.status === "stale")
    return "这份方案算完以后计划又改过，不能直接采纳。计划里的改动都在，按现在的样子重算一次就好";
  if (proposal.status === "accepted") {
    const when = proposal.acceptedAt ? saidWhen(new Date(proposal.acceptedAt), editor.now()) : "";
    return `${[proposal.acceptedByName, when].filter(Boolean).join(" ")} 已采纳，这里只留作记录`;
  }
  if (proposal.status === "discarded") return "这份方案已放弃，计划没有因它改过";
  return "这份计划只能看，方案不能采纳";
}

function History({
  editor,
  history,
  current,
}: {
  editor: Editor;
  history: readonly ProposalRowOut[];
  current: number;
}) {
  if (history.length < 2) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={classes.history}>
          <IconHistory size={13} stroke={1.75} aria-hidden />
          历史方案
        </button>
      </Menu.Target>
      <Menu.Dropdown style={{ maxHeight: 360, overflowY: "auto" }}>
        {history.map((row) => (
          <Menu.Item
            key={row.id}
            component={Link}
            href={`/plans/${editor.data.plan.id}?proposal=${row.id}`}
            disabled={row.id === current}
          >
            方案 {row.number}，{saidWhen(new Date(row.createdAt), editor.now())}，
            {row.weekNumber ? `第 ${row.weekNumber} 周` : scheduleScopeLabels[row.scope]}
            <br />
            <span className="ya-note">
              {row.metBefore} → {row.metAfter} 项达标，{planProposalStatusLabels[row.status]}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The week's mean per nutrient, now and with what is taken; those that hardly move are left to the grid's foot. */
function Means({ review }: { review: Review }) {
  const { lines, cost } = review.figures;
  const moved = lines.filter(
    (line) => isOff(line.before, line) || isOff(line.after, line) || hasMoved(line.before, line.after),
  );
  const shown = moved.length > 0 ? moved : lines.slice(0, 4);
  const ceiling = review.proposal.result.costCeiling / 100;
  const yuan = (value: number | null) => (value === null ? null : value / 100);
  return (
    <table className={classes.means}>
      <thead>
        <tr>
          <th scope="col">周日均</th>
          <th scope="col" data-figure>
            现在
          </th>
          <th scope="col">
            <span className="ya-sr">变化</span>
          </th>
          <th scope="col" data-figure>
            方案
          </th>
          <th scope="col" data-figure>
            目标
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((line) => (
          <Mean key={line.code} line={line} />
        ))}
        <Mean
          line={{
            code: "cost",
            label: "成本",
            unit: "元",
            before: yuan(cost.before),
            after: yuan(cost.after),
            min: null,
            max: ceiling > 0 ? ceiling : null,
          }}
        />
      </tbody>
    </table>
  );
}

const hasMoved = (before: number | null, after: number | null): boolean =>
  before === null || after === null || Math.abs(after - before) > 0.03 * Math.max(1, before);

function Mean({ line }: { line: MeanLine }) {
  const { label, unit, before, after, min, max } = line;
  return (
    <tr>
      <th scope="row">
        {label.replace("供能", "").replace("膳食", "")} {unit}
      </th>
      <td data-figure data-off={isOff(before, line) || undefined}>
        {before === null ? "—" : rounded(before)}
      </td>
      <td>
        <Way line={line} />
      </td>
      <td data-figure data-off={isOff(after, line) || undefined}>
        <b>{after === null ? "—" : rounded(after)}</b>
      </td>
      <td data-figure className="ya-s">
        {bandText(min, max)}
      </td>
    </tr>
  );
}

function bandText(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `${rounded(min)}–${rounded(max)}`;
  if (min !== null) return `≥ ${rounded(min)}`;
  return max !== null ? `≤ ${rounded(max)}` : "";
}

const TRACK = 66;
/** Hollow where the mean is now, filled where it would be, on the band. */
function Way({ line: { before, after, min, max } }: { line: MeanLine }) {
  const top = Math.max(before ?? 0, after ?? 0, (max ?? 0) * 1.15, (min ?? 0) * 1.5) * 1.05 || 1;
  const at = (n: number) => 4 + (n / top) * (TRACK - 8);
  const [from, to] = [min === null ? 4 : at(min), max === null ? TRACK - 4 : at(max)];
  return (
    <svg width={TRACK} height="16" aria-hidden="true">
      <rect x="4" y="7" width={TRACK - 8} height="2" fill="var(--ya-line)" />
      {(min !== null || max !== null) && (
        <rect x={from} y="2" width={Math.max(0, to - from)} height="12" fill="var(--ya-green)" opacity=".2" />
      )}
      {before !== null && after !== null && (
        <path d={`M${at(before)} 8H${at(after)}`} stroke="var(--ya-pri)" strokeWidth="2" />
      )}
      {before !== null && (
        <circle cx={at(before)} cy="8" r="3" fill="var(--ya-surface)" stroke="var(--ya-ink-3)" strokeWidth="1.5" />
      )}
      {after !== null && <circle cx={at(after)} cy="8" r="3.6" fill="var(--ya-pri)" />}
    </svg>
  );
}

/** A place for which no dish is left: the fewest rules that cannot hold together, and what would open it. */
function Blocked({ one, editor }: { one: Infeasible; editor: Editor }) {
  const place = (dishId: number, name: string) => {
    if (editor.act(`已放入${name}`, [{ op: "add", date: one.date, slotId: one.slotId, dishId }], { undoable: true }))
      editor.say(`${name}已放进${weekdayOf(one.date)}${one.slotName}，方案要重算`);
  };
  const wanted = placesWanting(one, editor);
  return (
    <section className={classes.blockedCard} aria-label={one.title}>
      <h3>
        <StatusGlyph tone="off" />
        {one.title}
      </h3>
      <ul>
        {one.conflict
          .filter(({ kind }) => kind !== "need")
          .map((member) => (
            <li key={member.text} title={member.dishes.map(({ dishName }) => dishName).join("、") || undefined}>
              {member.text}
            </li>
          ))}
        {wanted.length > 0 && <li>能用的是同几道，也要给{wanted.join("；")}</li>}
      </ul>
      {one.wouldHelp.length > 0 && (
        <p>
          {one.wouldHelp.map((help) =>
            help.dish && isPolicy(help.kind) && editor.canEdit ? (
              <Button
                key={help.text}
                size="xs"
                onClick={() => help.dish && place(help.dish.dishId, help.dish.dishName)}
              >
                {help.text}
              </Button>
            ) : (
              <span key={help.text}>{help.text}</span>
            ),
          )}
        </p>
      )}
    </section>
  );
}

/** The other meals that want the same few dishes, by day: 周二 12-01 午餐、晚餐. */
function placesWanting({ conflict }: Infeasible, { model }: Editor): string[] {
  const places = conflict.flatMap(({ kind, at }) => (kind === "need" && at ? [at] : []));
  return [...grouped(places, ({ date }) => date)].map(([date, same]) => {
    const meals = new Set(same.map(({ slotId }) => model.slotOf.get(slotId)?.name ?? ""));
    return `${weekdayOf(date)} ${shortDay(date)} ${[...meals].join("、")}`;
  });
}

/** What the house decides for itself can be let through here; what protects her cannot. */
const isPolicy = (kind: Infeasible["wouldHelp"][number]["kind"]): boolean =>
  ["repeat", "week_cap", "capacity"].includes(kind);

function ChangeRow({ change, review, editor }: { change: Change; review: Review; editor: Editor }) {
  const { key, date, slotId, kind, dishName, old } = change;
  const isTaken = review.taken.has(key);
  const isAsked = review.asked === key;
  const row = useRef<HTMLLIElement>(null);
  const isCurrent = review.current === key;
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const where = `${weekdayOf(date)}${editor.model.slotOf.get(slotId)?.name ?? ""}`;
  const items = review.before[cellKey(date, slotId)] ?? [];
  return (
    <li ref={row} data-current={isCurrent || undefined} data-taken={isTaken || undefined}>
      <Checkbox
        size="xs"
        checked={isTaken}
        disabled={!review.isOpen}
        onChange={() => review.toggle(key)}
        onFocus={() => review.choose(key)}
        aria-label={`采纳${where}的${kind === "removed" ? `去掉${dishName}` : dishName}`}
      />
      <button
        type="button"
        className={classes.what}
        aria-expanded={isAsked}
        onClick={() => {
          review.choose(key);
          review.ask(isAsked ? null : key);
        }}
      >
        <span>
          <small>{where}</small>
          {kind === "removed" ? <s>{dishName}</s> : <b>{dishName}</b>}
        </span>
        <small>{oldText(change, isTaken, items.length)}</small>
        {change.notes.map((note) => (
          <small key={note} className="ya-amber">
            ▲ {note}
          </small>
        ))}
      </button>
      <span className={classes.effects}>
        {saidEffects(change.effects).map(({ text, isGood }) => (
          <span key={text} data-good={(isGood && isTaken) || undefined}>
            {text}
          </span>
        ))}
      </span>
      {isAsked && (
        <div className={classes.why}>
          {change.why ? <WhyText why={change.why} /> : <p>{change.text ?? "这一格的同类菜多了一道，去掉它"}</p>}
          {old && kind === "replaced" && !isTaken && <p className="ya-note">您没有采纳，{old.dishName}留着</p>}
        </div>
      )}
    </li>
  );
}

function oldText({ kind, old, text }: Change, isTaken: boolean, had: number): string {
  if (kind === "removed") return isTaken ? (text ?? "去掉") : "您已不采纳，留着";
  if (old) return isTaken ? `原 ${old.dishName}` : `您已不采纳，保留 ${old.dishName}`;
  if (!isTaken) return "您已不采纳，空着";
  return had === 0 ? "原来空着" : "加一道";
}
