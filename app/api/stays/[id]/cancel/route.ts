import { endpoints, route } from "@/app/_server/route";
import { cancelStay } from "@/domain/customers/stays/commands";
import { stayDetail } from "@/domain/customers/stays/queries";
import { CancelStay, StayOut } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "取消预订或登记未到店", permission: "stays:edit", input: CancelStay, output: StayOut },
    async (ctx, input) => stayDetail(ctx, await cancelStay(ctx, input)),
  ),
});
