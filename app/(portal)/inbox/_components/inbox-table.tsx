"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import type { Page } from "@/lib/page";
import { markReadAction } from "../actions";

type Row = {
  id: number;
  title: string;
  content: string;
  link: string | null;
  status: "unread" | "read";
  createdAt: string;
};

const columns = [
  column<Row>("title", "消息", (row) =>
    row.link ? (
      <Link href={row.link} onClick={() => void markReadAction({ id: row.id })}>
        {row.title}
      </Link>
    ) : (
      row.title
    ),
  ),
  column<Row>("content", "内容"),
  column<Row>("createdAt", "时间", (row) => <When iso={row.createdAt} />, { width: 120 }),
  column<Row>("status", "状态", (row) =>
    row.status === "unread" ? <StatusBadge tone="new" label="未读" /> : <StatusBadge tone="done" label="已读" />,
  ),
];

export function InboxTable({ page, sort }: { page: Page<Row>; sort: string }) {
  return (
    <DataTable
      label="消息"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      storageKey="inbox"
      empty={{ title: "没有消息", hint: "需要您知道或处理的事会出现在这里" }}
      toolbar={
        <FilterBar
          tabs={{
            param: "status",
            items: [
              { value: "", label: "全部" },
              { value: "unread", label: "未读" },
              { value: "read", label: "已读" },
            ],
          }}
          summary={
            page.rows.some((row) => row.status === "unread") && (
              <Button size="xs" onClick={() => void markReadAction({})}>
                全部标为已读
              </Button>
            )
          }
        />
      }
    />
  );
}
