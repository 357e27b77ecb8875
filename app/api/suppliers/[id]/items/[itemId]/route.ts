import { endpoints, route } from "@/app/_server/route";
import { removeSupplierItem, updateSupplierItem } from "@/domain/purchasing/suppliers/commands";
import { SupplierDetailOut, SupplierItemId, UpdateSupplierItem } from "@/domain/purchasing/suppliers/schema";

const update = route(
  { summary: "修改目录里的一行", permission: "suppliers:edit", input: UpdateSupplierItem, output: SupplierDetailOut },
  updateSupplierItem,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "从目录里拿掉", permission: "suppliers:edit", input: SupplierItemId, output: SupplierDetailOut },
    removeSupplierItem,
  ),
});
