"use client";

import Link from "next/link";
import { SlotMark } from "@/components/marks/slot-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import { useUrlState } from "@/components/url-state";
import classes from "./slot-strip.module.css";

type Slot = {
  code: string;
  name: string;
  time: string;
  mothers: number;
  dishes: number;
  worries: number;
  away: number;
  /** Cut off: what changes now goes by delta tickets. */
  isLocked?: boolean;
};

/** The six meals of the day as one strip; the one shown below is marked. */
export function SlotStrip({ slots, current }: { slots: readonly Slot[]; current: string }) {
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
          </span>
          <span className={classes.figure}>
            <b>{slot.mothers}</b> 份
          </span>
          <span className="ya-note">
            {slot.dishes} 道菜{slot.isLocked && "，已截单"}
          </span>
          {slot.worries > 0 ? (
            <StatusBadge tone="off" label={`${slot.worries} 处要处理`} />
          ) : (
            <span className="ya-note">{slot.away > 0 ? `${slot.away} 位外出` : "都排好了"}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
