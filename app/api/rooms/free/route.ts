import { endpoints, route } from "@/app/_server/route";
import { freeRooms } from "@/domain/customers/stays/queries";
import { FreeRooms, FreeRoomsOut } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "这些晚上空着的房间", permission: "stays:read", input: FreeRooms, output: FreeRoomsOut },
    freeRooms,
  ),
});
