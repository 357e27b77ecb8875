import { z } from "zod";
import { SHEET, sheetResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { errorWorkbook } from "@/documents/sheets/write";
import { faultyRows } from "@/domain/imports/batches/queries";
import { BatchId } from "@/domain/imports/batches/schema";
import { type SheetKind, sheetKindLabels } from "@/domain/imports/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "有错的行，原样带原因，改好可再传",
      permission: "imports:run",
      input: BatchId,
      output: z.null(),
      produces: SHEET,
    },
    async (ctx, input) => {
      const found = await faultyRows(ctx, input);
      const title = `${sheetKindLabels[found.kind as SheetKind]}导入，有错的行`;
      return sheetResponse(await errorWorkbook({ title, headers: found.headers, rows: found.rows }), title);
    },
  ),
});
