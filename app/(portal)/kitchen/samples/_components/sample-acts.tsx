"use client";

import { Button } from "@mantine/core";
import { IconPrinter, IconThermometer } from "@tabler/icons-react";
import { useState } from "react";
import { TemperatureDialog } from "../../_components/temperature-dialog";

type Props = {
  centreId: number;
  batches: readonly { id: number; dishName: string; variantLabel: string | null; slot: string }[];
  points: readonly string[];
  maySample: boolean;
};

/** A reading to write down, and the register on paper. */
export function SampleActs({ centreId, batches, points, maySample }: Props) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button leftSection={<IconPrinter size={16} stroke={1.75} />} onClick={() => window.print()}>
        打印登记表
      </Button>
      {maySample && (
        <Button variant="filled" leftSection={<IconThermometer size={16} stroke={1.75} />} onClick={() => open(true)}>
          登记温度
        </Button>
      )}
      {opened && (
        <TemperatureDialog centreId={centreId} batches={batches} points={points} onClose={() => open(false)} />
      )}
    </>
  );
}
