"use client";

import { useSearchParams } from "next/navigation";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import type { Page } from "@/lib/page";

type Row = {
  id: number;
  label: string;
  description: string | null;
  isBuiltin: boolean;
  users: number;
  permissions: number;
};

const columns = [
  column<Row>("label", "角色", (row) => <b>{row.label}</b>, { sortKey: "label" }),
  column<Row>("kind", "来历", (row) => (row.isBuiltin ? "系统自带" : "自建")),
  column<Row>("description", "说明", (row) => row.description ?? ""),
  column<Row>("permissions", "权限", (row) => `${row.permissions} 项`, { align: "right" }),
  column<Row>("users", "使用人数", (row) => `${row.users} 位`, { align: "right" }),
];

export function RolesTable({ page, sort, canExport }: { page: Page<Row>; sort: string; canExport: boolean }) {
  const query = useSearchParams();
  return (
    <DataTable
      label="角色"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="id"
      rowKey={(row) => row.id}
      onRowHref={(row) => `/roles/${row.id}`}
      storageKey="roles"
      unit="个"
      exportHref={canExport ? `/api/roles/export?${query}` : undefined}
      empty={{ title: "没有这样的角色", hint: "换个名字找，或者新建一个" }}
      toolbar={<FilterBar search={{ param: "search", placeholder: "角色名称" }} />}
    />
  );
}
