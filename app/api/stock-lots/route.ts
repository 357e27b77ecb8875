import { endpoints, route } from "@/app/_server/route";
import { listLots } from "@/domain/inventory/lots/queries";
import { ListLots, LotOut } from "@/domain/inventory/lots/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "批次，先到期的在前", permission: "inventory:read", input: ListLots, output: listOut(LotOut) },
    listLots,
  ),
});
