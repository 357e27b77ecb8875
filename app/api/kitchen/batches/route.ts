import { endpoints, route } from "@/app/_server/route";
import { listBatches } from "@/domain/kitchen/batches/queries";
import { BatchesOut, ListBatches } from "@/domain/kitchen/batches/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "制作记录：一天或一餐的批次",
      permission: "kitchen:read",
      input: ListBatches,
      output: BatchesOut,
    },
    listBatches,
  ),
});
