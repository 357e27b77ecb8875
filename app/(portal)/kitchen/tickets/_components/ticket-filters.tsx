"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useUrlState } from "@/components/url-state";

type Props = {
  slots: readonly { code: string; name: string }[];
  slot: string;
  floor: string | null;
  print: { date: string; centreId: number } | null;
};

/** Which meal, and its tickets on paper (of the floor on screen). */
export function TicketFilters({ slots, slot, floor, print }: Props) {
  const url = useUrlState();
  const query = new URLSearchParams({
    slot,
    ...(floor && { floor }),
    ...(print && { date: print.date, centre_id: String(print.centreId) }),
  });
  return (
    <div className="ya-row ya-no-print" style={{ gap: 12, flexWrap: "wrap", marginBottom: 12 }}>
      <div style={{ maxWidth: "100%", overflowX: "auto" }}>
        <SegmentedControl
          aria-label="餐次"
          value={slot}
          onChange={(code) => url.set({ slot: code, floor: null })}
          data={slots.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </div>
      {print && (
        <Button
          component="a"
          target="_blank"
          href={`/api/kitchen/tickets/pdf?${query}`}
          leftSection={<IconPrinter size={16} stroke={1.75} />}
          ml="auto"
        >
          打印餐签
        </Button>
      )}
    </div>
  );
}
