"use client";

import { useInterval } from "@mantine/hooks";
import { useCallback, useRef, useState } from "react";
import { useLive } from "@/components/live";
import { toast } from "@/components/toast";
import type { Wall } from "@/domain/kitchen/wall/schema";
import { readWallAction } from "../actions";

const AGAIN_MS = 60_000;
const topics = [
  "slot.locked",
  "kitchen_ticket.issued",
  "kitchen_ticket.acknowledged",
  "kitchen_ticket.delivered",
  "kitchen_ticket.taken_back",
  "production_batch.changed",
  "food_sample.changed",
  "meal.changed",
] as const;

/**
 * What the wall shows: read anew on every event and every minute, kept as it is while the line is gone. Without a chosen slot
 * it follows the clock to the next one. `staleSince` is of when the figures are, once they are not of now.
 */
export function useWall(initial: Wall, chosen: string | null) {
  const [data, setData] = useState(initial);
  const [failedSince, fail] = useState<string | null>(null);
  const asked = useRef(0);
  const seen = useRef({ at: initial.now, date: initial.date });

  const read = useCallback(
    async (slot: string | null) => {
      const mine = ++asked.current;
      try {
        const answer = await readWallAction({
          centreId: initial.centreId,
          ...(slot && { slot, date: seen.current.date }),
        });
        if (mine !== asked.current) return; // a later question is on its way
        if (!answer.ok) {
          if (answer.error.code === "unauthenticated") location.assign("/login");
          toast(answer.error.message, { tone: "off", id: "wall" });
          return;
        }
        seen.current = { at: answer.data.now, date: answer.data.date };
        setData(answer.data);
        fail(null);
      } catch {
        fail(seen.current.at.toISOString());
      }
    },
    [initial.centreId],
  );

  const again = useCallback(() => void read(chosen), [read, chosen]);
  const { staleSince } = useLive(topics, again);
  useInterval(again, AGAIN_MS, { autoInvoke: true });

  /** Takes tickets off the screen that the server has taken, before the next look confirms it. */
  const forget = (ids: readonly number[]) =>
    setData((had) => ({ ...had, deltas: had.deltas.filter((delta) => !ids.includes(delta.id)) }));

  return { data, read, again, forget, staleSince: failedSince ?? staleSince };
}
