import { endpoints, route } from "@/app/_server/route";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { exportIngredients } from "@/domain/dishes/exports";
import { ListIngredients } from "@/domain/dishes/ingredients/schema";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出食材（xlsx），与列表同样的筛选",
      permission: "ingredients:export",
      input: ListIngredients,
      output: nothing,
      produces: SHEET,
    },
    async (ctx, input) => {
      const rows = await exportIngredients(ctx, input, EXPORT_ROWS_MAX + 1); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "食材",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 种`],
        columns: [
          { header: "食材", key: "name", width: 16, format: "text" },
          { header: "别名", key: "aliases", width: 24, format: "text" },
          { header: "分类", key: "category", width: 12, format: "text" },
          { header: "单位", key: "unit", width: 8, format: "text" },
          { header: "可食部 %", key: "ediblePct", width: 10, format: "number" },
          { header: "每千克价", key: "perKg", width: 12, format: "money" },
          { header: "能量 kcal/100g", key: "calories", format: "number" },
          { header: "蛋白质 g/100g", key: "protein", format: "number" },
          { header: "碳水 g/100g", key: "carbohydrates", format: "number" },
          { header: "脂肪 g/100g", key: "fat", format: "number" },
          { header: "含有的过敏原", key: "contains", width: 18, format: "text" },
          { header: "未申报的过敏原", key: "unknown", width: 18, format: "text" },
          { header: "可用", key: "isAvailable", width: 8, format: "text" },
          { header: "数据来源", key: "source", width: 14, format: "text" },
          { header: "备注", key: "note", width: 30, format: "text" },
          { header: "更新时间", key: "updatedAt", format: "datetime" },
        ],
        rows: rows.map((row) => ({
          ...row,
          aliases: row.aliases.join("、"),
          perKg: row.price?.perKg ?? null,
          contains: namesOf(row.allergens, "contains"),
          unknown: namesOf(row.allergens, "unknown"),
          isAvailable: row.isAvailable ? "可用" : "停用",
        })),
      });
      const name = encodeURIComponent(`食材 ${dayOf(ctx.now)}.xlsx`);
      return new Response(sheet as Uint8Array<ArrayBuffer>, {
        headers: { "Content-Type": SHEET, "Content-Disposition": `attachment; filename*=UTF-8''${name}` },
      });
    },
  ),
});

const namesOf = (allergens: readonly { name: string; state: string }[], state: string) =>
  allergens
    .filter((a) => a.state === state)
    .map((a) => a.name)
    .join("、");
