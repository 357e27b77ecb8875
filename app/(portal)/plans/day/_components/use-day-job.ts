"use client";

import { useCallback, useEffect, useState } from "react";
import { cancelDayAction, dayStateAction } from "../actions";

const ASK_MS = 800;
/** A queue that nobody empties: the worker is not running. */
const WAITING_MS = 20_000;

export type DayRun = { progress: number; waits: boolean; stopping: boolean };

/** Follows a job until it ends, also after the page was read anew; `onEnd` hears how, once. */
export function useDayJob(
  jobId: number | null,
  onEnd: (how: { is: "done" | "cancelled" } | { is: "failed"; message: string }) => void,
): { run: DayRun | null; stop: () => Promise<void> } {
  const [run, setRun] = useState<DayRun | null>(null);
  useEffect(() => {
    if (jobId === null) return setRun(null);
    setRun({ progress: 0, waits: false, stopping: false });
    const begun = performance.now();
    let isOver = false;
    const end = (how: Parameters<typeof onEnd>[0]) => {
      isOver = true;
      onEnd(how);
    };
    const look = async () => {
      const answer = await dayStateAction({ id: jobId }).catch(() => null);
      if (isOver || !answer) return; // a lost line: asked again
      if (!answer.ok) return end({ is: "failed", message: answer.error.message });
      const { status, progress, error } = answer.data;
      if (status === "done" || status === "cancelled") return end({ is: status });
      if (status === "failed") return end({ is: "failed", message: error ?? "没排成，计划和菜单都没有变" });
      const waits = status === "queued" && performance.now() - begun > WAITING_MS;
      setRun((now) => now && { ...now, progress, waits });
    };
    void look();
    const timer = setInterval(() => void look(), ASK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [jobId, onEnd]);
  const stop = useCallback(async () => {
    if (jobId === null) return;
    setRun((now) => now && { ...now, stopping: true });
    const answer = await cancelDayAction({ id: jobId }).catch(() => null);
    if (!answer?.ok) setRun((now) => now && { ...now, stopping: false });
  }, [jobId]);
  return { run, stop };
}
