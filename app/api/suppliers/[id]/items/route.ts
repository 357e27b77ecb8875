import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { addSupplierItem } from "@/domain/purchasing/suppliers/commands";
import { supplierDetail } from "@/domain/purchasing/suppliers/queries";
import { AddSupplierItem, SupplierDetailOut, SupplierId, SupplierItemOut } from "@/domain/purchasing/suppliers/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "供货目录",
      permission: "suppliers:read",
      input: SupplierId,
      output: z.object({ items: z.array(SupplierItemOut) }),
    },
    async (ctx, input) => ({ items: (await supplierDetail(ctx, input)).items }),
  ),
  POST: route(
    {
      summary: "目录里加一种物料",
      permission: "suppliers:edit",
      input: AddSupplierItem,
      output: SupplierDetailOut,
      status: 201,
    },
    addSupplierItem,
  ),
});
