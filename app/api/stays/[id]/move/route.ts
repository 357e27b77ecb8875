import { endpoints, route } from "@/app/_server/route";
import { moveStay } from "@/domain/customers/stays/commands";
import { stayDetail } from "@/domain/customers/stays/queries";
import { MoveStay, StayOut } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({ summary: "换房", permission: "stays:edit", input: MoveStay, output: StayOut }, async (ctx, input) =>
    stayDetail(ctx, await moveStay(ctx, input)),
  ),
});
