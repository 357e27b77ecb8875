"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ScheduleScope, Weights } from "@/domain/planning/scheduling/schema";
import { weightDefaults } from "@/domain/planning/scheduling/schema";
import { cancelScheduleAction, schedulePlanAction, scheduleStateAction } from "../../actions";
import { pending } from "./state";
import type { Editor } from "./use-editor";

const ASK_MS = 700;
/** A queue that nobody empties: the worker is not running. */
const WAITING_MS = 20_000;

export type Run =
  | { is: "idle" }
  | { is: "saving" }
  | {
      is: "running";
      jobId: number;
      scope: ScheduleScope;
      weekNumber: number | undefined;
      progress: number;
      waits: boolean;
      stopping: boolean;
    }
  | { is: "failed"; message: string; scope: ScheduleScope; weekNumber: number | undefined };

type Asked = { scope: ScheduleScope; weekNumber?: number | undefined };
export type Scheduling = ReturnType<typeof useScheduling>;

/** Automatic scheduling from the editor: what is unsaved is saved first, the job is followed, its proposal opened. */
export function useScheduling(editor: Editor) {
  const { data, saving, state, say } = editor;
  const planId = data.plan.id;
  const router = useRouter();
  const [run, setRun] = useState<Run>({ is: "idle" });
  const [weights, setWeights] = useWeights(`ya-weights-${data.openedBy}`);
  const latest = useRef(state);
  latest.current = state;

  const start = useCallback(
    async ({ scope, weekNumber }: Asked) => {
      if (run.is === "running" || run.is === "saving") return;
      setRun({ is: "saving" });
      if (pending(latest.current).length > 0) await saving.save();
      const answer = await schedulePlanAction({ id: planId, scope, weekNumber, weights: changedIn(weights) }).catch(
        () => null,
      );
      if (!answer?.ok)
        return setRun({
          is: "failed",
          scope,
          weekNumber,
          message: answer?.error.message ?? "没排成，网络断了。计划没有变，连上后再试一次",
        });
      say("正在自动排餐");
      setRun({
        is: "running",
        jobId: answer.data.jobId,
        scope,
        weekNumber,
        progress: 0,
        waits: false,
        stopping: false,
      });
    },
    [planId, run.is, saving.save, say, weights],
  );

  const jobId = run.is === "running" ? run.jobId : null;
  const scope = run.is === "running" ? run.scope : "empty";
  const weekNumber = run.is === "running" ? run.weekNumber : undefined;
  useEffect(() => {
    if (jobId === null) return;
    const begun = performance.now();
    let isOver = false;
    const look = async () => {
      const answer = await scheduleStateAction({ id: planId, job: jobId }).catch(() => null);
      if (isOver || !answer) return; // a lost line: asked again
      if (!answer.ok) return setRun({ is: "failed", message: answer.error.message, scope, weekNumber });
      const { status, progress, proposalId, error } = answer.data;
      if (status === "done" && proposalId !== null) {
        setRun({ is: "idle" });
        return router.push(`/plans/${planId}?proposal=${proposalId}`);
      }
      if (status === "cancelled") {
        say("已停下，计划没有变");
        return setRun({ is: "idle" });
      }
      if (status === "failed")
        return setRun({ is: "failed", message: error ?? "没排成，计划没有变", scope, weekNumber });
      const waits = status === "queued" && performance.now() - begun > WAITING_MS;
      setRun((now) => (now.is === "running" ? { ...now, progress, waits } : now));
    };
    void look();
    const timer = setInterval(() => void look(), ASK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [jobId, scope, weekNumber, planId, router, say]);

  const stop = useCallback(async () => {
    if (run.is !== "running") return;
    setRun({ ...run, stopping: true });
    const answer = await cancelScheduleAction({ id: planId, job: run.jobId }).catch(() => null);
    if (!answer?.ok) setRun((now) => (now.is === "running" ? { ...now, stopping: false } : now));
  }, [run, planId]);

  return { run, start, stop, clear: () => setRun({ is: "idle" }), weights, setWeights };
}

/** A plan that was just made is scheduled once, and the address forgets it. */
export function useScheduleOnce(wanted: boolean, { start }: Pick<Scheduling, "start">, planId: number): void {
  const router = useRouter();
  const begun = useRef(false);
  useEffect(() => {
    if (!wanted || begun.current) return;
    begun.current = true;
    void start({ scope: "empty" });
    router.replace(`/plans/${planId}`);
  }, [wanted, start, planId, router]);
}

/** Weights as this person last set them, in this browser. */
function useWeights(name: string): [Weights, (weights: Weights) => void] {
  const [weights, set] = useState<Weights>(weightDefaults);
  useEffect(() => {
    try {
      const kept = JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<Weights>;
      set({ ...weightDefaults, ...kept });
    } catch {
      // a browser without storage schedules with the usual weights
    }
  }, [name]);
  const change = (next: Weights) => {
    set(next);
    try {
      localStorage.setItem(name, JSON.stringify(changedIn(next) ?? {}));
    } catch {
      // they hold until the page is left
    }
  };
  return [weights, change];
}

/** Only what differs from the usual weights; nothing when all are usual. */
function changedIn(weights: Weights): Partial<Weights> | undefined {
  const changed = Object.entries(weights).filter(([name, value]) => weightDefaults[name as keyof Weights] !== value);
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}
