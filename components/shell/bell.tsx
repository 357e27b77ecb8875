"use client";

import { Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { When } from "../time";
import classes from "./top-bar.module.css";
import type { ShellActions, ShellNotification } from "./types";
import { useAfter } from "./use-after";

/** The latest notices; opening one marks it read. */
export function Bell(props: { items: readonly ShellNotification[]; markRead: ShellActions["markRead"] }) {
  const { items, markRead } = props;
  const [open, setOpen] = useState(false);
  const after = useAfter();
  const unread = items.filter((item) => !item.read);
  return (
    <Popover opened={open} onChange={setOpen} width={340} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.iconButton}
          aria-label={unread.length > 0 ? `通知，${unread.length} 条没读` : "通知"}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconBell size={18} stroke={1.75} aria-hidden />
          {unread.length > 0 && <span className={classes.badge}>{unread.length > 99 ? "99+" : unread.length}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={classes.bellHead}>
          <b>通知</b>
          {unread.length > 0 && (
            <button type="button" onClick={() => after(markRead("all"))}>
              全部标为已读
            </button>
          )}
        </div>
        {items.length === 0 && <p className={classes.bellEmpty}>没有新通知。待办、预警和改动会出现在这里</p>}
        <ul className={classes.bellList}>
          {items.map((item) => (
            <li key={item.id} data-unread={!item.read || undefined}>
              <Link
                href={item.href ?? "/inbox"}
                onClick={() => {
                  setOpen(false);
                  if (!item.read) after(markRead([item.id]));
                }}
              >
                <span className={classes.bellTitle}>
                  <b>{item.title}</b>
                  {!item.read && <span className="ya-sr">没读</span>}
                  <When iso={item.at} />
                </span>
                {item.text}
              </Link>
            </li>
          ))}
        </ul>
        <Link className={classes.bellMore} href="/inbox" onClick={() => setOpen(false)}>
          全部消息
        </Link>
      </Popover.Dropdown>
    </Popover>
  );
}
