"use client";

import { SegmentedControl } from "@mantine/core";
import { useUrlState } from "@/components/url-state";

/** Dishes to cook, or what they take from the store. */
export function ViewSwitch({ view }: { view: "dishes" | "ingredients" }) {
  const url = useUrlState();
  return (
    <SegmentedControl
      size="xs"
      aria-label="看法"
      value={view}
      onChange={(next) => url.set({ view: next === "dishes" ? null : next })}
      data={[
        { value: "dishes", label: "按菜" },
        { value: "ingredients", label: "按食材" },
      ]}
    />
  );
}
