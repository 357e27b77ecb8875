import { endpoints, route } from "@/app/_server/route";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { exportDishes } from "@/domain/dishes/exports";
import { ListDishes } from "@/domain/dishes/recipes/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出菜品（xlsx），与列表同样的筛选",
      permission: "dishes:export",
      input: ListDishes,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportDishes(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "菜品",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 道`],
        columns: [
          { header: "菜品", key: "name", width: 20, format: "text" },
          { header: "分类", key: "category", width: 10, format: "text" },
          { header: "适用餐次", key: "slots", width: 22, format: "text" },
          { header: "适用周", key: "weeks", width: 12, format: "text" },
          { header: "做法", key: "method", width: 8, format: "text" },
          { header: "配料", key: "ingredientsText", width: 40, format: "text" },
          { header: "能量 kcal", key: "calories", format: "number" },
          { header: "蛋白质 g", key: "protein", format: "number" },
          { header: "碳水 g", key: "carb", format: "number" },
          { header: "脂肪 g", key: "fat", format: "number" },
          { header: "营养齐全", key: "nutrition", width: 10, format: "text" },
          { header: "过敏原", key: "allergens", width: 18, format: "text" },
          { header: "禁忌", key: "restrictions", width: 30, format: "text" },
          { header: "成本", key: "cost", format: "money" },
          { header: "成本齐全", key: "costComplete", width: 10, format: "text" },
          { header: "售价", key: "price", format: "money" },
          { header: "状态", key: "statusText", width: 8, format: "text" },
          { header: "更新时间", key: "updatedAt", format: "datetime" },
        ],
        rows: rows.map((row) => ({
          ...row,
          slots: row.slots.map((slot) => slot.name).join("、"),
          weeks: row.weeks?.join("、") ?? "不限",
          protein: row.nutritionInfo.protein,
          carb: row.nutritionInfo.carbohydrates,
          fat: row.nutritionInfo.fat,
          nutrition: row.isNutritionComplete ? "是" : "缺数据",
          allergens: row.allergens.map((a) => (a.state === "unknown" ? `${a.name}（未申报）` : a.name)).join("、"),
          costComplete: row.isCostComplete ? "是" : "缺价格",
          statusText: row.isAvailable ? "可选" : "停用",
        })),
      });
      const name = encodeURIComponent(`菜品 ${dayOf(ctx.now)}.xlsx`);
      return new Response(sheet as Uint8Array<ArrayBuffer>, {
        headers: { "Content-Type": SHEET, "Content-Disposition": `attachment; filename*=UTF-8''${name}` },
      });
    },
  ),
});
