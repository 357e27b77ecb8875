"use client";

import { column, DataTable } from "@/components/data-table";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/link-button";
import { StatusBadge } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import { type MenuType, menuTypeLabels, menuTypes } from "@/domain/dishes/menus/schema";
import type { Page } from "@/lib/page";

export type MenuRow = {
  id: number;
  name: string;
  menuType: MenuType;
  cycleDays: number | null;
  dishes: number;
  first: string;
  off: number;
  isActive: boolean;
  isArchived: boolean;
  updatedAt: string;
};

export function MenusTable(props: { page: Page<MenuRow>; sort: string; canEdit: boolean; exportHref?: string }) {
  const columns = [
    column<MenuRow>("name", "菜单", (row) => <b>{row.name}</b>, { sortKey: "name" }),
    column<MenuRow>("menuType", "类型", (row) => menuTypeLabels[row.menuType]),
    column<MenuRow>("cycleDays", "周期", (row) => (row.cycleDays === null ? "每天一样" : `${row.cycleDays} 天一轮`)),
    column<MenuRow>("dishes", "菜", (row) => `${row.dishes} 道`, { align: "right" }),
    column<MenuRow>("first", "有这些菜", (row) => <span className="ya-m">{row.first}</span>),
    column<MenuRow>("off", "停用的菜", (row) =>
      row.off === 0 ? "没有" : <span className="ya-amber">▲ {row.off} 道要换</span>,
    ),
    column<MenuRow>("updatedAt", "更新", (row) => <When iso={row.updatedAt} />, { sortKey: "updatedAt" }),
    column<MenuRow>("status", "状态", (row) =>
      row.isArchived ? (
        <StatusBadge tone="cancelled" label="已归档" />
      ) : row.isActive ? (
        <StatusBadge tone="done" label="启用" />
      ) : (
        <StatusBadge tone="cancelled" label="停用" />
      ),
    ),
  ];
  return (
    <DataTable
      label="菜单模板"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.name}
      onRowHref={(row) => `/menus/${row.id}`}
      storageKey="menus"
      unit="份"
      exportHref={props.exportHref}
      empty={{
        title: "还没有菜单模板",
        hint: "排好一周的菜，之后每周都能用它生成每日菜单",
        action: props.canEdit ? <LinkButton href="/menus/new">新建菜单</LinkButton> : undefined,
      }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "菜单名" }}
          filters={[
            {
              param: "menu_type",
              label: "类型",
              type: "select",
              options: menuTypes.map((value) => ({ value, label: menuTypeLabels[value] })),
            },
            {
              param: "is_active",
              label: "状态",
              type: "select",
              options: [
                { value: "true", label: "启用" },
                { value: "false", label: "停用" },
              ],
            },
            { param: "archived", label: "已归档", type: "bool" },
          ]}
        />
      }
    />
  );
}
