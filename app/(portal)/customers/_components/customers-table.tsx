"use client";

import { Button } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { StageMark } from "@/components/marks/stage-mark";
import { Money } from "@/components/money";
import {
  childbirthDeliveryModeLabels,
  childbirthDeliveryModes,
  restrictionKindLabels,
  restrictionKinds,
} from "@/db/enums/customers";
import { stageGuideStageLabels, stageGuideStages } from "@/db/enums/dishes";
import type { CustomerOut } from "@/domain/customers/schema";
import type { Page } from "@/lib/page";
import type { Day } from "@/lib/time";
import { ButlerButton } from "./butler-button";
import classes from "./customers.module.css";
import { StayProgress } from "./stay-progress";
import { StayBadge } from "./stay-status";

export type Row = Omit<CustomerOut, "createdAt" | "updatedAt" | "archivedAt"> & { due: number | null };
type Option = { value: string; label: string };
type Can = { export: boolean; edit: boolean; tickets: boolean; contracts: boolean };

const Plate = ({ row }: { row: Row }) =>
  row.room ? (
    <RoomPlate number={row.room} hollow={row.stayStatus === "booked"} />
  ) : (
    <span className="ya-note">未分房</span>
  );

const SHOWN = 3;

/** Every allergy, and of the rest as many as fit beside it on one line; how long they hold stands in the file. */
function Restrictions({ row }: { row: Row }) {
  const { restrictions } = row;
  if (restrictions.length === 0) return <span className="ya-note">无</span>;
  const allergies = restrictions.filter((one) => one.kind === "allergy");
  const others = restrictions.filter((one) => one.kind !== "allergy");
  const fitting = others.slice(0, Math.max(0, SHOWN - allergies.length));
  const rest = others.slice(fitting.length);
  return (
    <span className="ya-row" style={{ gap: 4 }}>
      <RestrictionTags items={[...allergies, ...fitting].map(({ until, ...one }) => one)} />
      {rest.length > 0 && (
        <span className="ya-note ya-nw" title={rest.map((one) => one.label).join("、")}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

const babyText = (row: Row): string => {
  const sexes = row.babies.map((baby) => (baby.gender === "male" ? "男" : baby.gender === "female" ? "女" : "宝宝"));
  return sexes.length > 1 ? (sexes.length === 2 ? "双胎" : `${sexes.length} 胎`) : (sexes[0] ?? "");
};

const birthText = (row: Row): string => {
  if (row.deliveredOn)
    return `${row.deliveredOn.slice(5)}${row.deliveryMode ? ` ${childbirthDeliveryModeLabels[row.deliveryMode]}` : ""}`;
  return row.expectedDeliveryDate ? `预产 ${row.expectedDeliveryDate.slice(5)}` : "";
};

const columnsFor = (today: Day, can: Can) => [
  column<Row>("room", "房间", (row) => <Plate row={row} />, { sortKey: "room", width: 60 }),
  column<Row>("name", "姓名", (row) => <span className={classes.name}>{row.name}</span>, {
    sortKey: "name",
    hideable: false,
  }),
  column<Row>("phone", "手机", (row) => <span className="ya-num ya-nw">{row.phone ?? ""}</span>),
  column<Row>("stage", "阶段", (row) => row.stage && <StageMark stage={row.stage} />),
  column<Row>("postpartumDay", "产后天数", (row) => row.postpartumDay, { sortKey: "day", align: "right" }),
  column<Row>("deliveryDate", "分娩", (row) => <span className="ya-num ya-nw">{birthText(row)}</span>),
  column<Row>("babies", "宝宝", babyText),
  column<Row>("restrictions", "禁忌", (row) => <Restrictions row={row} />, { hideable: false }),
  column<Row>("checkOutDate", "入住进度，退住", (row) => (
    <StayProgress from={row.checkInDate} to={row.checkOutDate} today={today} />
  )),
  column<Row>("daysLeft", "余天", (row) => row.daysLeft, { sortKey: "checkOut", align: "right" }),
  ...(can.contracts
    ? [
        column<Row>(
          "due",
          "待收",
          (row) =>
            row.due ? (
              <Money fen={row.due} whole bold />
            ) : (
              <span className="ya-note">{row.due === null ? "没签约" : "已结清"}</span>
            ),
          { align: "right" },
        ),
      ]
    : []),
  column<Row>("butler", "管家", (row) => row.butler ?? ""),
  column<Row>("checkInDate", "入住日期", (row) => row.checkInDate ?? "", { sortKey: "checkIn", defaultHidden: true }),
  column<Row>("preferences", "口味", (row) => row.preferences.join("、"), { defaultHidden: true }),
  column<Row>("status", "状态", (row) => <StayBadge status={row.stayStatus} isAway={row.isAway} />),
];

const words = {
  in_house: { title: "没有这样的在住客户", hint: "换个条件，或到“待入住”里办入住" },
  booked: { title: "没有待入住的客户", hint: "新建客户时填上入住日期，就会出现在这里" },
  left: { title: "还没有退住的客户", hint: "办过退住的客户会在这里，随时能查" },
  all: { title: "没有这样的客户", hint: "新建，或用 Excel 表格导入" },
};

export function CustomersTable(props: {
  page: Page<Row>;
  sort: string;
  tab: keyof typeof words;
  today: Day;
  floors: string[];
  packages: Option[];
  butlers: Option[];
  can: Can;
}) {
  const { tab, can } = props;
  const query = useSearchParams();
  const exported = new URLSearchParams(query);
  if (!exported.has("tab")) exported.set("tab", "in_house");
  const exportOf = (rows: Row[], all: boolean) => {
    const chosen = new URLSearchParams(exported);
    if (!all) chosen.set("ids", rows.map((row) => row.id).join(","));
    return `/api/customers/export?${chosen}`;
  };
  return (
    <DataTable
      label="客户"
      columns={columnsFor(props.today, can)}
      page={props.page}
      sort={props.sort}
      defaultSort={tab === "in_house" ? "day" : tab === "booked" ? "checkIn" : "-createdAt"}
      rowKey={(row) => row.id}
      rowLabel={(row) => row.name}
      onRowHref={(row) => `/customers/${row.id}`}
      rowTone={(row) => (row.status === "inactive" ? "muted" : undefined)}
      storageKey="customers"
      unit="位"
      exportHref={can.export ? `/api/customers/export?${exported}` : undefined}
      selectable={can.export || can.edit ? "all" : false}
      bulkActions={(rows, clear, all) => (
        <>
          {can.edit && !all && (
            <ButlerButton
              ids={rows.map((row) => row.id)}
              names={rows.map((row) => row.name)}
              butlers={props.butlers}
              onDone={clear}
            />
          )}
          {can.tickets && !all && rows.some((row) => row.stayStatus === "checked_in") && (
            <Button
              component={Link}
              size="xs"
              href={`/kitchen/tickets?customer_ids=${rows.map((row) => row.id).join(",")}`}
              leftSection={<IconPrinter size={14} stroke={1.75} />}
            >
              打印餐签
            </Button>
          )}
          {can.export && (
            <Button
              component="a"
              download
              size="xs"
              href={exportOf(rows, all)}
              leftSection={<IconDownload size={14} stroke={1.75} />}
            >
              导出所选
            </Button>
          )}
        </>
      )}
      empty={{
        ...words[tab],
        action: can.edit && (
          <Button component={Link} href="/customers/new">
            新建客户
          </Button>
        ),
      }}
      phoneCard={(row) => <PhoneCard row={row} today={props.today} />}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "姓名、手机尾号、房间、合同号" }}
          filters={[
            {
              param: "floor",
              label: "楼层",
              type: "select",
              options: props.floors.map((value) => ({ value, label: `${value} 楼` })),
            },
            {
              param: "stage",
              label: "阶段",
              type: "select",
              options: stageGuideStages.map((value) => ({ value, label: stageGuideStageLabels[value] })),
            },
            {
              param: "restriction",
              label: "禁忌",
              type: "select",
              options: restrictionKinds.map((value) => ({ value, label: restrictionKindLabels[value] })),
            },
            ...(can.contracts
              ? [{ param: "package_id", label: "套餐", type: "select" as const, options: props.packages }]
              : []),
            { param: "leaves", label: "退住日期", type: "daterange" },
            ...(can.contracts ? [{ param: "owing", label: "欠款", type: "bool" as const }] : []),
            { param: "butler_id", label: "管家护士", type: "select", options: props.butlers },
            {
              param: "delivery_mode",
              label: "分娩方式",
              type: "select",
              options: childbirthDeliveryModes.map((value) => ({ value, label: childbirthDeliveryModeLabels[value] })),
            },
            { param: "archived", label: "已归档", type: "bool" },
          ]}
          summary={`${props.page.total} 位，${sortWords[props.sort.replace("-", "")] ?? ""}。链接里带着这些条件，可直接发给同事`}
        />
      }
    />
  );
}

const sortWords: Record<string, string> = {
  day: "按产后天数",
  name: "按姓名",
  room: "按房间",
  checkIn: "按入住日期",
  checkOut: "按退住日期",
  createdAt: "新的在前",
};

function PhoneCard({ row, today }: { row: Row; today: Day }) {
  return (
    <div className={classes.card}>
      <div className={classes.cardHead}>
        <Plate row={row} />
        <b>{row.name}</b>
        {row.stage && <StageMark stage={row.stage} day={row.postpartumDay ?? undefined} />}
        <StayBadge status={row.stayStatus} isAway={row.isAway} />
      </div>
      {row.restrictions.length > 0 && (
        <div>
          <RestrictionTags items={row.restrictions} />
        </div>
      )}
      <div className="ya-row ya-s" style={{ gap: 12, flexWrap: "wrap" }}>
        <StayProgress from={row.checkInDate} to={row.checkOutDate} today={today} />
        {row.butler && <span>管家 {row.butler}</span>}
        {row.due !== null && row.due > 0 && (
          <span className="ya-amber">
            待收 <Money fen={row.due} whole />
          </span>
        )}
      </div>
    </div>
  );
}
