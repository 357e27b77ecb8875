import { endpoints, route } from "@/app/_server/route";
import { releaseLot } from "@/domain/inventory/lots/commands";
import { LotOut, ReleaseLot } from "@/domain/inventory/lots/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({ summary: "解除冻结", permission: "inventory:edit", input: ReleaseLot, output: LotOut }, releaseLot),
});
