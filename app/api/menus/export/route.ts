import { endpoints, route } from "@/app/_server/route";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { exportMenus } from "@/domain/dishes/exports";
import { ListMenus, menuTypeLabels } from "@/domain/dishes/menus/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出菜单模板（xlsx），与列表同样的筛选",
      permission: "menus:export",
      input: ListMenus,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportMenus(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "菜单模板",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 份`],
        columns: [
          { header: "菜单", key: "name", width: 20, format: "text" },
          { header: "类型", key: "type", width: 12, format: "text" },
          { header: "周期（天）", key: "cycleDays", format: "int" },
          { header: "菜", key: "dishNames", width: 60, format: "text" },
          { header: "行数", key: "lines", format: "int" },
          { header: "启用", key: "active", width: 8, format: "text" },
          { header: "说明", key: "description", width: 30, format: "text" },
          { header: "更新时间", key: "updatedAt", format: "datetime" },
        ],
        rows: rows.map((row) => ({
          ...row,
          type: menuTypeLabels[row.menuType],
          dishNames: [...new Set(row.dishes.map((dish) => dish.name))].join("、"),
          lines: row.dishes.length,
          active: row.isActive ? "启用" : "停用",
        })),
      });
      const name = encodeURIComponent(`菜单模板 ${dayOf(ctx.now)}.xlsx`);
      return new Response(sheet as Uint8Array<ArrayBuffer>, {
        headers: { "Content-Type": SHEET, "Content-Disposition": `attachment; filename*=UTF-8''${name}` },
      });
    },
  ),
});
