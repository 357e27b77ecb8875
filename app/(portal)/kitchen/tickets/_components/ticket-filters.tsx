"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useUrlState } from "@/components/url-state";

type Props = {
  slots: readonly { code: string; name: string }[];
  floors: readonly string[];
  slot: string;
  floor: string | null;
  print: { date: string; centreId: number } | null;
};

export function TicketFilters({ slots, floors, slot, floor, print }: Props) {
  const url = useUrlState();
  const query = new URLSearchParams({
    slot,
    ...(floor && { floor }),
    ...(print && { date: print.date, centre_id: String(print.centreId) }),
  });
  return (
    <div className="ya-row ya-no-print" style={{ gap: 12, flexWrap: "wrap", marginBottom: 12 }}>
      <SegmentedControl
        aria-label="餐次"
        value={slot}
        onChange={(code) => url.set({ slot: code === "lunch" ? null : code, floor: null })}
        data={slots.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <SegmentedControl
        aria-label="楼层"
        value={floor ?? ""}
        onChange={(next) => url.set({ floor: next || null })}
        data={[{ value: "", label: "全部楼层" }, ...floors.map((one) => ({ value: one, label: `${one} 楼` }))]}
      />
      {print && (
        <Button
          component="a"
          target="_blank"
          variant="filled"
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
