"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useUrlState } from "@/components/url-state";
import { addDays, type Day, daysBetween } from "@/lib/time";

/** Two weeks back or on; the days shown live in the URL. */
export function CalendarBar({ from, to, today }: { from: Day; to: Day; today: Day }) {
  const url = useUrlState();
  const span = daysBetween(from, to);
  const show = (first: Day) => url.set({ from: first, to: addDays(first, span) });
  return (
    <div className="ya-row" style={{ gap: 8 }}>
      <ActionIcon variant="default" size={32} aria-label="往前两周" onClick={() => show(addDays(from, -14))}>
        <IconChevronLeft size={16} stroke={1.75} />
      </ActionIcon>
      <b className="ya-nw">
        {from} 至 {to}
      </b>
      <ActionIcon variant="default" size={32} aria-label="往后两周" onClick={() => show(addDays(from, 14))}>
        <IconChevronRight size={16} stroke={1.75} />
      </ActionIcon>
      {(today < from || today > to) && <Button onClick={() => url.set({ from: null, to: null })}>回到今天</Button>}
    </div>
  );
}
