"use client";

import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import { useUrlState } from "@/components/url-state";
import type { Page } from "@/lib/page";
import type { Entry } from "./entry";
import { EntryDrawer } from "./entry-drawer";

type Option = { value: string; label: string };

const failed = ["session.refused", "session.reused"];

const columns = [
  column<Entry>("createdAt", "时间", (row) => <When iso={row.createdAt} full />, { sortKey: "createdAt" }),
  column<Entry>("actorName", "谁"),
  column<Entry>("text", "做了什么", (row) =>
    failed.includes(row.action) ? <StatusBadge tone="off" label={row.text} /> : row.text,
  ),
  column<Entry>("subject", "对象", (row) => row.subject ?? ""),
  column<Entry>("changes", "改动", (row) => <span className="ya-m">{summaryOf(row)}</span>),
  column<Entry>("centre", "中心", (row) => row.centre ?? ""),
  column<Entry>("ipAddress", "来自", (row) => row.ipAddress ?? "", { defaultHidden: true }),
  column<Entry>("requestId", "请求编号", (row) => row.requestId.slice(0, 8), { defaultHidden: true }),
];

function summaryOf({ changes, facts }: Entry): string {
  const [first] = changes;
  if (first && changes.length === 1 && first.before !== null)
    return `${first.label}：${short(first.before)} → ${short(first.after ?? "空")}`;
  if (changes.length > 0) {
    const labels = [...new Set(changes.map((change) => change.label))];
    return labels.length > 4 ? `${labels.slice(0, 4).join("、")}等 ${labels.length} 项` : labels.join("、");
  }
  return facts.map((fact) => `${fact.label} ${short(fact.value)}`).join("，");
}

const short = (text: string) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

export function LogsTable(props: {
  page: Page<Entry>;
  sort: string;
  opened: Entry | null;
  choices: { people: Option[]; actions: Option[]; entities: Option[]; centres: Option[] };
  canExport: boolean;
}) {
  const { page, sort, opened, choices } = props;
  const url = useUrlState();
  const exported = new URLSearchParams(url.query);
  exported.delete("open");
  const withOpen = (id: number | null) =>
    url.href({ open: id === null ? null : String(id), page: url.query.get("page") });
  return (
    <>
      <DataTable
        label="操作日志"
        columns={columns}
        page={page}
        sort={sort}
        defaultSort="-createdAt"
        rowKey={(row) => row.id}
        onRowHref={(row) => withOpen(row.id)}
        currentKey={opened?.id ?? null}
        storageKey="logs"
        exportHref={props.canExport ? `/api/operation-logs/export?${exported}` : undefined}
        empty={{ title: "没有这样的记录", hint: "放宽日期或换个条件。每一次改动和登录都会记在这里" }}
        toolbar={
          <FilterBar
            search={{ param: "request_id", placeholder: "请求编号" }}
            filters={[
              { param: "actor_user_id", label: "谁", type: "select", options: choices.people },
              { param: "date", label: "日期", type: "daterange" },
              { param: "entity", label: "对象", type: "select", options: choices.entities },
              { param: "action", label: "动作", type: "select", options: choices.actions },
              { param: "centre_id", label: "中心", type: "select", options: choices.centres },
              { param: "failed", label: "登录失败", type: "bool" },
            ]}
          />
        }
      />
      <EntryDrawer
        entry={opened}
        onClose={() => url.set({ open: null, page: url.query.get("page") }, { replace: true })}
      />
    </>
  );
}
