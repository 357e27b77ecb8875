"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { servicePackageKindLabels, servicePackageKinds } from "@/db/enums/packages";
import type { Page } from "@/lib/page";
import { FormModal } from "../../customers/_components/form-modal";
import { EditPackageForm } from "./package-form";
import type { Row } from "./row";

export function PackagesTable(props: { page: Page<Row>; sort: string }) {
  const [editing, edit] = useState<Row | null>(null);
  const columns = [
    column<Row>("name", "套餐", (row) => <b>{row.name}</b>, { sortKey: "name" }),
    column<Row>("kind", "种类", (row) => servicePackageKindLabels[row.kind]),
    column<Row>("durationDays", "天数", (row) => row.durationDays, { align: "right" }),
    column<Row>("price", "价格", (row) => <Money fen={row.price} />, { sortKey: "price", align: "right" }),
    column<Row>("centre", "适用", (row) => row.centre),
    column<Row>("description", "内容", (row) => row.description ?? ""),
    column<Row>("soldCount", "签过", (row) => `${row.soldCount} 份`, { align: "right" }),
    column<Row>("isActive", "状态", (row) => (
      <StatusBadge tone={row.isActive ? "done" : "cancelled"} label={row.isActive ? "在售" : "停售"} />
    )),
    column<Row>(
      "acts",
      "操作",
      (row) =>
        row.mayEdit && (
          <Button size="xs" onClick={() => edit(row)}>
            修改
          </Button>
        ),
      { hideable: false },
    ),
  ];
  return (
    <>
      <DataTable
        label="套餐"
        columns={columns}
        page={props.page}
        sort={props.sort}
        defaultSort="-id"
        rowKey={(row) => row.id}
        rowLabel={(row) => row.name}
        storageKey="packages"
        unit="个"
        empty={{ title: "还没有套餐", hint: "新建后，登记客户时就能签" }}
        toolbar={
          <FilterBar
            search={{ param: "search", placeholder: "套餐名称" }}
            filters={[
              {
                param: "kind",
                label: "种类",
                type: "select",
                options: servicePackageKinds.map((value) => ({ value, label: servicePackageKindLabels[value] })),
              },
              { param: "is_active", label: "只看在售", type: "bool" },
            ]}
          />
        }
      />
      <FormModal opened={editing !== null} onClose={() => edit(null)} title="修改套餐" wide>
        {editing && <EditPackageForm row={editing} onDone={() => edit(null)} />}
      </FormModal>
    </>
  );
}
