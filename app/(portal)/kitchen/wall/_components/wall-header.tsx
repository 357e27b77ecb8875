"use client";

import { IconFlask2, IconThermometer, IconWifi, IconWifiOff } from "@tabler/icons-react";
import Link from "next/link";
import { useClock } from "@/components/clock";
import { Logo } from "@/components/marks/logo";
import { type Clock, clockOf, type Day, instantOf } from "@/lib/time";
import classes from "./wall.module.css";

type Props = {
  date: Day;
  slot: { name: string; servingTime: Clock };
  done: number;
  dishes: number;
  sampled: number;
  measured: number;
  /** ISO instant of the figures on screen once the line is lost, else null. */
  staleSince: string | null;
};

/** Which meal, how long until it is served, how far the pots are, and of when the figures are. */
export function WallHeader({ date, slot, done, dishes, sampled, measured, staleSince }: Props) {
  const now = useClock()?.now;
  const minutes = now ? Math.round((instantOf(date, slot.servingTime).getTime() - now.getTime()) / 60_000) : 0;
  return (
    <header className={classes.head}>
      <Link href="/" aria-label="回到门户">
        <Logo size={38} />
      </Link>
      <h1 className={classes.title}>
        {slot.name} {slot.servingTime}
      </h1>
      <div className={classes.until} data-past={minutes < 0 || undefined}>
        <span>{minutes < 0 ? "过了送餐" : "离送餐"}</span>
        <b className={`${classes.left} ya-num`}>{lengthOf(Math.abs(minutes))}</b>
        <span className={classes.track} aria-hidden="true">
          <i style={{ width: `${dishes === 0 ? 0 : (done / dishes) * 100}%` }} />
        </span>
        <span className={classes.of}>
          {dishes} 道出锅 <strong>{done}</strong>
        </span>
      </div>
      <div className={classes.facts}>
        <span>
          <IconFlask2 size={18} stroke={1.6} aria-hidden />
          留样 {sampled}/{dishes}
        </span>
        <span>
          <IconThermometer size={18} stroke={1.6} aria-hidden />
          测温 {measured}/{dishes}
        </span>
        {staleSince ? (
          <span data-stale role="status">
            <IconWifiOff size={18} stroke={1.6} aria-hidden />
            {clockOf(new Date(staleSince))} 的数据
          </span>
        ) : (
          <span>
            <IconWifi size={18} stroke={1.6} aria-label="已连上" />
            {now && <time dateTime={now.toISOString()}>{clockOf(now)}</time>}
          </span>
        )}
      </div>
    </header>
  );
}

/** 68 → 1:08; a day and more as days. */
function lengthOf(minutes: number): string {
  if (minutes >= 1440) return `${Math.floor(minutes / 1440)} 天`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
