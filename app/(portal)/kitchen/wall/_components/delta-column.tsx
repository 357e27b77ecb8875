"use client";

import { IconBell, IconBellOff, IconCheck, IconCloudUp } from "@tabler/icons-react";
import { useClock } from "@/components/clock";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import type { Delta } from "@/domain/kitchen/tickets/schema";
import { ageOf } from "../../_components/age";
import { DeltaTile } from "../../_components/delta-tile";
import { tagsOf } from "../../_components/restrictions";
import { useChime } from "./use-chime";
import classes from "./wall.module.css";

type Props = {
  deltas: readonly Delta[];
  /** Acknowledged here, not yet at the server. */
  kept: ReadonlySet<number>;
  mayWork: boolean;
  onAcknowledge: (ids: readonly number[]) => void;
};

/** What changed after the cut-off. The oldest first, because it has waited longest; each goes with one touch. */
export function DeltaColumn({ deltas, kept, mayWork, onAcknowledge }: Props) {
  const waiting = deltas.filter((delta) => !kept.has(delta.id));
  const { muted, mute } = useChime(waiting.map((delta) => delta.id));
  return (
    <aside className={classes.deltas} aria-label="差异单">
      <div className={classes.deltasHead}>
        <h2>差异单</h2>
        {waiting.length > 0 && <b>{waiting.length}</b>}
        <span>{waiting.length > 0 && mayWork ? "看到后点 知道了" : ""}</span>
        <button
          type="button"
          className={classes.iconButton}
          aria-label={muted ? "打开提示音" : "关掉提示音"}
          aria-pressed={muted}
          onClick={() => mute(!muted)}
        >
          {muted ? <IconBellOff size={24} stroke={1.6} /> : <IconBell size={24} stroke={1.6} />}
        </button>
      </div>
      <p className="ya-sr" role="status">
        {waiting.length > 0 ? `有 ${waiting.length} 张差异单没确认` : ""}
      </p>
      {deltas.length === 0 ? (
        <p className={classes.nothing}>
          <b>没有差异单</b>截单后有改动会出现在这里
        </p>
      ) : (
        <ul className={classes.deltaList}>
          {deltas.map((delta) => (
            <DeltaCard
              key={delta.id}
              delta={delta}
              isKept={kept.has(delta.id)}
              onAcknowledge={mayWork ? () => onAcknowledge([delta.id]) : null}
            />
          ))}
        </ul>
      )}
    </aside>
  );
}

function DeltaCard(props: { delta: Delta; isKept: boolean; onAcknowledge: (() => void) | null }) {
  const { delta, isKept, onAcknowledge } = props;
  const now = useClock()?.now;
  return (
    <li className={classes.delta} data-kind={delta.kind}>
      <div className={classes.deltaHead}>
        <DeltaTile kind={delta.kind} size="lg" />
        <RoomPlate number={delta.room ?? "送"} size="wall" />
        <span>{delta.customerName ?? delta.recipient}</span>
        <time dateTime={delta.createdAt.toISOString()}>{now && ageOf(delta.createdAt, now)}</time>
      </div>
      {delta.restrictions.some((one) => one.kind === "allergy") && (
        <span className={classes.tags}>
          <RestrictionTags size="lg" items={tagsOf(delta.restrictions.filter((one) => one.kind === "allergy"))} />
        </span>
      )}
      <p className={classes.what}>
        {delta.slot}：{delta.summary}
      </p>
      {delta.reason && <p className={classes.why}>{delta.reason}</p>}
      {isKept && (
        <span className={classes.queued} role="status">
          <IconCloudUp size={22} stroke={1.6} aria-hidden />
          记在这台平板上了，连上后送出
        </span>
      )}
      {!isKept && onAcknowledge && (
        <button type="button" className={classes.ok} onClick={onAcknowledge}>
          <IconCheck size={22} stroke={1.9} aria-hidden />
          知道了
          <span className="ya-sr">
            ，{delta.room ?? ""} {delta.customerName ?? delta.recipient} {delta.slot}
          </span>
        </button>
      )}
    </li>
  );
}
