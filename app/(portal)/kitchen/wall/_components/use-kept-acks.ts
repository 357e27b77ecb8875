"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "@/components/toast";
import type { ActionState } from "@/lib/action-state";

const KEY = "ya-wall-acks";
const AGAIN_MS = 10_000;

/**
 * Tickets somebody touched 知道了 on. They are written down on this tablet first and sent then; what could not be sent stays,
 * over a reload too, and is tried again every 10 s and when the line is back. The server takes the same ticket twice as once.
 */
export function useKeptAcks(
  send: (ids: number[]) => Promise<ActionState<unknown>>,
  onSent: (ids: number[]) => void,
): { kept: ReadonlySet<number>; acknowledge: (ids: readonly number[]) => void; flush: () => void } {
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const busy = useRef(false);
  const calls = useRef({ send, onSent });
  calls.current = { send, onSent };

  const write = useCallback((ids: Iterable<number>) => {
    const list = [...new Set(ids)];
    setKept(new Set(list));
    if (list.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(list));
  }, []);

  const flush = useCallback(async () => {
    const ids = read();
    if (busy.current || ids.length === 0) return;
    busy.current = true;
    try {
      const answer = await calls.current.send(ids);
      const isRefused = !answer.ok && !["unavailable", "unauthenticated", "internal"].includes(answer.error.code);
      if (isRefused) toast(answer.error.message, { tone: "off" });
      if (answer.ok || isRefused) {
        write(read().filter((id) => !ids.includes(id)));
        calls.current.onSent(ids);
      }
    } catch {
      // The line is gone: they stay written down.
    } finally {
      busy.current = false;
    }
  }, [write]);

  useEffect(() => {
    setKept(new Set(read()));
    const again = () => void flush();
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener("online", again);
    again();
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [flush]);

  const acknowledge = useCallback(
    (ids: readonly number[]) => {
      write([...read(), ...ids]);
      void flush();
    },
    [write, flush],
  );
  return { kept, acknowledge, flush: () => void flush() };
}

function read(): number[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter((id): id is number => Number.isInteger(id)) : [];
  } catch {
    return [];
  }
}
