import { endpoints, route } from "@/app/_server/route";
import { createRoom } from "@/domain/centres/commands";
import { listRooms } from "@/domain/centres/masters/queries";
import { CreateRoom, ListRooms, RoomsOut } from "@/domain/centres/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "房间列表", permission: "centres:read", input: ListRooms, output: RoomsOut }, listRooms),
  POST: route(
    { summary: "新建房间", permission: "centres:edit", input: CreateRoom, output: created, status: 201 },
    createRoom,
  ),
});
