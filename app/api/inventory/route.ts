import { endpoints, route } from "@/app/_server/route";
import { listStock } from "@/domain/inventory/stock/queries";
import { ListStock, StockOut } from "@/domain/inventory/stock/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "库存：物料 × 仓库，可用、预留、到期",
      permission: "inventory:read",
      input: ListStock,
      output: listOut(StockOut),
    },
    listStock,
  ),
});
