import { endpoints, route } from "@/app/_server/route";
import { archiveWarehouse, updateWarehouse } from "@/domain/inventory/warehouses/commands";
import { warehouseDetail } from "@/domain/inventory/warehouses/queries";
import { UpdateWarehouse, WarehouseId, WarehouseOut, WarehouseVersion } from "@/domain/inventory/warehouses/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改仓库", permission: "suppliers:edit", input: UpdateWarehouse, output: WarehouseOut },
  updateWarehouse,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一个仓库", permission: "suppliers:read", input: WarehouseId, output: WarehouseOut },
    warehouseDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    {
      summary: "归档仓库",
      permission: "suppliers:edit",
      input: WarehouseVersion,
      output: nothing,
      message: "归档成功",
    },
    archiveWarehouse,
  ),
});
