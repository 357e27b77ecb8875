import { endpoints, route } from "@/app/_server/route";
import { takeBackDelivery } from "@/domain/kitchen/delivery/commands";
import { TakeBackDelivery, TakenBackOut } from "@/domain/kitchen/delivery/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "撤回刚才记错的送达或没收（10 分钟内，本人或厨房）",
      permission: "kitchen:deliver",
      input: TakeBackDelivery,
      output: TakenBackOut,
    },
    takeBackDelivery,
  ),
});
