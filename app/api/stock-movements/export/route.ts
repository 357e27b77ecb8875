import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { stockMovementTypeLabels } from "@/db/enums/inventory";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { exportMovements } from "@/domain/inventory/exports";
import { ListMovements } from "@/domain/inventory/movements/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出出入库流水（xlsx），与列表同样的筛选",
      permission: "inventory:export",
      input: ListMovements,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportMovements(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "出入库流水",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 笔`],
        columns: [
          { header: "日期", key: "businessDay", format: "date" },
          { header: "单号", key: "documentNumber", width: 16, format: "text" },
          { header: "种类", key: "movementType", width: 10, format: "text" },
          { header: "仓库", key: "warehouseName", width: 14, format: "text" },
          { header: "物料", key: "itemName", width: 16, format: "text" },
          { header: "批次", key: "lotNo", width: 14, format: "text" },
          { header: "到期", key: "expiresOn", format: "date" },
          { header: "数量", key: "quantity", format: "number" },
          { header: "结存", key: "quantityAfter", format: "number" },
          { header: "单位", key: "unit", width: 6, format: "text" },
          { header: "成本", key: "cost", width: 12, format: "money" },
          { header: "原因", key: "reason", width: 24, format: "text" },
          { header: "经手", key: "createdBy", width: 10, format: "text" },
          { header: "时间", key: "createdAt", format: "datetime" },
        ],
        rows: rows.map((row) => ({ ...row, movementType: stockMovementTypeLabels[row.movementType] })),
      });
      return sheetResponse(sheet, `出入库流水 ${dayOf(ctx.now)}`);
    },
  ),
});
