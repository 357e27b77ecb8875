"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { DateField } from "@/components/form/date-fields";
import { useUrlState } from "@/components/url-state";
import { addDays, type Day } from "@/lib/time";
import classes from "./day-picker.module.css";

/** The day of the sheet: one back, one on, today, or any. It lives in the URL; today is left out. */
export function DayPicker({ date, today }: { date: Day; today: Day }) {
  const url = useUrlState();
  const go = (day: string | null) => day && url.set({ date: day === today ? null : day });
  return (
    <div className="ya-row ya-no-print" style={{ gap: 8 }}>
      <ActionIcon variant="default" size={32} aria-label="前一天" onClick={() => go(addDays(date, -1))}>
        <IconChevronLeft size={16} stroke={1.75} />
      </ActionIcon>
      <div className={classes.field}>
        <DateField label="日期" value={date} onChange={go} />
      </div>
      <ActionIcon variant="default" size={32} aria-label="后一天" onClick={() => go(addDays(date, 1))}>
        <IconChevronRight size={16} stroke={1.75} />
      </ActionIcon>
      {date !== today && <Button onClick={() => go(today)}>今天</Button>}
    </div>
  );
}
