import { endpoints, route } from "@/app/_server/route";
import { deliverTickets } from "@/domain/kitchen/delivery/commands";
import { deliveryRound } from "@/domain/kitchen/delivery/queries";
import { DeliveredOut, DeliverTickets, RoundInput, RoundOut } from "@/domain/kitchen/delivery/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "送餐：按楼层列出一餐的餐签",
      permission: "kitchen:read",
      input: RoundInput,
      output: RoundOut,
    },
    deliveryRound,
  ),
  POST: route(
    {
      summary: "确认送达，或登记没收的原因",
      permission: "kitchen:deliver",
      input: DeliverTickets,
      output: DeliveredOut,
    },
    deliverTickets,
  ),
});
