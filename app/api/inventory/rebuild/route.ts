import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { rebuildBalances } from "@/domain/inventory/rebuilding/commands";
import { CheckStock, DifferenceOut } from "@/domain/inventory/rebuilding/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "按流水重算结存；返回改正了哪些",
      permission: "inventory:reverse",
      input: CheckStock,
      output: z.object({ differences: z.array(DifferenceOut) }),
    },
    async (ctx, input) => ({ differences: await rebuildBalances(ctx, input) }),
  ),
});
