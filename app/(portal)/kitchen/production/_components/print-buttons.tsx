"use client";

import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";

const icon = <IconPrinter size={16} stroke={1.75} />;

/** The sheet and the tickets as PDF, in a new tab, ready to print. */
export function PrintButtons({ date, slot, centreId }: { date: string; slot: string; centreId: number }) {
  const query = new URLSearchParams({ date, slot, centre_id: String(centreId) });
  return (
    <>
      <Button
        component="a"
        target="_blank"
        href={`/api/kitchen/production/pdf?${query}&part=ingredients`}
        leftSection={icon}
      >
        领料单
      </Button>
      <Button component="a" target="_blank" href={`/api/kitchen/tickets/pdf?${query}`} leftSection={icon}>
        餐签
      </Button>
      <Button
        component="a"
        target="_blank"
        variant="filled"
        href={`/api/kitchen/production/pdf?${query}`}
        leftSection={icon}
      >
        打印生产单
      </Button>
    </>
  );
}
