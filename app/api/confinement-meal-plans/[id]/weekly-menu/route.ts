import { PDF, pdfResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { renderPdf } from "@/documents/pdf/render";
import { weeklyMenu } from "@/documents/pdf/weekly-menu";
import { weeklyMenuOf } from "@/domain/planning/menu/queries";
import { PlanWeek } from "@/domain/planning/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一周菜单（PDF，A4 横），给妈妈和家人看",
      permission: "plans:read",
      input: PlanWeek,
      output: nothing,
      produces: PDF,
    },
    async (ctx, input) => {
      const menu = await weeklyMenuOf(ctx, input);
      return pdfResponse(await renderPdf(weeklyMenu(menu)), `${menu.name}第 ${menu.week} 周菜单`);
    },
  ),
});
