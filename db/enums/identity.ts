export const userStatuses = ["active", "inactive", "suspended"] as const;
export type UserStatus = (typeof userStatuses)[number];
export const userStatusLabels: Record<UserStatus, string> = { active: "正常", inactive: "已停用", suspended: "已冻结" };

export const rolePermissionScopes = ["own", "assigned", "all"] as const;
export type RolePermissionScope = (typeof rolePermissionScopes)[number];
export const rolePermissionScopeLabels: Record<RolePermissionScope, string> = {
  own: "仅本人",
  assigned: "分派给我的",
  all: "全部",
};
