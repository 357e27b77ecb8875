import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { userStatusLabels } from "@/db/enums/identity";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { recordUsersExport } from "@/domain/identity/audit/commands";
import { exportedUsers } from "@/domain/identity/users/queries";
import { ListUsers } from "@/domain/identity/users/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出用户（xlsx），与列表同样的筛选",
      permission: "users:export",
      input: ListUsers,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportedUsers(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "用户",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 位`],
        columns: [
          { header: "用户名", key: "username", format: "text" },
          { header: "姓名", key: "fullName", format: "text" },
          { header: "手机", key: "phone", width: 16, format: "text" },
          { header: "邮箱", key: "email", width: 26, format: "text" },
          { header: "部门", key: "department", format: "text" },
          { header: "职位", key: "position", format: "text" },
          { header: "角色", key: "roleText", width: 30, format: "text" },
          { header: "状态", key: "statusText", format: "text" },
          { header: "动态口令", key: "mfaText", format: "text" },
          { header: "上次登录", key: "lastLoginAt", format: "datetime" },
          { header: "建立时间", key: "createdAt", format: "datetime" },
        ],
        rows: rows.map((row) => ({
          ...row,
          roleText: row.assignments.map((role) => `${role.label}${role.centre ? `（${role.centre}）` : ""}`).join("、"),
          statusText: userStatusLabels[row.status],
          mfaText: row.mfaEnabled ? "已绑定" : "没绑定",
        })),
      });
      await recordUsersExport(ctx, { filter: input, rows: rows.length });
      return sheetResponse(sheet, `用户 ${dayOf(ctx.now)}`);
    },
  ),
});
