import type { RolePermissionScope } from "@/db/enums/identity";

/**
 * The built-in roles. Codes are those of domain/core/permissions.ts, which this layer may not import; a test there checks
 * that every code exists and that admin has them all.
 */
const areas = {
  care: "stays:read customers:read families:read",
  kitchenMasters: "ingredients:read dishes:read menus:read",
};

const everyone = "profile:edit";
const staff = `${everyone} files:upload centres:read`;

const manager = `${staff} centres:edit stays:read stays:edit stays:export customers:read customers:edit customers:reveal
  customers:export customers:merge customers:archive customers:anonymise families:read families:edit restrictions:edit
  packages:read packages:edit ingredients:read ingredients:edit ingredients:export dishes:read dishes:edit dishes:export
  menus:read menus:edit menus:export plans:read plans:edit plans:approve plans:override plans:cancel plans:export
  kitchen:read kitchen:export kitchen:settings kitchen:work kitchen:deliver kitchen:samples kitchen:recall guidance:edit
  medical_orders:read orders:read orders:edit orders:export inventory:read inventory:edit inventory:reverse
  inventory:export suppliers:read suppliers:edit employees:read imports:run users:read roles:read audit:read audit:export settings:read
  settings:edit jobs:read`;

const admin = `${manager} medical_orders:edit medical_orders:acknowledge users:edit users:export roles:edit jobs:edit session:open`;

type RoleRow = [
  name: string,
  label: string,
  description: string,
  codes: string,
  scope?: RolePermissionScope,
  alsoAll?: string,
];
const roleRows: RoleRow[] = [
  ["admin", "系统管理员", "账号、权限、参数与全部业务", admin],
  ["manager", "店长", "本馆全部业务；不改账号与权限", manager],
  [
    "dietitian",
    "营养师",
    "食材、菜品、菜单、月子餐计划；审核别人做的计划",
    `${staff} ${areas.care} restrictions:edit packages:read ingredients:read ingredients:edit ingredients:export dishes:read
     dishes:edit dishes:export menus:read menus:edit menus:export plans:read plans:edit plans:approve plans:override plans:cancel
     plans:export kitchen:read kitchen:export kitchen:recall guidance:edit medical_orders:read orders:read orders:edit
     inventory:read imports:run jobs:read`,
  ],
  [
    "chef",
    "厨师长",
    "生产单、餐签、截单、留样、领料",
    `${staff} kitchen:read kitchen:export kitchen:settings kitchen:work kitchen:deliver kitchen:samples kitchen:recall
     orders:read orders:edit inventory:read ${areas.kitchenMasters} plans:read customers:read`,
  ],
  [
    "nurse",
    "护士",
    "在住客户、家庭、禁忌与当天的餐",
    `${staff} ${areas.care} plans:read restrictions:edit kitchen:read kitchen:deliver medical_orders:read
     medical_orders:acknowledge orders:read orders:edit dishes:read`,
  ],
  [
    "recorder",
    "记录员",
    "分派给自己的家庭",
    `${areas.care} plans:read medical_orders:read`,
    "assigned",
    `${staff} dishes:read`,
  ],
  [
    "doctor",
    "医生",
    "照护资料、医嘱、禁忌与餐单",
    `${staff} ${areas.care} restrictions:edit plans:read medical_orders:read medical_orders:edit ingredients:read dishes:read`,
  ],
  ["cashier", "出纳", "合同与应收", `${staff} customers:read customers:reveal stays:read packages:read`],
  [
    "warehouse",
    "库管",
    "库存、采购缺口、食材价格与每日用量",
    `${staff} ingredients:read ingredients:edit ingredients:export kitchen:read kitchen:export kitchen:recall dishes:read
     inventory:read inventory:edit inventory:reverse inventory:export suppliers:read suppliers:edit`,
  ],
  [
    "customer",
    "客户",
    "自己的资料、入住和餐单",
    "customers:read families:read stays:read plans:read",
    "own",
    `${everyone} dishes:read menus:read`,
  ],
];

const words = (text: string) => text.split(/\s+/).filter(Boolean);

export const roles = roleRows.map(([name, label, description], i) => ({
  id: i + 1,
  name,
  label,
  description,
  isBuiltin: true,
}));
export const roleIdOf = new Map(roles.map((role) => [role.name, role.id]));

/** One row per role and code, with the data scope. */
export const rolePermissions = roleRows.flatMap(([, , , codes, scope = "all", alsoAll = ""], i) => [
  ...words(codes).map((permission) => ({ roleId: i + 1, permission, scope })),
  ...words(alsoAll).map((permission) => ({ roleId: i + 1, permission, scope: "all" as const })),
]);
