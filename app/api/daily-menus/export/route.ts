import { endpoints, route } from "@/app/_server/route";
import { dailyMenuStatusLabels } from "@/db/enums/dishes";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { ListDailyMenus } from "@/domain/dishes/daily/schema";
import { exportDailyMenus } from "@/domain/dishes/exports";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出每日菜单（xlsx），与列表同样的筛选",
      permission: "menus:export",
      input: ListDailyMenus,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportDailyMenus(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "每日菜单",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 份`],
        columns: [
          { header: "日期", key: "menuDate", format: "date" },
          { header: "餐次", key: "categoryName", width: 10, format: "text" },
          { header: "状态", key: "statusText", width: 10, format: "text" },
          { header: "菜", key: "dishNames", width: 60, format: "text" },
          { header: "份数", key: "portions", format: "int" },
          { header: "发布时间", key: "publishedAt", format: "datetime" },
        ],
        rows: rows.map((row) => ({
          ...row,
          statusText: dailyMenuStatusLabels[row.status],
          dishNames: row.dishes
            .map((dish) => (dish.quantity > 1 ? `${dish.name}×${dish.quantity}` : dish.name))
            .join("、"),
          portions: row.dishes.reduce((sum, dish) => sum + dish.quantity, 0),
        })),
      });
      const name = encodeURIComponent(`每日菜单 ${dayOf(ctx.now)}.xlsx`);
      return new Response(sheet as Uint8Array<ArrayBuffer>, {
        headers: { "Content-Type": SHEET, "Content-Disposition": `attachment; filename*=UTF-8''${name}` },
      });
    },
  ),
});
