"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type Day, dayOf } from "@/lib/time";

type Clock = { now: Date; today: Day };

const ClockContext = createContext<Clock | null>(null);

/** Gives everything below it the time of the server, moved on by what has passed since in this browser. `now` is ISO. */
export function ClockProvider({ now, today, children }: { now: string; today?: string; children: ReactNode }) {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const [base, opened] = [Date.parse(now), performance.now()];
    setAt(now);
    const timer = setInterval(() => setAt(new Date(base + performance.now() - opened).toISOString()), 15_000);
    return () => clearInterval(timer);
  }, [now]);
  const instant = new Date(at);
  return (
    <ClockContext.Provider value={{ now: instant, today: (today as Day | undefined) ?? dayOf(instant) }}>
      {children}
    </ClockContext.Provider>
  );
}

/** The current time, or null outside of a ClockProvider (the Shell is one). */
export const useClock = (): Clock | null => useContext(ClockContext);
