import { endpoints, route } from "@/app/_server/route";
import { editRestriction, endRestriction } from "@/domain/customers/restrictions/commands";
import { EditRestriction, EndRestriction } from "@/domain/customers/restrictions/schema";
import { id } from "@/lib/fields";
import { created } from "@/lib/out";

const edit = route(
  {
    summary: "修改禁忌的强度、做法、日期或对应的目标",
    permission: "restrictions:edit",
    input: EditRestriction.omit({ customerId: true }).extend({ restrictionId: id }),
    output: created,
  },
  (ctx, { id, restrictionId, ...input }) => editRestriction(ctx, { ...input, id: restrictionId, customerId: id }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PUT: edit,
  PATCH: edit,
  DELETE: route(
    {
      summary: "结束禁忌；历史保留",
      permission: "restrictions:edit",
      input: EndRestriction.omit({ customerId: true }).extend({ restrictionId: id }),
      output: created,
    },
    (ctx, { id, restrictionId, ...input }) => endRestriction(ctx, { ...input, id: restrictionId, customerId: id }),
  ),
});
