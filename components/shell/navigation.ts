export type NavIcon = "home" | "users" | "soup" | "receipt" | "heart" | "packages" | "settings";

export type NavPage = {
  href: string;
  label: string;
  /** Pinyin initials for the command palette. */
  initials: string;
  /** Null: everyone who may sign in. */
  permission: string | null;
};

export type NavArea = { area: string; label: string; icon: NavIcon; pages: readonly NavPage[] };

const page = (href: string, label: string, initials: string, permission: string | null): NavPage => ({
  href,
  label,
  initials,
  permission,
});

/** Areas and their pages, in the order of the rail and the panel. */
export const navigation: readonly NavArea[] = [
  {
    area: "today",
    label: "今日",
    icon: "home",
    pages: [
      page("/", "今日总览", "jrzl", null),
      page("/todo", "我的待办", "wddb", null),
      page("/inbox", "消息", "xx", null),
      page("/centres", "各馆对比", "ggdb", "centres:read"),
    ],
  },
  {
    area: "customers",
    label: "客户",
    icon: "users",
    pages: [
      page("/customers", "客户档案", "khda", "customers:read"),
      page("/rooms", "房态日历", "ftrl", "stays:read"),
      page("/arrivals", "到离店", "dld", "stays:read"),
      page("/families", "家庭与照护对象", "jtyzhdx", "families:read"),
      page("/packages", "套餐与权益", "tcyqy", "packages:read"),
    ],
  },
  {
    area: "meals",
    label: "膳食",
    icon: "soup",
    pages: [
      page("/plans", "月子餐计划", "yzcjh", "plans:read"),
      page("/kitchen/production", "生产单", "scd", "kitchen:read"),
      page("/kitchen/tickets", "送餐与餐签", "scycq", "kitchen:read"),
      page("/kitchen/deltas", "差异单", "cyd", "kitchen:read"),
      page("/kitchen/wall", "厨房看板", "cfkb", "kitchen:read"),
      page("/daily-menus", "每日菜单", "mrcd", "menus:read"),
      page("/menus", "菜单模板", "cdmb", "menus:read"),
      page("/dishes", "菜品", "cp", "dishes:read"),
      page("/ingredients", "食材与营养", "scyyy", "ingredients:read"),
      page("/kitchen/requirements", "采购缺口", "cgqk", "kitchen:read"),
      page("/kitchen/samples", "留样与测温", "lyycw", "kitchen:read"),
      page("/kitchen/recall", "追溯与召回", "zsyzh", "kitchen:recall"),
      page("/kitchen/settings", "膳食设置", "sssz", "kitchen:read"),
    ],
  },
  {
    area: "orders",
    label: "订单",
    icon: "receipt",
    pages: [page("/orders", "全部订单", "qbdd", "orders:read")],
  },
  {
    area: "care",
    label: "照护",
    icon: "heart",
    pages: [page("/medical-orders", "医嘱执行", "yzzx", "medical_orders:read")],
  },
  {
    area: "stock",
    label: "渠道库存",
    icon: "packages",
    pages: [
      page("/inventory", "库存", "kc", "inventory:read"),
      page("/stock-movements", "出入库", "crk", "inventory:read"),
      page("/suppliers", "供应商与仓库", "gysyck", "suppliers:read"),
    ],
  },
  {
    area: "system",
    label: "系统",
    icon: "settings",
    pages: [
      page("/users", "用户", "yh", "users:read"),
      page("/roles", "角色与权限", "jsyqx", "roles:read"),
      page("/logs", "操作日志", "czrz", "audit:read"),
      page("/import", "导入", "dr", "imports:run"),
      page("/jobs", "任务", "rw", "jobs:read"),
      page("/settings", "中心设置", "zxsz", "settings:read"),
      page("/api/docs", "接口文档", "jkwd", "settings:read"),
    ],
  },
];

/** The areas and pages that someone with these permissions may open; empty areas fall away. */
export function navigationFor(permissions: Iterable<string>): NavArea[] {
  const held = new Set(permissions);
  return navigation
    .map((area) => ({ ...area, pages: area.pages.filter((p) => p.permission === null || held.has(p.permission)) }))
    .filter((area) => area.pages.length > 0);
}

/** The area and page that a path belongs to: the page with the longest address that begins it. */
export function placeOf(nav: readonly NavArea[], path: string): { area?: NavArea; page?: NavPage } {
  let found: { area?: NavArea; page?: NavPage } = {};
  for (const area of nav) {
    for (const candidate of area.pages) {
      const fits =
        candidate.href === "/" ? path === "/" : path === candidate.href || path.startsWith(`${candidate.href}/`);
      if (fits && candidate.href.length > (found.page?.href.length ?? 0)) found = { area, page: candidate };
    }
  }
  return found;
}
