import { endpoints, route } from "@/app/_server/route";
import { startBatch } from "@/domain/kitchen/batches/commands";
import { BatchStep } from "@/domain/kitchen/batches/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "批次开始制作",
      permission: "kitchen:work",
      input: BatchStep,
      output: created,
    },
    startBatch,
  ),
});
