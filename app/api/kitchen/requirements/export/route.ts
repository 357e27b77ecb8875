import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { writeSheet } from "@/documents/sheets/write";
import { RequirementsInput } from "@/domain/kitchen/requirements/schema";
import { exportRequirements } from "@/domain/purchasing/requirements/queries";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出采购建议（xlsx）",
      permission: "kitchen:export",
      input: RequirementsInput,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const found = await exportRequirements(ctx, input);
      const sheet = await writeSheet({
        title: "采购建议",
        meta: [`${found.from} 到 ${found.to}，导出时间 ${stamp(ctx.now)}，共 ${found.suggestions.length} 笔`],
        columns: [
          { header: "最晚下单", key: "orderBy", format: "date" },
          { header: "哪天要用", key: "neededOn", format: "date" },
          { header: "用到", key: "until", format: "date" },
          { header: "食材", key: "name", width: 16, format: "text" },
          { header: "供应商", key: "supplierName", width: 18, format: "text" },
          { header: "数量", key: "quantity", format: "number" },
          { header: "单位", key: "unit", width: 8, format: "text" },
          { header: "缺口（基本单位）", key: "missing", format: "number" },
          { header: "基本单位", key: "baseUnit", width: 8, format: "text" },
          { header: "金额", key: "cost", width: 12, format: "money" },
          { header: "提示", key: "hint", width: 16, format: "text" },
        ],
        rows: found.suggestions.map((one) => ({
          ...one,
          supplierName: one.supplierName ?? "没有供应商",
          hint: one.isLate ? "已来不及" : "",
        })),
      });
      return sheetResponse(sheet, `采购建议 ${dayOf(ctx.now)}`);
    },
  ),
});
