"use client";

import { SegmentedControl } from "@mantine/core";
import { useUrlState } from "@/components/url-state";

/** For those whose permissions give them more than one home. */
export function HomeSwitch({ views, view }: { views: readonly { value: string; label: string }[]; view: string }) {
  const url = useUrlState();
  return (
    <SegmentedControl
      aria-label="今日"
      value={view}
      onChange={(next) => url.set({ view: next === views[0]?.value ? null : next })}
      data={[...views]}
    />
  );
}
