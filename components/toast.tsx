"use client";

import { notifications } from "@mantine/notifications";
import { IconArrowBackUp } from "@tabler/icons-react";
import { StatusGlyph } from "./marks/status-badge";
import classes from "./toast.module.css";

type ToastOptions = {
  /** Takes it back; shown as 撤销. A promise is awaited and its failure said. */
  undo?: () => unknown;
  tone?: "done" | "off";
  /** Replaces an earlier toast of the same id. */
  id?: string;
  /** Stays until it is replaced or hidden, e.g. while offline. */
  standing?: boolean;
};

/** Says what happened, bottom left, for 8 s, with 撤销 where it can be taken back. Errors that need action stay in place instead. */
export function toast(message: string, options: ToastOptions = {}): string {
  const { undo, tone = "done", standing } = options;
  made += 1;
  const id = options.id ?? `toast-${made}`;
  const takeBack = async () => {
    notifications.hide(id);
    try {
      await undo?.();
    } catch {
      toast("没能撤销，网络断了或已有人接着改。请到原处改回来", { tone: "off" });
    }
  };
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: standing ? false : 8000,
    withCloseButton: false,
    classNames: { root: classes.root, body: classes.body },
    message: (
      <span className={classes.line}>
        <StatusGlyph tone={tone} size={15} />
        <span>{message}</span>
        {undo && (
          <button type="button" className={classes.undo} onClick={() => void takeBack()}>
            <IconArrowBackUp size={15} stroke={1.75} aria-hidden />
            撤销
          </button>
        )}
      </span>
    ),
  });
  return id;
}

let made = 0;
