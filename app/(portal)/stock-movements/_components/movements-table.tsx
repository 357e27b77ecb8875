"use client";

import Link from "next/link";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { Money } from "@/components/money";
import { When } from "@/components/time";
import { useUrlState } from "@/components/url-state";
import { stockMovementTypeLabels, stockMovementTypes } from "@/db/enums/inventory";
import type { MovementOut } from "@/domain/inventory/movements/schema";
import type { Page } from "@/lib/page";
import { DocumentActs } from "../../inventory/_components/document-acts";
import { amountText } from "../../inventory/_components/words";

type Row = Omit<MovementOut, "createdAt"> & { createdAt: string };

/** The ledger, newest first; a posted document can be undone from its row. */
export function MovementsTable(props: {
  page: Page<Row>;
  sort: string;
  warehouses: { value: string; label: string }[];
  mayReverse: boolean;
  /** Set while only so many days up to today are shown because nothing was asked for. */
  recentDays?: number;
  isAll: boolean;
  exportHref?: string;
}) {
  const url = useUrlState();
  const columns = [
    column<Row>("itemName", "物料", (row) => <b>{row.itemName}</b>),
    column<Row>("createdAt", "时间", (row) => <When iso={row.createdAt} />, { sortKey: "id", phone: true }),
    column<Row>("movementType", "种类", (row) => stockMovementTypeLabels[row.movementType], { phone: true }),
    column<Row>(
      "quantity",
      "数量",
      (row) => `${row.quantity > 0 ? "+" : "−"}${amountText(Math.abs(row.quantity), row.unit)}`,
      {
        align: "right",
        phone: true,
      },
    ),
    column<Row>("quantityAfter", "之后结存", (row) => amountText(row.quantityAfter, row.unit), { align: "right" }),
    column<Row>("warehouseName", "仓库", (row) => row.warehouseName),
    column<Row>("lotNo", "批次", (row) => row.lotNo),
    column<Row>("cost", "成本", (row) => (row.cost === null ? "—" : <Money fen={Math.abs(row.cost)} />), {
      align: "right",
    }),
    column<Row>("documentNumber", "单据", (row) => (
      <Link href={`/inventory/documents/${row.documentId}`}>{row.documentNumber}</Link>
    )),
    column<Row>("reason", "原因", (row) => row.reason ?? ""),
    column<Row>("createdBy", "经手", (row) => row.createdBy ?? "系统", { defaultHidden: true }),
    column<Row>(
      "acts",
      "操作",
      (row) =>
        row.documentStatus === "reversed" ? (
          <span className="ya-note">已冲销</span>
        ) : (
          <DocumentActs
            id={row.documentId}
            number={row.documentNumber}
            kind={row.documentKind}
            status={row.documentStatus}
            version={0}
            isReversal={row.reversesId !== null}
            mayEdit={false}
            mayReverse={props.mayReverse}
            size="xs"
          />
        ),
      { hideable: false },
    ),
  ];
  return (
    <DataTable
      label="出入库流水"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowLabel={(row) => `${row.documentNumber} ${row.itemName}`}
      rowTone={(row) => (row.documentStatus === "reversed" || row.reversesId !== null ? "muted" : undefined)}
      storageKey="stock-movements"
      unit="笔"
      exportHref={props.exportHref}
      empty={{
        title: props.recentDays === undefined ? "没有这样的流水" : `最近 ${props.recentDays} 天没有这样的流水`,
        hint: "换个筛选条件，或先做一张入库单",
      }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "物料、单号、批号" }}
          filters={[
            { param: "warehouse_id", label: "仓库", type: "select", options: props.warehouses },
            {
              param: "movement_type",
              label: "种类",
              type: "select",
              options: stockMovementTypes.map((value) => ({ value, label: stockMovementTypeLabels[value] })),
            },
            { param: "day", label: "日期", type: "daterange" },
          ]}
          summary={
            (props.recentDays !== undefined || props.isAll) && (
              <>
                {props.isAll ? "从第一笔起" : `最近 ${props.recentDays} 天`}，
                <Link href={url.href({ range: props.isAll ? null : "all" })} scroll={false}>
                  {props.isAll ? "只看最近的" : "看更早的"}
                </Link>
              </>
            )
          }
        />
      }
    />
  );
}
