import { endpoints, route } from "@/app/_server/route";
import { archiveSupplier, updateSupplier } from "@/domain/purchasing/suppliers/commands";
import { supplierDetail } from "@/domain/purchasing/suppliers/queries";
import { SupplierDetailOut, SupplierId, SupplierVersion, UpdateSupplier } from "@/domain/purchasing/suppliers/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改供应商", permission: "suppliers:edit", input: UpdateSupplier, output: SupplierDetailOut },
  updateSupplier,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一个供应商", permission: "suppliers:read", input: SupplierId, output: SupplierDetailOut },
    supplierDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    {
      summary: "归档供应商",
      permission: "suppliers:edit",
      input: SupplierVersion,
      output: nothing,
      message: "归档成功",
    },
    archiveSupplier,
  ),
});
