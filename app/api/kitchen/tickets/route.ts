import { endpoints, route } from "@/app/_server/route";
import { tickets } from "@/domain/kitchen/queries";
import { TicketsInput, TicketsOut } from "@/domain/kitchen/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "餐签：每位妈妈一餐一张", permission: "kitchen:read", input: TicketsInput, output: TicketsOut },
    tickets,
  ),
});
