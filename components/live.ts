"use client";

import { useEffect, useRef, useState } from "react";
import type { LiveTopic } from "@/domain/system/events/schema";
import { systemNow } from "@/lib/time";

/** A line is called lost when nothing, not even a beat, has come for this long. */
const LOST_MS = 15_000;

export type LiveEvent = { id: string; topic: LiveTopic; data: Record<string, unknown> };

/**
 * Listens to `/api/events` and calls back for each event of these topics (they say "look again", not what is new). Comes back
 * by itself after a lost line and hears what it missed. `staleSince` is the ISO instant of the last sign of life once the line
 * is lost for more than 15 s, else null; when it returns, `onEvent` is called once with no event, for a full look.
 */
export function useLive(
  topics: readonly LiveTopic[],
  onEvent: (event?: LiveEvent) => void,
): { staleSince: string | null } {
  const [staleSince, setStaleSince] = useState<string | null>(null);
  const handler = useRef(onEvent);
  handler.current = onEvent;
  const wanted = topics.join(",");

  useEffect(() => {
    const source = new EventSource(`/api/events?topics=${wanted}`);
    let alive = performance.now();
    let at = systemNow().toISOString(); // from the first beat on the server's time
    let isLost = false;
    const sign = () => {
      alive = performance.now();
      if (!isLost) return;
      isLost = false;
      setStaleSince(null);
      handler.current();
    };
    source.addEventListener("beat", (event) => {
      at = (JSON.parse(event.data) as { at: string }).at;
      sign();
    });
    for (const topic of wanted.split(",") as LiveTopic[])
      source.addEventListener(topic, (event) => {
        sign();
        handler.current({ id: event.lastEventId, topic, data: JSON.parse(event.data) as Record<string, unknown> });
      });
    const watch = setInterval(() => {
      if (isLost || performance.now() - alive < LOST_MS) return;
      isLost = true;
      setStaleSince(at);
    }, 1000);
    return () => {
      clearInterval(watch);
      source.close();
    };
  }, [wanted]);

  return { staleSince };
}
