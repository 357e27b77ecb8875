"use client";

import { ConfirmButton } from "@/components/confirm";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge, type StatusTone } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import { type JobStatus, jobStatuses, jobStatusLabels } from "@/db/enums/system";
import type { Page } from "@/lib/page";
import { retryJobAction } from "../actions";

type Row = {
  id: number;
  label: string;
  status: JobStatus;
  error: string | null;
  attempts: number;
  startedAt: string | null;
  seconds: number | null;
};

const tones: Record<JobStatus, StatusTone> = {
  queued: "waiting",
  running: "running",
  done: "done",
  failed: "critical",
  cancelled: "cancelled",
};

export function JobsTable({ page, sort, canRetry }: { page: Page<Row>; sort: string; canRetry: boolean }) {
  const columns = [
    column<Row>("label", "任务"),
    column<Row>("startedAt", "开始", (row) => (row.startedAt ? <When iso={row.startedAt} /> : "还没开始")),
    column<Row>("seconds", "用时", (row) => (row.seconds === null ? "" : `${row.seconds} 秒`), { align: "right" }),
    column<Row>("attempts", "次数", undefined, { align: "right" }),
    column<Row>("error", "失败原因", (row) => row.error ?? ""),
    column<Row>("status", "状态", (row) => (
      <StatusBadge tone={tones[row.status]} label={jobStatusLabels[row.status]} />
    )),
    column<Row>("again", "操作", (row) =>
      canRetry && row.status === "failed" ? (
        <ConfirmButton
          size="xs"
          danger={false}
          label="重试"
          title={`再运行一次“${row.label}”？`}
          verb="再运行一次"
          onConfirm={() => retryJobAction({ id: row.id })}
        />
      ) : null,
    ),
  ];
  return (
    <DataTable
      label="任务"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      storageKey="jobs"
      empty={{ title: "还没有运行过任务", hint: "定时任务运行后会留下记录" }}
      toolbar={
        <FilterBar
          filters={[
            {
              param: "status",
              label: "状态",
              type: "select",
              options: jobStatuses.map((value) => ({ value, label: jobStatusLabels[value] })),
            },
          ]}
        />
      }
    />
  );
}
