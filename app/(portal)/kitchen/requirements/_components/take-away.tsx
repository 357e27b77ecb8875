"use client";

import { Button } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";

/** The page on paper, and the suggestions as a workbook. */
export function TakeAway(props: { centreId: number; from: string; to: string; mayExport: boolean }) {
  const query = new URLSearchParams({ centre_id: String(props.centreId), from: props.from, to: props.to });
  return (
    <>
      <Button size="md" leftSection={<IconPrinter size={16} stroke={1.75} />} onClick={() => window.print()}>
        打印
      </Button>
      {props.mayExport && (
        <Button
          size="md"
          component="a"
          href={`/api/kitchen/requirements/export?${query}`}
          leftSection={<IconDownload size={16} stroke={1.75} />}
        >
          导出采购建议
        </Button>
      )}
    </>
  );
}
