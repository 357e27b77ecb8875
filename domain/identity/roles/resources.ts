import "server-only";
import { permissions } from "@/domain/core/permissions";
import { assignable } from "../grants";
import type { PermissionOut } from "./schema";

/** What the resources of permissions are called, in the order of the matrix. New ones show by their code until named here. */
const labels: Record<string, string> = {
  customers: "客户档案",
  families: "家庭与照护对象",
  restrictions: "禁忌",
  stays: "入住与房态",
  packages: "套餐与合同",
  plans: "月子餐计划",
  dishes: "菜品",
  ingredients: "食材与营养",
  menus: "菜单与每日菜单",
  kitchen: "厨房",
  guidance: "营养目标与膳食规则",
  orders: "订单",
  medical_orders: "医嘱",
  inventory: "库存与出入库",
  suppliers: "供应商与仓库",
  employees: "员工",
  centres: "中心与房间",
  files: "文件",
  imports: "导入",
  users: "用户",
  roles: "角色与权限",
  audit: "操作日志",
  settings: "中心设置",
  jobs: "任务",
};

const order = Object.keys(labels);
const rank = (resource: string) => (order.includes(resource) ? order.indexOf(resource) : order.length);

/** Every permission a role can hold, by resource. */
export function listPermissions(): PermissionOut[] {
  return assignable
    .map((code) => {
      const [resource = code, action = ""] = code.split(":");
      return { code, label: permissions[code], resource, resourceLabel: labels[resource] ?? resource, action };
    })
    .sort((a, b) => rank(a.resource) - rank(b.resource));
}
