"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useSyncExternalStore, useTransition } from "react";

/** What changes in the query: a value, several, or null to take the parameter out. */
export type UrlChange = Record<string, string | readonly string[] | null>;

let waiting = 0;
const listeners = new Set<() => void>();
const tell = (step: 1 | -1) => {
  waiting += step;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** True while a change of the URL made by useUrlState is on its way, wherever on the page it was made. */
export const useUrlPending = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => waiting > 0,
    () => false,
  );

/**
 * The query string as state. `set` keeps what it does not name; any change but one of the page goes back to page 1.
 * Choosing pushes history; typing should pass `replace`.
 */
export function useUrlState() {
  const [router, path, query] = [useRouter(), usePathname(), useSearchParams()];
  const [pending, start] = useTransition();
  useEffect(() => {
    if (!pending) return;
    tell(1);
    return () => tell(-1);
  }, [pending]);

  const href = useCallback(
    (change: UrlChange) => {
      const next = new URLSearchParams(query);
      if (!("page" in change)) next.delete("page");
      for (const [name, value] of Object.entries(change)) {
        next.delete(name);
        if (value === null || value === "") continue;
        for (const one of typeof value === "string" ? [value] : value) next.append(name, one);
      }
      const text = next.toString();
      return text ? `${path}?${text}` : path;
    },
    [path, query],
  );
  const set = useCallback(
    (change: UrlChange, how?: { replace?: boolean }) =>
      start(() => {
        if (how?.replace) router.replace(href(change), { scroll: false });
        else router.push(href(change), { scroll: false });
      }),
    [href, router],
  );
  const refresh = useCallback(() => start(() => router.refresh()), [router]);
  return { query, href, set, refresh, pending };
}
