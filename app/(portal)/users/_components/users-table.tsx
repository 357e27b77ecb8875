"use client";

import { useSearchParams } from "next/navigation";
import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import { userStatuses, userStatusLabels } from "@/db/enums/identity";
import type { UserOut } from "@/domain/identity/users/schema";
import type { Page } from "@/lib/page";
import { roleText } from "./role-text";

type Dated = "lockedUntilAt" | "lastLoginAt" | "createdAt" | "updatedAt";
type Row = Omit<UserOut, Dated> & {
  isLocked: boolean;
  lockedUntilAt: string | null;
  lastLoginAt: string | null;
  createdAt: string;
  updatedAt: string;
};
type Option = { value: string; label: string };

const columns = [
  column<Row>("fullName", "姓名", (row) => <b>{row.name}</b>, { sortKey: "fullName" }),
  column<Row>("username", "用户名", undefined, { sortKey: "username" }),
  column<Row>("roles", "角色", (row) =>
    row.assignments.length > 0 ? roleText(row.assignments) : row.isSuperuser ? "超级管理员" : "还没有角色",
  ),
  column<Row>("department", "部门", (row) => row.department ?? ""),
  column<Row>("position", "职位", (row) => row.position ?? "", { defaultHidden: true }),
  column<Row>("phone", "手机", (row) => <span className="ya-num">{row.phone ?? ""}</span>),
  column<Row>("email", "邮箱", (row) => row.email ?? "", { defaultHidden: true }),
  column<Row>("mfaEnabled", "动态口令", (row) => (row.mfaEnabled ? "已绑定" : "没绑定")),
  column<Row>("lastLoginAt", "上次登录", (row) => (row.lastLoginAt ? <When iso={row.lastLoginAt} /> : "没登录过"), {
    sortKey: "lastLoginAt",
  }),
  column<Row>("createdAt", "建立时间", (row) => <When iso={row.createdAt} />, {
    sortKey: "createdAt",
    defaultHidden: true,
  }),
  column<Row>("status", "状态", (row) => <UserStatusBadge user={row} />),
];

export function UserStatusBadge({ user, tinted }: { user: Pick<Row, "status" | "isLocked">; tinted?: boolean }) {
  if (user.status !== "active")
    return <StatusBadge tone="cancelled" label={userStatusLabels[user.status]} tinted={tinted} />;
  return user.isLocked ? (
    <StatusBadge tone="off" label="输错密码，暂时锁住" tinted={tinted} />
  ) : (
    <StatusBadge tone="done" label={userStatusLabels.active} tinted={tinted} />
  );
}

export function UsersTable(props: {
  page: Page<Row>;
  sort: string;
  roles: Option[];
  centres: Option[];
  canExport: boolean;
}) {
  const query = useSearchParams();
  const exported = new URLSearchParams(query);
  if (!exported.has("people")) exported.set("people", "staff");
  return (
    <DataTable
      label="用户"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="-createdAt"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.name}
      onRowHref={(row) => `/users/${row.id}`}
      rowTone={(row) => (row.status === "active" ? undefined : "muted")}
      storageKey="users"
      unit="个"
      exportHref={props.canExport ? `/api/users/export?${exported}` : undefined}
      empty={{ title: "没有这样的账号", hint: "换个条件，或者新建一个" }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "姓名、用户名、手机号或尾号" }}
          tabs={{
            param: "people",
            items: [
              { value: "staff", label: "员工" },
              { value: "customers", label: "客户账号" },
              { value: "all", label: "全部" },
            ],
          }}
          filters={[
            {
              param: "status",
              label: "状态",
              type: "select",
              options: userStatuses.map((value) => ({ value, label: userStatusLabels[value] })),
            },
            { param: "role_id", label: "角色", type: "select", options: props.roles },
            { param: "centre_id", label: "中心", type: "select", options: props.centres },
          ]}
        />
      }
    />
  );
}
