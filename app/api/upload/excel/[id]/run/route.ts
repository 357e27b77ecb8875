import { endpoints, route } from "@/app/_server/route";
import { runBatch } from "@/domain/imports/batches/flows";
import { BatchOut, RunBatch } from "@/domain/imports/batches/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "把试导入过的表格正式导入",
      permission: "imports:run",
      input: RunBatch,
      output: BatchOut,
      message: "导入完成",
    },
    runBatch,
  ),
});
