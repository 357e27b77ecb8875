import { endpoints, route } from "@/app/_server/route";
import { archiveCentre, updateCentre } from "@/domain/centres/commands";
import { centreDetail } from "@/domain/centres/masters/queries";
import { CentreOut, RowId, RowVersion, UpdateCentre } from "@/domain/centres/schema";
import { created, nothing } from "@/lib/out";

const update = route(
  { summary: "修改中心", permission: "centres:edit", input: UpdateCentre, output: created },
  updateCentre,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一条中心", permission: "centres:read", input: RowId, output: CentreOut }, centreDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档中心", permission: "centres:edit", input: RowVersion, output: nothing },
    async (ctx, input) => {
      await archiveCentre(ctx, input);
      return null;
    },
  ),
});
