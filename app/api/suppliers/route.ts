import { endpoints, route } from "@/app/_server/route";
import { createSupplier } from "@/domain/purchasing/suppliers/commands";
import { listSuppliers } from "@/domain/purchasing/suppliers/queries";
import { CreateSupplier, ListSuppliers, SupplierDetailOut, SupplierOut } from "@/domain/purchasing/suppliers/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "供应商列表", permission: "suppliers:read", input: ListSuppliers, output: listOut(SupplierOut) },
    listSuppliers,
  ),
  POST: route(
    {
      summary: "新建供应商",
      permission: "suppliers:edit",
      input: CreateSupplier,
      output: SupplierDetailOut,
      status: 201,
    },
    createSupplier,
  ),
});
