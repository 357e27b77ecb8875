import { endpoints, route } from "@/app/_server/route";
import { addRestriction } from "@/domain/customers/restrictions/commands";
import { listRestrictions } from "@/domain/customers/restrictions/queries";
import { AddRestriction, ListRestrictions, RestrictionsOut } from "@/domain/customers/restrictions/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "客户的禁忌，含已结束的",
      permission: "customers:read",
      input: ListRestrictions,
      output: RestrictionsOut,
    },
    listRestrictions,
  ),
  POST: route(
    {
      summary: "登记禁忌；没选目标时按词对应过敏原、标签、食材或菜品",
      permission: "restrictions:edit",
      input: AddRestriction,
      output: created,
      status: 201,
    },
    addRestriction,
  ),
});
