import { endpoints, route } from "@/app/_server/route";
import { undoBatch } from "@/domain/imports/batches/commands";
import { BatchId, UndoOut } from "@/domain/imports/batches/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "撤销一次导入；已被用到的行保留并说明",
      permission: "imports:run",
      input: BatchId,
      output: UndoOut,
      message: "已撤销",
    },
    undoBatch,
  ),
});
