"use client";

import { useMantineColorScheme } from "@mantine/core";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { ClockProvider } from "../clock";
import { BottomBar } from "./bottom-bar";
import { type Command, CommandPalette } from "./command-palette";
import { FrameProvider, useFrame } from "./crumbs";
import { type NavArea, placeOf } from "./navigation";
import { Panel } from "./panel";
import { Rail } from "./rail";
import classes from "./shell.module.css";
import { TopBar } from "./top-bar";
import type { Centre, ShellActions, ShellNotification, ShellUser } from "./types";

export type ShellProps = {
  /** navigationFor(permissions) */
  nav: readonly NavArea[];
  user: ShellUser;
  /** `current` null is all centres, offered when `all` is true. */
  centre: { current: number | null; options: readonly Centre[]; all?: boolean };
  /** "2026-11-19" */
  businessDay: string;
  /** ISO instant of this request. */
  now: string;
  /** Beside a page of the panel, by address; `hot` is the red pill, and a dot on the area. */
  counts?: Record<string, number | { n: number; hot: true }>;
  notifications: readonly ShellNotification[];
  actions: ShellActions;
  /** The `>` actions of the command palette. */
  commands?: readonly Command[];
  /** Addresses of the phone's bottom bar (4; the fifth is 更多); default: the first page of each area. */
  bottom?: readonly string[];
  /** The live stream is lost since then (ISO). */
  staleSince?: string | null;
  children: ReactNode;
};

/** Pages that take the whole screen, such as the kitchen's wall: no rail, no bars, no palette. */
const wholeScreen: ReadonlySet<string> = new Set(["/kitchen/wall"]);

/** Rail, panel, top bar, bottom bar and command palette around every page of the portal. */
export function Shell(props: ShellProps) {
  return (
    <ClockProvider now={props.now} today={props.businessDay}>
      <FrameProvider>
        <Frame {...props} />
      </FrameProvider>
    </ClockProvider>
  );
}

function Frame(props: ShellProps) {
  const { nav, user, counts = {}, actions, children } = props;
  const path = usePathname();
  const frame = useFrame();
  const place = placeOf(nav, path);
  useTheme(user);
  if (wholeScreen.has(path))
    return (
      <main id="content" className={classes.whole}>
        {children}
      </main>
    );
  return (
    <div className={classes.app} data-panel={frame?.panelOff || !place.area ? "off" : "on"}>
      <a className={classes.skip} href="#content">
        跳到内容
      </a>
      <Rail nav={nav} current={place.area?.area} counts={counts} path={path} />
      {place.area && !frame?.panelOff && (
        <Panel area={place.area} page={place.page} counts={counts} centre={props.centre} actions={actions} />
      )}
      <div className={classes.main}>
        <TopBar
          {...props}
          staleSince={props.staleSince ?? frame?.staleSince}
          place={place}
          crumbs={frame?.crumbs ?? []}
        />
        <main id="content" className={classes.content} tabIndex={-1}>
          {children}
        </main>
      </div>
      <BottomBar {...props} path={path} />
      <CommandPalette nav={nav} commands={props.commands} search={actions.search} />
    </div>
  );
}

/** The account's theme wins over what this browser remembers, so that a new device looks as chosen. */
function useTheme(user: ShellUser) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the account's choice changes, not while it is being switched here
  useEffect(() => {
    if (colorScheme !== user.colorTheme) setColorScheme(user.colorTheme);
  }, [user.colorTheme]);
}
