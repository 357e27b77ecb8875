"use client";

import Link from "next/link";
import { useClock } from "@/components/clock";
import { SlotMark } from "@/components/marks/slot-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import { useUrlState } from "@/components/url-state";
import classes from "./slot-strip.module.css";
import type { StripSlot } from "./strip";

/** The six meals of the day as one strip; the one shown below is marked. */
export function SlotStrip({ slots, current }: { slots: readonly StripSlot[]; current: string }) {
  const url = useUrlState();
  return (
    <nav className={`${classes.strip} ya-no-print`} aria-label="餐次">
      {slots.map((slot) => (
        <Link
          key={slot.code}
          href={url.href({ slot: slot.code })}
          className={classes.slot}
          aria-current={slot.code === current ? "true" : undefined}
        >
          <span className={classes.head}>
            <SlotMark slot={slot.code} name={slot.name} time={slot.time} />
            <StatusBadge {...slot.status} />
          </span>
          <span className={classes.figure}>
            <span>
              <b>{slot.portions}</b> 份
            </span>
            <span className="ya-note">{slot.progress.word}</span>
          </span>
          <span className={classes.track} aria-hidden="true">
            <i style={{ width: `${slot.progress.of === 0 ? 0 : (slot.progress.done / slot.progress.of) * 100}%` }} />
          </span>
          <span className={classes.foot}>
            {slot.worries > 0 ? (
              <StatusBadge tone="off" label={`${slot.worries} 处要处理`} />
            ) : (
              <span className="ya-note">{slot.note}</span>
            )}
            {slot.due && <Until iso={slot.due} />}
          </span>
        </Link>
      ))}
    </nav>
  );
}

/** 离送餐 1:08, hours and minutes. */
function Until({ iso }: { iso: string }) {
  const now = useClock()?.now;
  const minutes = now ? Math.ceil((Date.parse(iso) - now.getTime()) / 60_000) : 0;
  if (minutes <= 0) return null;
  return (
    <span className={classes.until}>
      离送餐{" "}
      <b>
        {Math.floor(minutes / 60)}:{String(minutes % 60).padStart(2, "0")}
      </b>
    </span>
  );
}
