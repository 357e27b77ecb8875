"use client";

import { Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconUserCircle } from "@tabler/icons-react";
import Link from "next/link";
import { type ColorTheme, colorThemes } from "../color-theme";
import { leaveThen } from "../unsaved";
import classes from "./top-bar.module.css";
import type { ShellActions, ShellUser } from "./types";
import { useAfter } from "./use-after";

/** Who is signed in: theme, account, sign out. */
export function Me({ user, actions }: { user: ShellUser; actions: ShellActions }) {
  return (
    <Menu width={220} position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={classes.me} aria-label={`${user.name}，${user.title}，我的菜单`}>
          <Avatar user={user} />
          <span>
            <b>{user.name}</b>
            {user.title}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>外观</Menu.Label>
        <div className={classes.theme}>
          <ThemeSwitch setTheme={actions.setTheme} />
        </div>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          href="/me"
          leftSection={<IconUserCircle size={16} stroke={1.75} />}
          closeMenuOnClick
        >
          我的账号
        </Menu.Item>
        <SignOut signOut={actions.signOut} />
      </Menu.Dropdown>
    </Menu>
  );
}

function SignOut({ signOut }: { signOut: ShellActions["signOut"] }) {
  const after = useAfter();
  return (
    <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => leaveThen(() => after(signOut()))}>
      退出
    </Menu.Item>
  );
}

/** Light, dark or as the system; at once here, and kept in the account. */
export function ThemeSwitch({ setTheme }: { setTheme: ShellActions["setTheme"] }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const after = useAfter();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label="外观"
      value={colorScheme}
      data={[...colorThemes]}
      onChange={(value) => {
        setColorScheme(value as ColorTheme);
        after(setTheme(value as ColorTheme));
      }}
    />
  );
}

export function Avatar({ user }: { user: ShellUser }) {
  if (user.avatar) {
    // biome-ignore lint/performance/noImgElement: a 28 px picture from our own storage needs no optimiser
    return <img className={classes.avatar} src={user.avatar} alt="" width={28} height={28} />;
  }
  return (
    <span className={classes.avatar} aria-hidden="true">
      {user.name.slice(-2, -1) || user.name}
    </span>
  );
}
