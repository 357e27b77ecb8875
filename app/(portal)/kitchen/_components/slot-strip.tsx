"use client";

import Link from "next/link";
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
          {slot.worries > 0 ? (
            <StatusBadge tone="off" label={`${slot.worries} 处要处理`} />
          ) : (
            <span className="ya-note">{slot.note}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
