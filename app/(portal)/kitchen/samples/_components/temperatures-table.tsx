"use client";

import type { z } from "zod";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import type { TemperatureOut } from "@/domain/kitchen/samples/schema";
import type { Page } from "@/lib/page";

type Reading = z.infer<typeof TemperatureOut>;

/** Every reading, the newest first: dishes and fridges, in and out of their limits. */
export function TemperaturesTable({
  page,
  sort,
  points,
}: {
  page: Page<Reading>;
  sort: string;
  points: readonly string[];
}) {
  const columns = [
    column<Reading>("pointName", "测温点", (row) => <b>{row.dishName ?? row.pointName}</b>),
    column<Reading>("kind", "哪里", (row) =>
      row.dishName ? [row.pointName, row.batchNumber].filter(Boolean).join("，") : "设备",
    ),
    column<Reading>("celsius", "温度", (row) => `${row.celsius} ℃`, { align: "right", phone: true }),
    column<Reading>(
      "isOk",
      "结果",
      (row) => <StatusBadge tone={row.isOk ? "done" : "off"} label={row.isOk ? "在范围内" : "超出范围"} />,
      { phone: true },
    ),
    column<Reading>("actionTaken", "怎么处理的", (row) => row.actionTaken ?? "", { phone: true }),
    column<Reading>("measuredAt", "测于", (row) => <When iso={row.measuredAt.toISOString()} />, { phone: true }),
    column<Reading>("createdByName", "谁测的", (row) => row.createdByName ?? ""),
  ];
  return (
    <DataTable
      label="测温记录"
      columns={columns}
      page={page}
      sort={sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowTone={(row) => (row.isOk ? undefined : "critical")}
      storageKey="temperatures"
      unit="条"
      empty={{ title: "还没有测温记录", hint: "登记菜的中心温度，或冰箱的温度" }}
      toolbar={
        <FilterBar
          filters={[
            { param: "date", label: "日期", type: "date" },
            {
              param: "point_name",
              label: "测温点",
              type: "select",
              options: points.map((value) => ({ value, label: value })),
            },
          ]}
        />
      }
    />
  );
}
