"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

type Guard = { count: number; ask: (go: () => void) => void };

const guards = new Set<Guard>();

/** Runs `go` at once, or after the user agrees to lose what is not saved. For every navigation that is not a link. */
export function leaveThen(go: () => void): void {
  const guard = [...guards].find((g) => g.count > 0);
  if (guard) guard.ask(go);
  else go();
}

/** Warns before unsaved work is left: links, back button, closing the tab. `count` is how many fields are not saved. */
export function UnsavedGuard({ count }: { count: number }) {
  const router = useRouter();
  const [waiting, setWaiting] = useState<{ go: () => void } | null>(null);
  const guard = useRef<Guard>({ count, ask: (go) => setWaiting({ go }) });
  guard.current.count = count;
  const dirty = count > 0;
  const leaving = useRef(false);

  useEffect(() => {
    const own = guard.current;
    guards.add(own);
    return () => {
      guards.delete(own);
    };
  }, []);

  useEffect(() => {
    if (!dirty) return;
    leaving.current = false;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || link.target === "_blank" || link.hasAttribute("download"))
        return;
      const to = new URL(link.href, location.href);
      if (to.origin !== location.origin || to.href === location.href || samePage(to)) return;
      event.preventDefault();
      event.stopPropagation();
      setWaiting({ go: () => router.push(to.pathname + to.search + to.hash) });
    };
    // Of back and forward only the Navigation API lets a page say no; where it is missing, they leave without asking.
    const onTraverse = (event: NavigateEvent) => {
      if (
        event.navigationType !== "traverse" ||
        !event.cancelable ||
        leaving.current ||
        samePage(new URL(event.destination.url))
      )
        return;
      event.preventDefault();
      setWaiting({ go: () => window.navigation.traverseTo(event.destination.key) });
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    window.navigation?.addEventListener("navigate", onTraverse);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
      window.navigation?.removeEventListener("navigate", onTraverse);
    };
  }, [dirty, router]);

  const leave = () => {
    guard.current.count = 0;
    leaving.current = true;
    const go = waiting?.go;
    setWaiting(null);
    go?.();
  };
  return (
    <Modal opened={waiting !== null} onClose={() => setWaiting(null)} title={`改了 ${count} 处，没保存`} size="sm">
      <p>离开后这些改动就没有了。留下可以接着改，或先保存。</p>
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="dangerLine" onClick={leave}>
          不保存，离开
        </Button>
        <Button variant="filled" data-autofocus onClick={() => setWaiting(null)}>
          留下
        </Button>
      </Group>
    </Modal>
  );
}

const samePage = (to: URL) => to.pathname === location.pathname && to.search === location.search;
