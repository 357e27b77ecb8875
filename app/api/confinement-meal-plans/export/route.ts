import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { confinementMealPlanPlaceLabels, confinementMealPlanStatusLabels } from "@/db/enums/planning";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { recordExport } from "@/domain/planning/list/commands";
import { exportedPlans } from "@/domain/planning/list/queries";
import { planTypeLabel } from "@/domain/planning/rules";
import { ListPlans } from "@/domain/planning/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出月子餐计划（xlsx），与列表同样的筛选",
      permission: "plans:export",
      input: ListPlans,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportedPlans(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "月子餐计划",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 份`],
        columns: [
          { header: "计划编号", key: "planNumber", width: 18, format: "text" },
          { header: "客户", key: "customerName", format: "text" },
          { header: "开始日期", key: "startDate", format: "date" },
          { header: "结束日期", key: "endDate", format: "date" },
          { header: "天数", key: "totalDays", format: "int" },
          { header: "类型", key: "type", format: "text" },
          { header: "地点", key: "place", format: "text" },
          { header: "状态", key: "status", format: "text" },
          { header: "已排餐次", key: "filledCells", format: "int" },
          { header: "全部餐次", key: "totalCells", format: "int" },
          { header: "需留意的菜", key: "warnings", format: "int" },
          { header: "每日热量 kcal", key: "totalCaloriesPerDay", format: "number" },
          { header: "总价", key: "totalPrice", format: "money" },
          { header: "优惠", key: "discountAmount", format: "money" },
          { header: "应收", key: "finalPrice", format: "money" },
          { header: "制定人", key: "createdByName", format: "text" },
          { header: "审核人", key: "approvedByName", format: "text" },
          { header: "审核时间", key: "approvedAt", format: "datetime" },
          { header: "备注", key: "notes", width: 30, format: "text" },
        ],
        rows: rows.map((row) => ({
          ...row,
          type: planTypeLabel(row.mealPlanType),
          place: confinementMealPlanPlaceLabels[row.place],
          status: confinementMealPlanStatusLabels[row.status],
        })),
      });
      await recordExport(ctx, input, rows.length);
      return sheetResponse(sheet, `月子餐计划 ${dayOf(ctx.now)}`);
    },
  ),
});
