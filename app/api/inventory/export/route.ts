import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { itemKindLabels } from "@/db/enums/inventory";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { exportStock } from "@/domain/inventory/exports";
import { stockStatusLabels } from "@/domain/inventory/stock/rules";
import { ListStock } from "@/domain/inventory/stock/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出库存（xlsx），与列表同样的筛选",
      permission: "inventory:export",
      input: ListStock,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportStock(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "库存",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 项`],
        columns: [
          { header: "物料", key: "itemName", width: 16, format: "text" },
          { header: "编码", key: "itemCode", width: 16, format: "text" },
          { header: "种类", key: "kind", width: 8, format: "text" },
          { header: "分类", key: "category", width: 12, format: "text" },
          { header: "仓库", key: "warehouseName", width: 14, format: "text" },
          { header: "状态", key: "status", width: 8, format: "text" },
          { header: "结存", key: "quantity", format: "number" },
          { header: "可用", key: "availableQuantity", format: "number" },
          { header: "预留", key: "reservedQuantity", format: "number" },
          { header: "冻结", key: "blockedQuantity", format: "number" },
          { header: "过期", key: "expiredQuantity", format: "number" },
          { header: "单位", key: "unit", width: 6, format: "text" },
          { header: "补货线", key: "reorderPoint", format: "number" },
          { header: "日均用量", key: "dailyUse", format: "number" },
          { header: "够用天数", key: "coverDays", format: "number" },
          { header: "最近到期", key: "expiresOn", format: "date" },
          { header: "成本", key: "cost", width: 12, format: "money" },
        ],
        rows: rows.map((row) => ({ ...row, kind: itemKindLabels[row.kind], status: stockStatusLabels[row.status] })),
      });
      return sheetResponse(sheet, `库存 ${dayOf(ctx.now)}`);
    },
  ),
});
