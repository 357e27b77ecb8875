"use client";

import { useLocalStorage } from "@mantine/hooks";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import Link from "next/link";
import { CentreSwitch } from "./centre-switch";
import type { NavArea, NavPage } from "./navigation";
import { Count, type Counts } from "./rail";
import { SavedViews } from "./saved-views";
import classes from "./shell.module.css";
import type { Centre, ShellActions } from "./types";

/** The pages of the area, with their counts; can be folded away, which this browser remembers. */
export function Panel(props: {
  area: NavArea;
  page?: NavPage;
  counts: Counts;
  centre: { current: number | null; options: readonly Centre[]; all?: boolean };
  actions: ShellActions;
}) {
  const { area, page, counts } = props;
  const [folded, fold] = useLocalStorage({ key: "ya-panel-folded", defaultValue: false });
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <aside className={classes.panel} data-folded={folded || undefined} aria-label={area.label}>
      {!folded && (
        <>
          <CentreSwitch {...props.centre} onSwitch={props.actions.switchCentre} />
          <h2 className={classes.panelTitle}>{area.label}</h2>
          <nav aria-label={`${area.label}的页面`}>
            {area.pages.map((p) => (
              <Link key={p.href} href={p.href} className={classes.page} aria-current={p === page ? "page" : undefined}>
                {p.label}
                <Count count={counts[p.href]} />
              </Link>
            ))}
          </nav>
          <SavedViews area={area} />
        </>
      )}
      <button type="button" className={classes.fold} aria-expanded={!folded} onClick={() => fold(!folded)}>
        <FoldIcon size={18} stroke={1.6} aria-hidden />
        <span className={folded ? "ya-sr" : undefined}>{folded ? "展开侧栏" : "收起侧栏"}</span>
      </button>
    </aside>
  );
}
