"use client";

import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { RoomPlate } from "@/components/marks/room-plate";
import { patientKindLabels } from "@/db/enums/customers";
import type { FamilyOut } from "@/domain/customers/families/schema";
import type { Page } from "@/lib/page";

type Row = Omit<FamilyOut, "createdAt" | "updatedAt" | "archivedAt">;

const members = (row: Row) =>
  row.patients.map((one) => `${one.name}（${patientKindLabels[one.kind]}）`).join("、") || "还没有成员";

const columns = [
  column<Row>("familyName", "家庭", (row) => <b>{row.familyName}</b>, { sortKey: "familyName" }),
  column<Row>("room", "房间", (row) => (row.room ? <RoomPlate number={row.room} /> : "")),
  column<Row>("patients", "照护对象", members),
  column<Row>("area", "所在区", (row) => row.area ?? ""),
  column<Row>("contactPhone", "联系电话", (row) => <span className="ya-num">{row.contactPhone ?? ""}</span>),
  column<Row>("emergencyContact", "家属", (row) => row.emergencyContact ?? "", { defaultHidden: true }),
  column<Row>("team", "照护团队", (row) => row.team.join("、")),
];

export function FamiliesTable(props: { page: Page<Row>; sort: string }) {
  return (
    <DataTable
      label="家庭"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="-createdAt"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.familyName}
      onRowHref={(row) => `/families/${row.id}`}
      storageKey="families"
      unit="个"
      empty={{ title: "没有这样的家庭", hint: "登记客户时会建好家庭；只上门的家庭可以单独新建" }}
      phoneCard={(row) => (
        <div style={{ display: "grid", gap: 4 }}>
          <span className="ya-row">
            {row.room && <RoomPlate number={row.room} />}
            <b>{row.familyName}</b>
            {row.area && <span className="ya-note">{row.area}</span>}
          </span>
          <span className="ya-m">{members(row)}</span>
        </div>
      )}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "家庭名、成员名、所在区、手机号" }}
          filters={[{ param: "archived", label: "已归档", type: "bool" }]}
        />
      }
    />
  );
}
