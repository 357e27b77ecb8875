import { endpoints, route } from "@/app/_server/route";
import { endCondition } from "@/domain/customers/restrictions/commands";
import { EndCondition } from "@/domain/customers/restrictions/schema";
import { id } from "@/lib/fields";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  DELETE: route(
    {
      summary: "结束身体状况；历史保留",
      permission: "restrictions:edit",
      input: EndCondition.omit({ customerId: true }).extend({ conditionId: id }),
      output: created,
    },
    (ctx, { id, conditionId, ...input }) => endCondition(ctx, { ...input, id: conditionId, customerId: id }),
  ),
});
