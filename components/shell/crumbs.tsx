"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

export type Crumb = { label: string; href?: string };

type Frame = {
  crumbs: readonly Crumb[];
  setCrumbs: (crumbs: readonly Crumb[]) => void;
  panelOff: boolean;
  setPanelOff: (off: boolean) => void;
  /** The h1 of the page, which a phone shows in its header instead. */
  title: string | null;
  setTitle: (title: string | null) => void;
  /** Since when the page hears nothing from the server any more (ISO); the top bar says so. */
  staleSince: string | null;
  setStaleSince: (since: string | null) => void;
};

const FrameContext = createContext<Frame | null>(null);

/** Lets a page say its crumbs, and that it wants the width of the panel, to the shell around it. */
export function FrameProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  const [panelOff, setPanelOff] = useState(false);
  const [title, setTitle] = useState<string | null>(null);
  const [staleSince, setStaleSince] = useState<string | null>(null);
  const frame = useMemo(
    () => ({ crumbs, setCrumbs, panelOff, setPanelOff, title, setTitle, staleSince, setStaleSince }),
    [crumbs, panelOff, title, staleSince],
  );
  return <FrameContext.Provider value={frame}>{children}</FrameContext.Provider>;
}

export const useFrame = (): Frame | null => useContext(FrameContext);

/** Crumbs below the page of the navigation: 客户 › 客户档案 › **林知夏**. */
export function useCrumbs(crumbs: readonly Crumb[]): void {
  const set = useFrame()?.setCrumbs;
  const said = JSON.stringify(crumbs);
  useEffect(() => {
    set?.(JSON.parse(said) as Crumb[]);
    return () => set?.([]);
  }, [set, said]);
}

/** Says the title to the header of a phone; true when there is one to show it. */
export function useTitle(title: string | null): boolean {
  const set = useFrame()?.setTitle;
  useEffect(() => {
    set?.(title);
    return () => set?.(null);
  }, [set, title]);
  return set !== undefined && title !== null;
}

/** Put into a page that needs the whole width, such as the plan editor: no panel beside it. */
export function HidePanel() {
  const set = useFrame()?.setPanelOff;
  useEffect(() => {
    set?.(true);
    return () => set?.(false);
  }, [set]);
  return null;
}
