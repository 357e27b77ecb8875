"use client";

import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { DayText, When } from "@/components/time";
import { useUrlState } from "@/components/url-state";
import {
  customerOrderKindLabels,
  customerOrderPaymentStatusLabels,
  customerOrderStatuses,
  customerOrderStatusLabels,
} from "@/db/enums/orders";
import { houseKinds, type Order } from "@/domain/orders/schema";
import type { Page } from "@/lib/page";
import { tagsOf } from "../../kitchen/_components/restrictions";
import { kindOf, orderTones, paymentTones, whoOf } from "./words";

/** Every order of the house; a click docks it beside the list. */
export function OrdersTable({ page, sort, open }: { page: Page<Order>; sort: string; open: number | null }) {
  const url = useUrlState();
  const columns = [
    column<Order>("orderNumber", "单号", (row) => <span className="ya-num">{row.orderNumber}</span>, { sortKey: "id" }),
    column<Order>("kind", "类型", (row) => kindOf(row), { phone: true }),
    column<Order>(
      "who",
      "给谁",
      (row) => (
        <span className="ya-row">
          {row.room && <RoomPlate number={row.room} />}
          <b className="ya-nw">{whoOf(row)}</b>
          {row.restrictions.length > 0 && <RestrictionTags items={tagsOf(row.restrictions)} />}
        </span>
      ),
      { phone: true },
    ),
    column<Order>("summary", "菜", (row) => row.summary, { phone: true }),
    column<Order>("portions", "份数", (row) => `${row.portions} 份`, { align: "right" }),
    column<Order>(
      "deliveryDate",
      "哪一餐",
      (row) => (
        <span className="ya-nw">
          <DayText day={row.deliveryDate} /> {row.slot}
        </span>
      ),
      { sortKey: "deliveryDate", phone: true },
    ),
    column<Order>("total", "金额", (row) => <Money fen={row.totalAmount} />, { align: "right", sortKey: "total" }),
    column<Order>("paymentStatus", "支付", (row) =>
      row.totalAmount === 0 ? (
        <span className="ya-s">免费</span>
      ) : (
        <StatusBadge
          tone={paymentTones[row.paymentStatus]}
          label={customerOrderPaymentStatusLabels[row.paymentStatus]}
        />
      ),
    ),
    column<Order>(
      "status",
      "状态",
      (row) => <StatusBadge tone={orderTones[row.status]} label={customerOrderStatusLabels[row.status]} />,
      { phone: true },
    ),
    column<Order>("createdAt", "下单", (row) => <When iso={row.createdAt.toISOString()} />),
  ];
  return (
    <DataTable
      label="订单"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.orderNumber}
      rowTone={(row) => (row.status === "cancelled" ? "muted" : undefined)}
      onRowHref={(row) => url.href({ open: String(row.id), page: url.query.get("page") })}
      currentKey={open}
      storageKey="orders"
      unit="单"
      empty={{ title: "没有这样的订单", hint: "客餐、陪护餐、员工餐和试吃，登记后会出现在这里" }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "单号、姓名" }}
          tabs={{
            param: "status",
            items: [
              { value: "", label: "全部" },
              ...customerOrderStatuses
                .filter((value) => value !== "delivering")
                .map((value) => ({ value, label: customerOrderStatusLabels[value] })),
            ],
          }}
          filters={[
            {
              param: "kind",
              label: "类型",
              type: "select",
              options: houseKinds.map((value) => ({
                value,
                label: value === "guest" ? "客餐、陪护餐" : customerOrderKindLabels[value],
              })),
            },
            { param: "delivery_date", label: "哪天吃", type: "date" },
          ]}
        />
      }
    />
  );
}
