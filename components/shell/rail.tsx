"use client";

import { Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  IconHeartRateMonitor,
  IconHome,
  IconPackages,
  IconReceipt,
  IconSettings,
  IconSoup,
  IconUsers,
} from "@tabler/icons-react";
import Link from "next/link";
import { Logo } from "../marks/logo";
import type { NavArea, NavIcon } from "./navigation";
import classes from "./shell.module.css";

export const navIcons: Record<NavIcon, typeof IconHome> = {
  home: IconHome,
  users: IconUsers,
  soup: IconSoup,
  receipt: IconReceipt,
  heart: IconHeartRateMonitor,
  packages: IconPackages,
  settings: IconSettings,
};

export type Counts = Record<string, number | { n: number; hot: true }>;

const isHot = (area: NavArea, counts: Counts) =>
  area.pages.some((p) => {
    const count = counts[p.href];
    return typeof count === "object" && count.n > 0;
  });

/** The areas. On a tablet, where there is no panel, an area opens the list of its pages. */
export function Rail(props: { nav: readonly NavArea[]; current?: string; counts: Counts; path: string }) {
  const { nav, current, counts, path } = props;
  const tablet = useMediaQuery("screen and (max-width: 1199px)", false);
  return (
    <nav className={classes.rail} aria-label="主导航">
      <Link href="/" className={classes.logo} aria-label="月安，回到今日">
        <Logo />
      </Link>
      {nav.map((area) => {
        const Icon = navIcons[area.icon];
        const on = area.area === current;
        const face = (
          <>
            <Icon size={20} stroke={1.6} aria-hidden />
            <span>{area.label}</span>
            {isHot(area, counts) && (
              <i className={classes.dot}>
                <span className="ya-sr">有要紧的事</span>
              </i>
            )}
          </>
        );
        if (!tablet) {
          return (
            <Link key={area.area} href={area.pages[0]?.href ?? "/"} className={classes.area} data-on={on || undefined}>
              {face}
            </Link>
          );
        }
        return (
          <Menu key={area.area} position="right-start" width={180}>
            <Menu.Target>
              <button type="button" className={classes.area} data-on={on || undefined}>
                {face}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {area.pages.map((p) => (
                <Menu.Item
                  key={p.href}
                  component={Link}
                  href={p.href}
                  aria-current={p.href === path ? "page" : undefined}
                  rightSection={<Count count={counts[p.href]} />}
                >
                  {p.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        );
      })}
    </nav>
  );
}

export function Count({ count }: { count?: number | { n: number; hot: true } }) {
  const n = typeof count === "object" ? count.n : count;
  if (!n) return null;
  return (
    <span className={classes.count} data-hot={typeof count === "object" || undefined}>
      {n > 999 ? "999+" : n}
    </span>
  );
}
