import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { stockDifferences } from "@/domain/inventory/rebuilding/commands";
import { CheckStock, DifferenceOut } from "@/domain/inventory/rebuilding/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "核对库存：结存和流水合计不一致的地方",
      permission: "inventory:read",
      input: CheckStock,
      output: z.object({ differences: z.array(DifferenceOut) }),
    },
    async (ctx, input) => ({ differences: await stockDifferences(ctx, input) }),
  ),
});
