"use client";

import { Modal } from "@mantine/core";
import { StatusBadge } from "@/components/marks/status-badge";
import type { WallBatch } from "@/domain/kitchen/wall/schema";
import { clockOf } from "@/lib/time";
import classes from "./wall.module.css";

/** What has left the pots of this meal, the last first, with what is still missing of it. */
export function DoneDialog(props: {
  opened: boolean;
  onClose: () => void;
  slot: string;
  batches: readonly WallBatch[];
}) {
  const { opened, onClose, slot, batches } = props;
  const done = [...batches].sort((a, b) => (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0));
  return (
    <Modal opened={opened} onClose={onClose} title={`${slot}已出锅 ${done.length} 道`} size={720}>
      {done.length === 0 && <p className={classes.nothing}>还没有出锅的菜。点“出锅”后会记在这里</p>}
      <ul className={classes.done}>
        {done.map((batch) => (
          <li key={batch.id ?? batch.dishId}>
            <b>{batch.dishName}</b>
            {batch.variantLabel && <span>{batch.variantLabel}</span>}
            {!batch.hasSample && <StatusBadge tone="off" label="没留样" />}
            {batch.coreCelsius === null && <StatusBadge tone="off" label="没测温" />}
            <span className="ya-num">
              {batch.cooked ?? batch.planned} 份{batch.coreCelsius !== null && `，${batch.coreCelsius} ℃`}
              {batch.closedAt && `，${clockOf(batch.closedAt)} 出锅`}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
