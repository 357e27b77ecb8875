"use client";

import { useHotkeys } from "@mantine/hooks";
import { IconCheck, IconChevronUp } from "@tabler/icons-react";
import { SlotMark } from "@/components/marks/slot-mark";
import type { Delta } from "@/domain/kitchen/tickets/schema";
import type { Wall } from "@/domain/kitchen/wall/schema";
import classes from "./wall.module.css";

type Props = {
  slots: Wall["slots"];
  current: string;
  deltas: readonly Delta[];
  done: number;
  onSlot: (code: string) => void;
  onDone: () => void;
};

/** The meals of the day (keys 1 to 6), each with its waiting changes, and what has left the pots. */
export function SlotTabs({ slots, current, deltas, done, onSlot, onDone }: Props) {
  useHotkeys(slots.slice(0, 9).map((slot, i) => [String(i + 1), () => onSlot(slot.code)]));
  return (
    <nav className={classes.tabs} aria-label="餐次">
      {slots.map((slot) => {
        const waiting = deltas.filter((delta) => delta.slotCode === slot.code).length;
        return (
          <button key={slot.code} type="button" aria-pressed={slot.code === current} onClick={() => onSlot(slot.code)}>
            <SlotMark slot={slot.code} name={slot.name} size={28} />
            {waiting > 0 && (
              <span className={classes.pip}>
                {waiting}
                <span className="ya-sr">张差异单</span>
              </span>
            )}
          </button>
        );
      })}
      <button type="button" onClick={onDone} aria-haspopup="dialog">
        <IconCheck size={20} stroke={1.75} aria-hidden />
        已出锅 {done} 道
        <IconChevronUp size={18} stroke={1.75} aria-hidden />
      </button>
    </nav>
  );
}
