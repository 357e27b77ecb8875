import { type RolePermissionScope, rolePermissionScopeLabels } from "@/db/enums/identity";

export const NONE = "none";
export type Change = { code: string; label: string; kind: "新增" | "去掉" | "范围"; from: string; to: string };
type Values = Record<string, string | undefined>;

export const scopeLabel = (scope: string): string =>
  scope === NONE ? "没有" : (rolePermissionScopeLabels[scope as RolePermissionScope] ?? scope);

/** The permissions whose scope is another now, in the order of the matrix. */
export function changesIn(
  permissions: readonly { code: string; label: string }[],
  opened: Values,
  now: Values,
): Change[] {
  return permissions.flatMap(({ code, label }) => {
    const [from, to] = [opened[code] ?? NONE, now[code] ?? NONE];
    if (from === to) return [];
    return { code, label, from, to, kind: from === NONE ? "新增" : to === NONE ? "去掉" : "范围" };
  });
}
