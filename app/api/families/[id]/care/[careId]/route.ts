import { endpoints, route } from "@/app/_server/route";
import { endCare } from "@/domain/customers/care/commands";
import { EndCare } from "@/domain/customers/care/schema";
import { id } from "@/lib/fields";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  DELETE: route(
    {
      summary: "结束分派",
      permission: "families:edit",
      input: EndCare.extend({ careId: id }),
      output: created,
    },
    (ctx, { id, careId }) => endCare(ctx, { id: careId, familyId: id }),
  ),
});
