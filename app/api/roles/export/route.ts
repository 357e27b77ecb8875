import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { rolePermissionScopeLabels } from "@/db/enums/identity";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { recordRolesExport } from "@/domain/identity/audit/commands";
import { exportedRoles } from "@/domain/identity/roles/queries";
import { listPermissions } from "@/domain/identity/roles/resources";
import { ListRoles } from "@/domain/identity/roles/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

/** One line for each role and permission: what an auditor of rights asks for. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出角色与权限（xlsx）",
      permission: "users:export",
      input: ListRoles,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const roles = await exportedRoles(ctx, input, EXPORT_ROWS_MAX);
      const known = new Map(listPermissions().map((permission) => [permission.code, permission]));
      const rows = roles.flatMap((role) =>
        role.grants.flatMap(({ permission, scope }) => {
          const told = known.get(permission);
          if (!told) return [];
          const { label: action, resourceLabel: resource } = told;
          return { ...role, action, resource, scope: rolePermissionScopeLabels[scope] };
        }),
      );
      const sheet = await writeSheet({
        title: "角色与权限",
        meta: [`导出时间 ${stamp(ctx.now)}，${roles.length} 个角色，${rows.length} 项权限`],
        columns: [
          { header: "角色", key: "label", format: "text" },
          { header: "使用人数", key: "users", format: "int" },
          { header: "资源", key: "resource", width: 18, format: "text" },
          { header: "权限", key: "action", width: 26, format: "text" },
          { header: "范围", key: "scope", format: "text" },
        ],
        rows,
      });
      await recordRolesExport(ctx, { filter: input, rows: rows.length });
      return sheetResponse(sheet, `角色与权限 ${dayOf(ctx.now)}`);
    },
  ),
});
