import { endpoints, route } from "@/app/_server/route";
import { editBirth } from "@/domain/customers/births/commands";
import { EditBirth } from "@/domain/customers/births/schema";
import { id } from "@/lib/fields";
import { created } from "@/lib/out";

const edit = route(
  {
    summary: "修改分娩日期、方式、喂养",
    permission: "customers:edit",
    input: EditBirth.omit({ customerId: true }).extend({ birthId: id }),
    output: created,
  },
  (ctx, { id, birthId, ...input }) => editBirth(ctx, { ...input, id: birthId, customerId: id }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PUT: edit,
  PATCH: edit,
});
