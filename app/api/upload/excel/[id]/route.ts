import { endpoints, route } from "@/app/_server/route";
import { batch } from "@/domain/imports/batches/queries";
import { BatchId, BatchOut } from "@/domain/imports/batches/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一次导入的结果", permission: "imports:run", input: BatchId, output: BatchOut }, batch),
});
