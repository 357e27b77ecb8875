"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./states.module.css";

/** What will appear here and one next step. `flush` when it already stands inside a card or table. */
export function EmptyState(props: { title: string; hint: string; action?: ReactNode; flush?: boolean }) {
  return (
    <div className={classes.empty} data-flush={props.flush || undefined}>
      <b>{props.title}</b>
      <p>{props.hint}</p>
      {props.action}
    </div>
  );
}

/** What failed, what is kept, again. `code` is the request id, shown short so that it can be read out. */
export function ErrorState(props: {
  title: string;
  hint?: string;
  code?: string;
  onRetry?: () => void;
  action?: ReactNode;
}) {
  return (
    <div className={classes.error} role="alert">
      <b>{props.title}</b>
      <p>
        {props.hint ?? "服务器出错，这一步没有生效。"}
        {props.code && <span className="ya-nw"> 编号 {shortCode(props.code)}，可发给管理员</span>}
      </p>
      {props.action ??
        (props.onRetry && (
          <Button size="xs" onClick={props.onRetry}>
            再试一次
          </Button>
        ))}
    </div>
  );
}

/** A request id as people read it out, and as the log can be searched for: how it begins, in capitals. */
export const shortCode = (requestId: string): string => requestId.slice(0, 8).toUpperCase();
