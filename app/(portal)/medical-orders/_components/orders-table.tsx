"use client";

import { useRouter } from "next/navigation";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { useLive } from "@/components/live";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { medicalOrderOrderTypeLabels, medicalOrderOrderTypes } from "@/db/enums/care";
import type { Page } from "@/lib/page";
import { OrderActs, type OrderMay } from "./order-acts";
import { OrderKnown, OrderStatus, OrderText } from "./order-marks";
import classes from "./orders.module.css";
import { type OrderRow, tabLabels, tabs } from "./row";

/** Orders of the house; new, stopped and confirmed ones show by themselves. */
export function OrdersTable(props: { page: Page<OrderRow>; sort: string; waiting: number; may: OrderMay }) {
  const router = useRouter();
  useLive(["medical_order.created", "medical_order.stopped", "medical_order.acknowledged"], () => router.refresh());
  const columns = [
    column<OrderRow>("room", "房间", (row) => row.room && <RoomPlate number={row.room} />),
    column<OrderRow>(
      "patientName",
      "照护对象",
      (row) => (
        <span className={classes.who}>
          <b className="ya-nw">{row.patientName}</b>
          <RestrictionTags items={row.restrictions} />
        </span>
      ),
      { phone: true },
    ),
    column<OrderRow>("content", "医嘱", (row) => <OrderText order={row} />, { phone: true }),
    column<OrderRow>("doctorName", "医生", (row) => row.doctorName),
    column<OrderRow>(
      "startsAt",
      "执行",
      (row) => (
        <span className="ya-num ya-nw">
          {row.from} {row.to ? `至 ${row.to}` : "起"}
        </span>
      ),
      { sortKey: "startsAt" },
    ),
    column<OrderRow>("known", "护士确认", (row) => <OrderKnown order={row} />, { phone: true }),
    column<OrderRow>("number", "编号", (row) => <span className="ya-num">{row.number}</span>, { defaultHidden: true }),
    column<OrderRow>("status", "状态", (row) => <OrderStatus status={row.status} />, { phone: true }),
    column<OrderRow>("acts", "操作", (row) => <OrderActs order={row} may={props.may} />, {
      hideable: false,
      phone: true,
    }),
  ];
  return (
    <DataTable
      label="医嘱"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowLabel={(row) => `${row.patientName} ${row.number}`}
      onRowHref={(row) => `/medical-orders/${row.id}`}
      storageKey="medical-orders"
      unit="条"
      empty={{ title: "这里没有医嘱", hint: "医生开立后马上出现在这里，护士逐条确认" }}
      toolbar={
        <FilterBar
          search={{ placeholder: "姓名、编号、医嘱内容" }}
          tabs={{
            param: "tab",
            items: tabs.map((value) => ({
              value,
              label: tabLabels[value],
              ...(value === "waiting" && props.waiting > 0 && { count: props.waiting }),
            })),
          }}
          filters={[
            {
              param: "order_type",
              label: "类型",
              type: "select",
              options: medicalOrderOrderTypes.map((value) => ({ value, label: medicalOrderOrderTypeLabels[value] })),
            },
          ]}
        />
      }
    />
  );
}
