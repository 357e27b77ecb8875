import { endpoints, route } from "@/app/_server/route";
import { lotDetail } from "@/domain/inventory/lots/queries";
import { LotId, LotOut } from "@/domain/inventory/lots/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一个批次", permission: "inventory:read", input: LotId, output: LotOut }, lotDetail),
});
