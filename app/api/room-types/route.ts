import { endpoints, route } from "@/app/_server/route";
import { createRoomType } from "@/domain/centres/commands";
import { listRoomTypes } from "@/domain/centres/masters/queries";
import { CreateRoomType, ListRoomTypes, RoomTypesOut } from "@/domain/centres/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "房型列表", permission: "centres:read", input: ListRoomTypes, output: RoomTypesOut },
    listRoomTypes,
  ),
  POST: route(
    { summary: "新建房型", permission: "centres:edit", input: CreateRoomType, output: created, status: 201 },
    createRoomType,
  ),
});
