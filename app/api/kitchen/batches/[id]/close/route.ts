import { endpoints, route } from "@/app/_server/route";
import { closeBatch } from "@/domain/kitchen/batches/commands";
import { CloseBatch, ClosedOut } from "@/domain/kitchen/batches/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "批次完成：份数、温度，按先到期先出领料",
      permission: "kitchen:work",
      input: CloseBatch,
      output: ClosedOut,
    },
    closeBatch,
  ),
});
