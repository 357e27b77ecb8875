"use client";

import { useSearchParams } from "next/navigation";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/link-button";
import { PersonChip } from "@/components/marks/person-chip";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { confinementMealPlanStatuses, confinementMealPlanStatusLabels } from "@/db/enums/planning";
import type { PlanRow } from "@/domain/planning/list/page";
import { planTypeLabel } from "@/domain/planning/rules";
import type { Page } from "@/lib/page";
import { shortDay } from "@/lib/time";
import classes from "./plans-table.module.css";

const tones = { draft: "new", active: "running", completed: "done", cancelled: "cancelled" } as const;

const columns = [
  column<PlanRow>("customerName", "房间与客户", ({ who, customerName }) => (
    <span className={classes.who}>
      <PersonChip
        room={who?.room}
        notIn={who?.isBooked}
        name={customerName}
        stage={who?.stage}
        day={who?.day}
        restrictions={who?.restrictions ?? []}
      />
    </span>
  )),
  column<PlanRow>("planNumber", "计划编号", undefined, { sortKey: "planNumber", defaultHidden: true }),
  column<PlanRow>(
    "startDate",
    "日期",
    (row) => <span className="ya-num">{`${shortDay(row.startDate)}–${shortDay(row.endDate)}`}</span>,
    {
      sortKey: "startDate",
    },
  ),
  column<PlanRow>("totalDays", "天数", (row) => <>{row.totalDays} 天</>, { align: "right", defaultHidden: true }),
  column<PlanRow>("mealPlanType", "类型", (row) => planTypeLabel(row.mealPlanType)),
  column<PlanRow>("filledCells", "已排", Filled, { align: "right" }),
  column<PlanRow>(
    "warnings",
    "需留意",
    ({ warnings }) =>
      warnings > 0 ? <span className="ya-amber ya-num">▲ {warnings} 道</span> : <span className="ya-s">没有</span>,
    { align: "right" },
  ),
  column<PlanRow>("cost", "食材成本", Planned, { align: "right" }),
  column<PlanRow>("margin", "毛利率", Margin, { align: "right", defaultHidden: true }),
  column<PlanRow>("createdByName", "制定人", undefined, { defaultHidden: true }),
  column<PlanRow>("approvedByName", "审核人"),
  column<PlanRow>("status", "状态", ({ status }) => (
    <StatusBadge
      tone={tones[status]}
      label={confinementMealPlanStatusLabels[status]}
      hue={status === "draft" ? "plain" : undefined}
    />
  )),
];

function Filled({ filledCells, totalCells }: PlanRow) {
  const percent = totalCells === 0 ? 0 : Math.floor((filledCells / totalCells) * 100);
  return (
    <span className={classes.filled} title={`${filledCells} / ${totalCells} 餐`}>
      <i>
        <b style={{ width: `${percent}%` }} />
      </i>
      <span className="ya-num">{percent}%</span>
    </span>
  );
}

/** At today's prices; "起" where a price is missing, so that the true cost is higher. */
function Planned({ cost }: PlanRow) {
  if (!cost) return <span className="ya-s">没排</span>;
  return (
    <span title={cost.isComplete ? "已排的餐按现价" : "有配料缺价，实际更高"}>
      <Money fen={Math.round(cost.amount / 100) * 100} whole />
      {!cost.isComplete && <span className="ya-m"> 起</span>}
    </span>
  );
}

function Margin({ margin }: PlanRow) {
  if (margin === null) return <span className="ya-s">算不出</span>;
  return (
    <span className={margin < 0 ? "ya-amber ya-num" : "ya-num"}>
      {margin < 0 && "▼ "}
      {percentText(margin)}
    </span>
  );
}

/** Thousandths as "31.4%", a minus as U+2212. */
const percentText = (permille: number) => `${permille < 0 ? "−" : ""}${(Math.abs(permille) / 10).toFixed(1)}%`;

export function PlansTable(props: { page: Page<PlanRow>; sort: string; canExport: boolean; canCreate: boolean }) {
  const query = useSearchParams();
  const filtered = ["search", "status", "pending", "start_date", "end_date", "customer_id"].some((name) =>
    query.has(name),
  );
  return (
    <DataTable
      label="月子餐计划"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="-startDate"
      rowKey={(row) => row.id}
      rowLabel={(row) => `${row.customerName} ${row.planNumber}`}
      rowTone={(row) => (row.status === "cancelled" ? "muted" : undefined)}
      onRowHref={(row) => `/plans/${row.id}`}
      storageKey="plans"
      unit="份"
      exportHref={props.canExport ? `/api/confinement-meal-plans/export?${query.toString()}` : undefined}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "姓名、拼音首字母、计划编号" }}
          filters={[
            {
              param: "status",
              label: "状态",
              type: "select",
              options: confinementMealPlanStatuses.map((value) => ({
                value,
                label: confinementMealPlanStatusLabels[value],
              })),
            },
            { param: "pending", label: "待审", type: "bool" },
            { param: "start_date", label: "从这天起", type: "date" },
            { param: "end_date", label: "到这天止", type: "date" },
          ]}
        />
      }
      empty={
        filtered
          ? { title: "没有符合条件的计划", hint: "去掉一些条件，或换个名字、编号再找" }
          : {
              title: "还没有月子餐计划",
              hint: "给在住的妈妈排第一份，排好的计划会出现在这里",
              action: props.canCreate && <LinkButton href="/plans/new">新建计划</LinkButton>,
            }
      }
    />
  );
}
