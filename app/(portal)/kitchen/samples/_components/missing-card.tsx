"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { Card } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import type { Colleague } from "@/domain/staff/colleagues";
import { SampleDialog } from "../../_components/sample-dialog";
import classes from "./samples.module.css";

type Missing = { batchId: number; number: string; slot: string; dishName: string };

/** Pots that have left the stove without a sample: the first thing to do here. */
export function MissingCard({ missing, people }: { missing: readonly Missing[]; people: readonly Colleague[] | null }) {
  const [asked, ask] = useState<Missing | null>(null);
  if (missing.length === 0) return null;
  return (
    <Card title="还没留样" sub={`${missing.length} 锅已出锅，没有留样`} flush>
      <ul className={classes.list}>
        {missing.map((one) => (
          <li key={one.batchId}>
            <StatusBadge tone="off" label={one.slot} />
            <b>{one.dishName}</b>
            <span className="ya-note">{one.number}</span>
            {people && (
              <Button size="xs" ml="auto" onClick={() => ask(one)} aria-label={`留样，${one.slot} ${one.dishName}`}>
                留样
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && people && (
        <SampleDialog
          batch={{ id: asked.batchId, dishName: asked.dishName }}
          people={people}
          onClose={() => ask(null)}
        />
      )}
    </Card>
  );
}
