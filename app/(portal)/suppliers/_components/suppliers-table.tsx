"use client";

import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { supplierStatuses, supplierStatusLabels } from "@/db/enums/purchasing";
import type { SupplierOut } from "@/domain/purchasing/suppliers/schema";
import type { Page } from "@/lib/page";

type Row = Omit<SupplierOut, "createdAt" | "updatedAt" | "archivedAt"> & { isArchived: boolean };

export function SuppliersTable(props: { page: Page<Row>; sort: string }) {
  const columns = [
    column<Row>("name", "供应商", (row) => <b>{row.name}</b>, { sortKey: "name" }),
    column<Row>("contactName", "联系人", (row) => row.contactName ?? "—", { phone: true }),
    column<Row>("phone", "电话", (row) => row.phone ?? "—"),
    column<Row>("leadDays", "提前", (row) => (row.leadDays === 0 ? "当天到" : `${row.leadDays} 天`), {
      sortKey: "leadDays",
      align: "right",
      phone: true,
    }),
    column<Row>("termDays", "账期", (row) => (row.termDays === 0 ? "现结" : `${row.termDays} 天`), { align: "right" }),
    column<Row>("itemCount", "目录", (row) => `${row.itemCount} 种`, { align: "right" }),
    column<Row>("licenseExpiresOn", "许可证到期", (row) => row.licenseExpiresOn ?? "—", { defaultHidden: true }),
    column<Row>("status", "状态", (row) => (
      <StatusBadge tone={row.status === "active" ? "done" : "cancelled"} label={supplierStatusLabels[row.status]} />
    )),
  ];
  return (
    <DataTable
      label="供应商"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="name"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.name}
      onRowHref={(row) => `/suppliers/${row.id}`}
      storageKey="suppliers"
      unit="家"
      empty={{ title: "还没有供应商", hint: "新建后填目录，采购建议就知道向谁买" }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "名称、联系人" }}
          filters={[
            {
              param: "status",
              label: "状态",
              type: "select",
              options: supplierStatuses.map((value) => ({ value, label: supplierStatusLabels[value] })),
            },
            { param: "archived", label: "只看归档的", type: "bool" },
          ]}
        />
      }
    />
  );
}
