"use client";

import { column, DataTable } from "@/components/data-table";
import { StatusBadge, type StatusTone } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import { type ImportBatchStatus, importBatchStatusLabels } from "@/db/enums/system";
import type { Page } from "@/lib/page";

type Row = {
  id: number;
  kind: string;
  fileName: string;
  status: ImportBatchStatus;
  totalRows: number;
  successRows: number;
  failedRows: number;
  createdBy: string;
  createdAt: string;
};

export const batchTones: Record<ImportBatchStatus, StatusTone> = {
  uploaded: "new",
  checked: "partly",
  imported: "done",
  failed: "critical",
  undone: "returned",
};

const columns = [
  column<Row>("fileName", "文件"),
  column<Row>("kind", "种类"),
  column<Row>("totalRows", "数据行", undefined, { align: "right" }),
  column<Row>("successRows", "可导入", undefined, { align: "right" }),
  column<Row>("failedRows", "有错", undefined, { align: "right" }),
  column<Row>("createdBy", "谁导的"),
  column<Row>("createdAt", "时间", (row) => <When iso={row.createdAt} />),
  column<Row>("status", "状态", (row) => (
    <StatusBadge tone={batchTones[row.status]} label={importBatchStatusLabels[row.status]} />
  )),
];

export function BatchTable({ page, sort }: { page: Page<Row>; sort: string }) {
  return (
    <DataTable
      label="导入记录"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      onRowHref={(row) => `/import/${row.id}`}
      storageKey="imports"
      unit="次"
      empty={{ title: "还没有导入过", hint: "选一个文件试导入，结果会留在这里" }}
      toolbar={<b>导入记录</b>}
    />
  );
}
