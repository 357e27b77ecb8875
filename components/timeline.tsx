"use client";

import { SegmentedControl } from "@mantine/core";
import {
  IconArrowsExchange,
  IconBed,
  IconCoinYuan,
  IconFileText,
  IconFlask2,
  IconHeartRateMonitor,
  IconPencil,
  IconSettings,
  IconSoup,
  IconSparkles,
  IconUser,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { addDays, clockOf, type Day, dayOf, stamp } from "@/lib/time";
import { useClock } from "./clock";
import classes from "./timeline.module.css";

const icons = {
  edit: IconPencil,
  meal: IconSoup,
  care: IconHeartRateMonitor,
  order: IconFlask2,
  money: IconCoinYuan,
  stay: IconBed,
  person: IconUser,
  file: IconFileText,
  auto: IconSparkles,
  change: IconArrowsExchange,
  system: IconSettings,
};

export type TimelineItem = {
  id?: string | number;
  /** ISO instant. */
  at: string;
  actor: string;
  text: ReactNode;
  icon?: keyof typeof icons;
  /** One of the filters' values. */
  group?: string;
};

/** What happened, newest day first, with who; filters narrow it here in the browser. */
export function Timeline(props: {
  items: readonly TimelineItem[];
  filters?: readonly { value: string; label: string }[];
  empty?: string;
  /** Under the list: mostly a link to the rest. */
  more?: ReactNode;
}) {
  const { items, filters, empty = "还没有记录，以后的每一次改动都会出现在这里", more } = props;
  const [group, setGroup] = useState("");
  const clock = useClock();
  const shown = group === "" ? items : items.filter((item) => item.group === group);
  const days = [...new Set(shown.map((item) => dayOf(new Date(item.at))))].sort().reverse();
  return (
    <div>
      {filters && filters.length > 0 && (
        <SegmentedControl
          size="xs"
          className={classes.filters}
          aria-label="时间线只看"
          value={group}
          onChange={setGroup}
          data={[{ value: "", label: "全部" }, ...filters]}
        />
      )}
      {shown.length === 0 && <p className="ya-note">{empty}</p>}
      {days.map((day) => (
        <section key={day}>
          <h3 className={classes.day}>{dayWord(day, clock?.today)}</h3>
          <ol>
            {shown
              .filter((item) => dayOf(new Date(item.at)) === day)
              .map((item, i) => {
                const Icon = icons[item.icon ?? "edit"];
                const instant = new Date(item.at);
                return (
                  <li key={item.id ?? `${item.at}-${i}`} className={classes.item}>
                    <time dateTime={item.at} title={stamp(instant)}>
                      {clockOf(instant)}
                    </time>
                    <span className={classes.icon}>
                      <Icon size={13} stroke={1.75} aria-hidden />
                    </span>
                    <span className={classes.text}>
                      <b>{item.actor}</b> {item.text}
                    </span>
                  </li>
                );
              })}
          </ol>
        </section>
      ))}
      {more}
    </div>
  );
}

const dayWord = (day: Day, today: Day | undefined): string => {
  if (!today) return day;
  if (day === today) return "今天";
  if (day === addDays(today, -1)) return "昨天";
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
};
