import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { recordAuditExport } from "@/domain/identity/audit/commands";
import { exportedAudit } from "@/domain/identity/audit/queries";
import { ListAudit } from "@/domain/identity/audit/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出操作日志（xlsx），与列表同样的筛选",
      permission: "audit:export",
      input: ListAudit,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportedAudit(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "操作日志",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 条，新的在前`],
        columns: [
          { header: "时间", key: "createdAt", format: "datetime" },
          { header: "操作人", key: "actorName", format: "text" },
          { header: "做了什么", key: "text", width: 18, format: "text" },
          { header: "对象", key: "subject", width: 20, format: "text" },
          { header: "中心", key: "centre", format: "text" },
          { header: "改动", key: "changeText", width: 60, format: "text" },
          { header: "其他", key: "factText", width: 30, format: "text" },
          { header: "来自", key: "ipAddress", width: 16, format: "text" },
          { header: "请求编号", key: "requestId", width: 38, format: "text" },
        ],
        rows: rows.map((row) => ({
          ...row,
          changeText: row.changes
            .map((change) => `${change.label}：${change.before ?? "空"} → ${change.after ?? "空"}`)
            .join("；"),
          factText: row.facts.map((fact) => `${fact.label}：${fact.value}`).join("；"),
        })),
      });
      await recordAuditExport(ctx, { filter: input, rows: rows.length });
      return sheetResponse(sheet, `操作日志 ${dayOf(ctx.now)}`);
    },
  ),
});
