"use client";

import { Drawer } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import classes from "./bottom-bar.module.css";
import { CentreSwitch } from "./centre-switch";
import { Avatar, ThemeSwitch } from "./me";
import { type NavArea, type NavPage, placeOf } from "./navigation";
import { Count, type Counts, navIcons } from "./rail";
import type { Centre, ShellActions, ShellUser } from "./types";
import { useAfter } from "./use-after";

/** Phone: four places of one's own and 更多, which holds everything else. */
export function BottomBar(props: {
  nav: readonly NavArea[];
  bottom?: readonly string[];
  counts?: Counts;
  user: ShellUser;
  centre: { current: number | null; options: readonly Centre[]; all?: boolean };
  actions: ShellActions;
  path: string;
}) {
  const { nav, path, user, actions, counts = {} } = props;
  const [open, setOpen] = useState(false);
  const after = useAfter();
  const here = placeOf(nav, path);
  const places = placesOf(nav, props.bottom);
  return (
    <>
      <nav className={classes.bottom} aria-label="底部导航">
        {places.map(({ area, page, byArea }) => {
          const Icon = navIcons[area.icon];
          const on = byArea ? here.area?.area === area.area : here.page?.href === page.href;
          return (
            <Link key={page.href} href={page.href} aria-current={on ? "page" : undefined}>
              <Icon size={23} stroke={1.7} aria-hidden />
              {byArea ? area.label : page.label}
            </Link>
          );
        })}
        <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
          <IconMenu2 size={23} stroke={1.7} aria-hidden />
          更多
        </button>
      </nav>
      <Drawer opened={open} onClose={() => setOpen(false)} position="bottom" size="85%" withOverlay title="更多">
        <div className={classes.sheet}>
          <div className={classes.sheetMe}>
            <Avatar user={user} />
            <span>
              <b>{user.name}</b> {user.title}
            </span>
            <Link href="/me" onClick={() => setOpen(false)}>
              我的账号
            </Link>
            <button type="button" onClick={() => after(actions.signOut())}>
              退出
            </button>
          </div>
          <CentreSwitch {...props.centre} onSwitch={actions.switchCentre} />
          <ThemeSwitch setTheme={actions.setTheme} />
          {nav.map((area) => (
            <section key={area.area}>
              <h2>{area.label}</h2>
              {area.pages.map((p) => (
                <Link key={p.href} href={p.href} className={classes.page} onClick={() => setOpen(false)}>
                  {p.label}
                  <Count count={counts[p.href]} />
                </Link>
              ))}
            </section>
          ))}
        </div>
      </Drawer>
    </>
  );
}

type BottomPlace = { area: NavArea; page: NavPage; byArea: boolean };

function placesOf(nav: readonly NavArea[], chosen: readonly string[] | undefined): BottomPlace[] {
  const own = (chosen ?? []).flatMap((href): BottomPlace[] => {
    const { area, page } = placeOf(nav, href);
    return area && page ? [{ area, page, byArea: false }] : [];
  });
  const areas = nav.flatMap((area): BottomPlace[] => {
    const page = area.pages[0];
    return page ? [{ area, page, byArea: true }] : [];
  });
  return (own.length > 0 ? own : areas).slice(0, 4);
}
