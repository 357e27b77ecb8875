import { PDF, pdfResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { nutritionPaper } from "@/documents/pdf/nutrition";
import { renderPdf } from "@/documents/pdf/render";
import { familyNutrition } from "@/domain/planning/nutrition/family";
import { PlanWeek } from "@/domain/planning/schema";
import { nothing } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "营养小结（PDF，A4），给妈妈和家人；不给 week 就是整份计划",
      permission: "plans:read",
      input: PlanWeek,
      output: nothing,
      produces: PDF,
    },
    async (ctx, input) => {
      const paper = await familyNutrition(ctx, input);
      return pdfResponse(await renderPdf(nutritionPaper(paper)), `${paper.name}${paper.scope}营养小结`);
    },
  ),
});
