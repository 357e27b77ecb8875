import { endpoints, route } from "@/app/_server/route";
import { batchDetail } from "@/domain/kitchen/batches/queries";
import { BatchDetailOut, OneBatch } from "@/domain/kitchen/batches/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一个批次：配料、温度、留样",
      permission: "kitchen:read",
      input: OneBatch,
      output: BatchDetailOut,
    },
    batchDetail,
  ),
});
