"use client";

import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { itemKindLabels, itemKinds } from "@/db/enums/inventory";
import { stockStatuses, stockStatusLabels } from "@/domain/inventory/stock/rules";
import type { StockOut } from "@/domain/inventory/stock/schema";
import type { Page } from "@/lib/page";
import { addDays, type Day, shortDay } from "@/lib/time";
import { amountText, expiryText, stockTones } from "./words";

type Row = Omit<StockOut, "updatedAt">;
type Option = { value: string; label: string };

/** Items by warehouse: what can be used, for how long it lasts and when it ends. */
export function StockTable(props: {
  page: Page<Row>;
  sort: string;
  today: Day;
  warehouses: Option[];
  exportHref?: string;
}) {
  const { today } = props;
  const columns = [
    column<Row>("itemName", "物料", (row) => <b>{row.itemName}</b>, { sortKey: "name" }),
    column<Row>("warehouseName", "仓库", (row) => row.warehouseName),
    column<Row>("availableQuantity", "可用", (row) => amountText(row.availableQuantity, row.unit), {
      align: "right",
      phone: true,
    }),
    column<Row>(
      "reservedQuantity",
      "预留",
      (row) => (row.reservedQuantity ? amountText(row.reservedQuantity, row.unit) : "—"),
      {
        align: "right",
      },
    ),
    column<Row>("quantity", "结存", (row) => amountText(row.quantity, row.unit), {
      align: "right",
      sortKey: "quantity",
    }),
    column<Row>("unusable", "不能用", (row) =>
      row.blockedQuantity + row.expiredQuantity > 0 ? (
        <span className="ya-red">
          {[
            row.expiredQuantity > 0 && `过期 ${amountText(row.expiredQuantity, row.unit)}`,
            row.blockedQuantity > 0 && `冻结 ${amountText(row.blockedQuantity, row.unit)}`,
          ]
            .filter(Boolean)
            .join("，")}
        </span>
      ) : (
        "—"
      ),
    ),
    column<Row>("coverDays", "够用", (row) => (row.coverDays === null ? "近 14 天没用" : `${row.coverDays} 天`), {
      align: "right",
    }),
    column<Row>(
      "expiresOn",
      "最近到期",
      (row) =>
        row.expiresOn === null ? (
          "—"
        ) : (
          <span className={row.expiresOn <= addDays(today, 3) ? "ya-amber ya-nw" : "ya-nw"}>
            {shortDay(row.expiresOn)} <span className="ya-note">{expiryText(row.expiresOn, today)}</span>
          </span>
        ),
      { sortKey: "expiresOn", phone: true },
    ),
    column<Row>("lotCount", "批次", (row) => row.lotCount, { align: "right", defaultHidden: true }),
    column<Row>(
      "reorderPoint",
      "补货线",
      (row) => (row.reorderPoint === null ? "—" : amountText(row.reorderPoint, row.unit)),
      {
        align: "right",
        defaultHidden: true,
      },
    ),
    column<Row>(
      "cost",
      "成本",
      (row) => (row.cost === null ? <span className="ya-amber">不全</span> : <Money fen={row.cost} />),
      {
        align: "right",
      },
    ),
    column<Row>(
      "status",
      "状态",
      (row) => <StatusBadge tone={stockTones[row.status]} label={stockStatusLabels[row.status]} />,
      {
        phone: true,
      },
    ),
  ];
  return (
    <DataTable
      label="库存"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="name"
      rowKey={(row) => row.id}
      rowLabel={(row) => `${row.itemName}，${row.warehouseName}`}
      onRowHref={(row) => `/inventory/${row.id}`}
      rowTone={(row) => (row.status === "over_promised" || row.status === "out" ? "critical" : undefined)}
      storageKey="inventory"
      unit="项"
      exportHref={props.exportHref}
      empty={{ title: "这里还没有库存", hint: "做一张入库单，或换个筛选条件" }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "物料名称、编码" }}
          filters={[
            { param: "warehouse_id", label: "仓库", type: "select", options: props.warehouses },
            {
              param: "status",
              label: "状态",
              type: "select",
              options: stockStatuses.map((value) => ({ value, label: stockStatusLabels[value] })),
            },
            {
              param: "expiring",
              label: "到期",
              type: "select",
              options: [
                { value: "0", label: "今天或已过期" },
                { value: "3", label: "3 天内" },
                { value: "7", label: "7 天内" },
                { value: "30", label: "30 天内" },
              ],
            },
            {
              param: "kind",
              label: "种类",
              type: "select",
              options: itemKinds.map((value) => ({ value, label: itemKindLabels[value] })),
            },
          ]}
        />
      }
    />
  );
}
