import { endpoints, route } from "@/app/_server/route";
import { archivePackage, updatePackage } from "@/domain/packages/commands";
import { packageDetail } from "@/domain/packages/queries";
import { PackageId, PackageOut, PackageVersion, UpdatePackage } from "@/domain/packages/schema";
import { created, nothing } from "@/lib/out";

const update = route(
  { summary: "修改服务套餐；已签的合同不变", permission: "packages:edit", input: UpdatePackage, output: created },
  updatePackage,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一个服务套餐", permission: "packages:read", input: PackageId, output: PackageOut },
    packageDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档服务套餐", permission: "packages:edit", input: PackageVersion, output: nothing },
    async (ctx, input) => {
      await archivePackage(ctx, input);
      return null;
    },
  ),
});
