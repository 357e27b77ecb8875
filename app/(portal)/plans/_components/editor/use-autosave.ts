"use client";

import { type Dispatch, useCallback, useEffect, useRef, useState } from "react";
import type { Origins } from "@/domain/planning/origins/rules";
import type { ActionState } from "@/lib/action-state";
import { clockOf } from "@/lib/time";
import type { SaveAnswer } from "../../_server/outcomes";
import { saveItemsAction } from "../../actions";
import { type EditorAction, type EditorState, pending } from "./state";

const QUIET_MS = 1500;
const AGAIN_MS = 15_000;

/** Where the server's answer goes. */
type Sinks = { dispatch: Dispatch<EditorAction>; takeOrigins: (origins: Origins, dates: readonly string[]) => void };

export type SaveStatus =
  | { is: "idle"; at: string | null }
  | { is: "saving" }
  | { is: "failed"; message: string }
  | { is: "refused"; answer: Extract<SaveAnswer, { status: "refused" }> };

/** Saves 1.5 s after the last edit. A failure keeps everything, says so, and tries again when the network is back. */
export function useAutosave(planId: number, state: EditorState, { dispatch, takeOrigins }: Sinks, now: () => Date) {
  const [status, setStatus] = useState<SaveStatus>({ is: "idle", at: null });
  const latest = useRef(state);
  latest.current = state;
  const busy = useRef(false);

  const save = useCallback(async () => {
    const ops = pending(latest.current);
    if (busy.current || ops.length === 0 || latest.current.clashes.length > 0) return;
    busy.current = true;
    dispatch({ type: "sent" });
    setStatus({ is: "saving" });
    const answer = await saveItemsAction({ planId, planVersion: latest.current.version, ops }).catch(offline);
    busy.current = false;
    setStatus(settle(answer, { dispatch, takeOrigins }, now));
  }, [planId, dispatch, takeOrigins, now]);

  const isDirty = pending(state).length > 0;
  const isBlocked = state.clashes.length > 0 || status.is === "refused";
  // biome-ignore lint/correctness/useExhaustiveDependencies: every edit starts the quiet time anew
  useEffect(() => {
    if (!isDirty || isBlocked || status.is === "saving") return;
    const timer = setTimeout(save, status.is === "failed" ? AGAIN_MS : QUIET_MS);
    return () => clearTimeout(timer);
  }, [state.cells, isDirty, isBlocked, status.is, save]);

  useEffect(() => {
    const now = () => void save();
    const onHide = () => document.visibilityState === "hidden" && void save();
    window.addEventListener("online", now);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      window.removeEventListener("online", now);
      document.removeEventListener("visibilitychange", onHide);
      void save(); // leaving for another page within the quiet time
    };
  }, [save]);

  const acknowledge = useCallback(() => setStatus({ is: "idle", at: null }), []);
  return { status, save, acknowledge };
}

const offline = (): ActionState<SaveAnswer> => ({
  ok: false,
  error: { code: "unavailable", message: "没存上，网络断了" },
});

function settle(answer: ActionState<SaveAnswer>, { dispatch, takeOrigins }: Sinks, now: () => Date): SaveStatus {
  if (!answer.ok) {
    dispatch({ type: "failed" });
    return { is: "failed", message: answer.error.message };
  }
  const { data } = answer;
  if (data.status === "saved") {
    dispatch({ type: "saved", version: data.version, cells: data.cells, dates: data.dates });
    takeOrigins(data.origins, data.dates);
    return { is: "idle", at: clockOf(now()) };
  }
  if (data.status === "clash") {
    dispatch({ type: "clashed", version: data.version, cells: data.cells, clashes: data.clashes });
    return { is: "idle", at: null };
  }
  dispatch({ type: "failed" });
  return { is: "refused", answer: data };
}
