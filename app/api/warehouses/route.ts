import { endpoints, route } from "@/app/_server/route";
import { createWarehouse } from "@/domain/inventory/warehouses/commands";
import { listWarehouses } from "@/domain/inventory/warehouses/queries";
import { CreateWarehouse, ListWarehouses, WarehouseOut } from "@/domain/inventory/warehouses/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "仓库列表", permission: "suppliers:read", input: ListWarehouses, output: listOut(WarehouseOut) },
    listWarehouses,
  ),
  POST: route(
    { summary: "新建仓库", permission: "suppliers:edit", input: CreateWarehouse, output: WarehouseOut, status: 201 },
    createWarehouse,
  ),
});
