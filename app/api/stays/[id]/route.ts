import { endpoints, route } from "@/app/_server/route";
import { cancelStay, updateStay } from "@/domain/customers/stays/commands";
import { stayDetail } from "@/domain/customers/stays/queries";
import { CancelStay, StayId, StayOut, UpdateStay } from "@/domain/customers/stays/schema";

const update = route(
  { summary: "修改日期、陪护、备注", permission: "stays:edit", input: UpdateStay, output: StayOut },
  async (ctx, input) => stayDetail(ctx, await updateStay(ctx, input)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一次入住", permission: "stays:read", input: StayId, output: StayOut }, stayDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "取消预订", permission: "stays:edit", input: CancelStay, output: StayOut },
    async (ctx, input) => stayDetail(ctx, await cancelStay(ctx, input)),
  ),
});
