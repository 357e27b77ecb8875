"use client";

import { useCrumbs, useTitle } from "@/components/shell/crumbs";

/** The page has its own header; the bar above and the browser's tab still say whose file this is. */
export function DetailCrumbs({ name }: { name: string }) {
  useCrumbs([{ label: name }]);
  useTitle(name);
  return null;
}
