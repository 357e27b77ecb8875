import { endpoints, route } from "@/app/_server/route";
import { cancelBatch } from "@/domain/kitchen/batches/commands";
import { CancelBatch } from "@/domain/kitchen/batches/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "取消没有人要的批次",
      permission: "kitchen:work",
      input: CancelBatch,
      output: created,
    },
    cancelBatch,
  ),
});
