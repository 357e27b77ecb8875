import { endpoints, route } from "@/app/_server/route";
import { setRoomStatus } from "@/domain/customers/rooms/commands";
import { SetRoomStatus } from "@/domain/customers/stays/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "前台改房间状态", permission: "stays:edit", input: SetRoomStatus, output: created },
    setRoomStatus,
  ),
});
