import type { Day } from "@/lib/time";

export type Endpoint = {
  name: string;
  /** Path template as in app/_server/routes.ts. */
  route: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  caller: "group" | "local";
  kind: "list" | "detail" | "computed";
};

/** The main lists and details as the mini program and the portal ask for them, first page of 20 unless said. */
export const endpoints = (today: Day): Endpoint[] => [
  { name: "客户列表，一个馆", route: "/api/customers", caller: "local", kind: "list" },
  { name: "客户列表，全部馆", route: "/api/customers", caller: "group", kind: "list" },
  { name: "客户列表，第 50 页", route: "/api/customers", query: { page: "50" }, caller: "group", kind: "list" },
  { name: "客户列表，在住", route: "/api/customers", query: { tab: "in_house" }, caller: "local", kind: "list" },
  { name: "客户列表，按姓名", route: "/api/customers", query: { search: "林知夏" }, caller: "local", kind: "list" },
  { name: "客户列表，按手机尾号", route: "/api/customers", query: { search: "6217" }, caller: "local", kind: "list" },
  { name: "客户列表，按首字母", route: "/api/customers", query: { search: "lzx" }, caller: "local", kind: "list" },
  { name: "客户详情", route: "/api/customers/{id}", params: { id: "21" }, caller: "local", kind: "detail" },
  { name: "入住列表", route: "/api/stays", caller: "local", kind: "list" },
  { name: "计划列表，一个馆", route: "/api/confinement-meal-plans", caller: "local", kind: "list" },
  { name: "计划列表，全部馆", route: "/api/confinement-meal-plans", caller: "group", kind: "list" },
  {
    name: "计划列表，执行中",
    route: "/api/confinement-meal-plans",
    query: { status: "active" },
    caller: "local",
    kind: "list",
  },
  {
    name: "计划详情，28 天",
    route: "/api/confinement-meal-plans/{id}",
    params: { id: "21" },
    caller: "local",
    kind: "detail",
  },
  { name: "菜品列表", route: "/api/dishes", caller: "local", kind: "list" },
  { name: "菜品详情", route: "/api/dishes/{id}", params: { id: "18" }, caller: "local", kind: "detail" },
  { name: "食材列表", route: "/api/ingredients", caller: "local", kind: "list" },
  { name: "每日菜单", route: "/api/daily-menus", query: { date: today }, caller: "local", kind: "list" },
  {
    name: "生产单，36 位客户",
    route: "/api/kitchen/production",
    query: { date: today, centre_id: "1" },
    caller: "local",
    kind: "computed",
  },
  { name: "操作日志", route: "/api/operation-logs", caller: "group", kind: "list" },
];
