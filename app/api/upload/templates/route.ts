import { z } from "zod";
import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { importTemplate } from "@/documents/templates/import-template";
import { sheetKindLabels, sheetKinds } from "@/domain/imports/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导入模板",
      permission: "imports:run",
      input: z.object({ kind: z.enum(sheetKinds) }),
      output: z.null(),
      produces: SHEET,
    },
    async (_ctx, { kind }) => sheetResponse(await importTemplate(kind), `${sheetKindLabels[kind]}导入模板`),
  ),
});
