import { endpoints, route } from "@/app/_server/route";
import { checkOut } from "@/domain/customers/stays/commands";
import { stayDetail } from "@/domain/customers/stays/queries";
import { CheckOut, StayOut } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({ summary: "办退住", permission: "stays:edit", input: CheckOut, output: StayOut }, async (ctx, input) =>
    stayDetail(ctx, await checkOut(ctx, input)),
  ),
});
