import { endpoints, route } from "@/app/_server/route";
import { stayStatusLabels } from "@/db/enums/customers";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { exportStays } from "@/domain/customers/list/commands";
import { ListStays } from "@/domain/customers/stays/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出入住（xlsx），与列表同样的筛选",
      permission: "stays:export",
      input: ListStays,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportStays(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "入住",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 次`],
        columns: [
          { header: "客户", key: "customerName", format: "text" },
          { header: "房间", key: "room", width: 8, format: "text" },
          { header: "状态", key: "statusText", width: 10, format: "text" },
          { header: "计划入住", key: "checkInDate", format: "date" },
          { header: "计划退住", key: "checkOutDate", format: "date" },
          { header: "实际入住", key: "checkedInAt", format: "datetime" },
          { header: "实际退住", key: "checkedOutAt", format: "datetime" },
          { header: "陪护", key: "companions", format: "int" },
          { header: "备注", key: "note", width: 30, format: "text" },
        ],
        rows: rows.map((row) => ({ ...row, statusText: stayStatusLabels[row.status] })),
      });
      const name = encodeURIComponent(`入住 ${dayOf(ctx.now)}.xlsx`);
      return new Response(sheet as Uint8Array<ArrayBuffer>, {
        headers: { "Content-Type": SHEET, "Content-Disposition": `attachment; filename*=UTF-8''${name}` },
      });
    },
  ),
});
