import { endpoints, route } from "@/app/_server/route";
import { importSheet } from "@/domain/imports/batches/flows";
import { listBatches } from "@/domain/imports/batches/queries";
import { BatchOut, BatchRowOut, ListBatches, UploadSheet } from "@/domain/imports/batches/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "导入记录", permission: "imports:run", input: ListBatches, output: listOut(BatchRowOut) },
    listBatches,
  ),
  POST: route(
    {
      summary: "导入 Excel（customers、dishes、ingredients、menus）；dry_run=true 只检查不写入",
      permission: "imports:run",
      input: UploadSheet,
      output: BatchOut,
      body: "multipart",
      message: "文件上传成功",
    },
    importSheet,
  ),
});
