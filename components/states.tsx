"use client";

import { Button, Skeleton } from "@mantine/core";
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

const widths = ["62%", "84%", "47%", "71%", "55%", "78%"];

/** A table that has not come yet, in its real layout. */
export function TableSkeleton({ rows = 12, columns = 6 }: { rows?: number; columns?: number }) {
  return (
    <div className={classes.table} aria-busy="true" aria-label="正在读取" role="status">
      {Array.from({ length: rows + 1 }, (_, r) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={r} className={classes.tableRow} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
          {Array.from({ length: columns }, (_, c) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={c} height={12} radius={6} width={widths[(r + c) % widths.length]} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Cards that have not come yet. */
export function CardsSkeleton({ count = 3, lines = 4 }: { count?: number; lines?: number }) {
  return (
    <div className={classes.cards} aria-busy="true" aria-label="正在读取" role="status">
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={i} className={classes.card}>
          {Array.from({ length: lines }, (_, l) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={l} height={12} radius={6} width={widths[(i + l) % widths.length]} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** A page that has not come yet: title, bar, table. For loading.tsx. */
export function PageSkeleton({ rows = 12, columns = 7 }: { rows?: number; columns?: number }) {
  return (
    <div>
      <div className={classes.head}>
        <Skeleton height={24} width={160} radius={6} />
        <Skeleton height={32} width={104} radius={6} />
      </div>
      <TableSkeleton rows={rows} columns={columns} />
    </div>
  );
}
