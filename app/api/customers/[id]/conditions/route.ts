import { endpoints, route } from "@/app/_server/route";
import { setCondition } from "@/domain/customers/restrictions/commands";
import { listConditions } from "@/domain/customers/restrictions/queries";
import { ConditionsOut, SetCondition } from "@/domain/customers/restrictions/schema";
import { CustomerId } from "@/domain/customers/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "身体状况，和可以选的状况", permission: "customers:read", input: CustomerId, output: ConditionsOut },
    listConditions,
  ),
  POST: route(
    {
      summary: "登记身体状况；相应的膳食规则生效",
      permission: "restrictions:edit",
      input: SetCondition,
      output: created,
      status: 201,
    },
    setCondition,
  ),
});
