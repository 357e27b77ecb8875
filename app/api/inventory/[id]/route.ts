import { endpoints, route } from "@/app/_server/route";
import { setReorderPoint } from "@/domain/inventory/stock/commands";
import { stockDetail } from "@/domain/inventory/stock/queries";
import { SetReorderPoint, StockDetailOut, StockId } from "@/domain/inventory/stock/schema";

const update = route(
  { summary: "设置补货线", permission: "inventory:edit", input: SetReorderPoint, output: StockDetailOut },
  setReorderPoint,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一项库存：批次、预留、最近流水", permission: "inventory:read", input: StockId, output: StockDetailOut },
    stockDetail,
  ),
  PUT: update,
  PATCH: update,
});
