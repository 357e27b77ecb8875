"use client";

import { spotlight } from "@mantine/spotlight";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import Link from "next/link";
import { Fragment } from "react";
import { clockOf, isDay, shortDay, weekdayOf } from "@/lib/time";
import { useClock } from "../clock";
import { Bell } from "./bell";
import { type Crumb, useFrame } from "./crumbs";
import { Me } from "./me";
import type { NavArea, NavPage } from "./navigation";
import classes from "./top-bar.module.css";
import type { ShellActions, ShellNotification, ShellUser } from "./types";

type TopBarProps = {
  user: ShellUser;
  businessDay: string;
  notifications: readonly ShellNotification[];
  actions: ShellActions;
  staleSince?: string | null;
  place: { area?: NavArea; page?: NavPage };
  crumbs: readonly Crumb[];
};

/** Crumbs, search, business day with the live dot, bell, me. On a phone: the page's name, search, bell. */
export function TopBar(props: TopBarProps) {
  const { place, crumbs } = props;
  const trail: Crumb[] = [
    ...(place.area ? [{ label: place.area.label }] : []),
    ...(place.page ? [{ label: place.page.label, href: place.page.href }] : []),
    ...crumbs,
  ];
  const last = trail.at(-1);
  const title = useFrame()?.title;
  return (
    <section className={classes.top} aria-label="顶栏">
      <nav className={classes.crumbs} aria-label="所在位置">
        {trail.slice(0, -1).map((crumb) => (
          <Fragment key={`${crumb.label}${crumb.href}`}>
            {crumb.href ? <Link href={crumb.href}>{crumb.label}</Link> : <span>{crumb.label}</span>}
            <IconChevronRight size={13} stroke={1.75} aria-hidden />
          </Fragment>
        ))}
        {last && (
          <b aria-current="page" data-crumb>
            {last.label}
          </b>
        )}
        <b className={classes.phoneTitle} aria-hidden="true">
          {title ?? last?.label}
        </b>
      </nav>
      <button type="button" className={classes.search} onClick={() => spotlight.open()}>
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span>搜客户、菜品、计划、页面</span>
        <kbd>⌘</kbd>
        <kbd>K</kbd>
      </button>
      <Live day={props.businessDay} staleSince={props.staleSince} />
      <Bell items={props.notifications} markRead={props.actions.markRead} />
      <Me user={props.user} actions={props.actions} />
    </section>
  );
}

function Live({ day, staleSince }: { day: string; staleSince?: string | null }) {
  const clock = useClock();
  if (staleSince) {
    return (
      <span className={classes.live} data-stale role="status">
        <i />
        {clockOf(new Date(staleSince))} 的数据
      </span>
    );
  }
  return (
    <span className={classes.live} title={`营业日 ${day}`}>
      <i />
      {isDay(day) && `${shortDay(day)} ${weekdayOf(day)}`} {clock && clockOf(clock.now)}
    </span>
  );
}
