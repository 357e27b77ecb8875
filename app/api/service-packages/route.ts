import { endpoints, route } from "@/app/_server/route";
import { createPackage } from "@/domain/packages/commands";
import { listPackages } from "@/domain/packages/queries";
import { CreatePackage, ListPackages, PackagesOut } from "@/domain/packages/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "服务套餐", permission: "packages:read", input: ListPackages, output: PackagesOut },
    listPackages,
  ),
  POST: route(
    { summary: "新建服务套餐", permission: "packages:edit", input: CreatePackage, output: created, status: 201 },
    createPackage,
  ),
});
