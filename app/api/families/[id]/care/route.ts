import { endpoints, route } from "@/app/_server/route";
import { giveCare } from "@/domain/customers/care/commands";
import { careTeam } from "@/domain/customers/care/queries";
import { CareTeamOut, GiveCare } from "@/domain/customers/care/schema";
import { RowId } from "@/domain/customers/families/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "谁在照护这个家庭", permission: "families:read", input: RowId, output: CareTeamOut }, careTeam),
  POST: route(
    { summary: "把家庭分派给同事", permission: "families:edit", input: GiveCare, output: created, status: 201 },
    giveCare,
  ),
});
