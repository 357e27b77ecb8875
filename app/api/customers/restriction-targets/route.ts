import { endpoints, route } from "@/app/_server/route";
import { findTargets } from "@/domain/customers/restrictions/queries";
import { TargetSearch, TargetsOut } from "@/domain/customers/restrictions/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "禁忌可以指向的过敏原、标签、食材和菜品",
      permission: "customers:read",
      input: TargetSearch,
      output: TargetsOut,
    },
    findTargets,
  ),
});
