import { endpoints, route } from "@/app/_server/route";
import { checkIn } from "@/domain/customers/stays/commands";
import { stayDetail } from "@/domain/customers/stays/queries";
import { CheckIn, StayOut } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({ summary: "办入住", permission: "stays:edit", input: CheckIn, output: StayOut }, async (ctx, input) =>
    stayDetail(ctx, await checkIn(ctx, input)),
  ),
});
