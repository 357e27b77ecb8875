import { endpoints, route } from "@/app/_server/route";
import { blockLot } from "@/domain/inventory/lots/commands";
import { BlockLot, LotOut } from "@/domain/inventory/lots/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "冻结或隔离批次：不再领用，也不再算作可用",
      permission: "inventory:edit",
      input: BlockLot,
      output: LotOut,
    },
    blockLot,
  ),
});
