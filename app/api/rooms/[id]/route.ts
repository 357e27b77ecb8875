import { endpoints, route } from "@/app/_server/route";
import { updateRoom } from "@/domain/centres/commands";
import { roomDetail } from "@/domain/centres/masters/queries";
import { RoomOut, RowId, RowVersion, UpdateRoom } from "@/domain/centres/schema";
import { archiveRoom } from "@/domain/customers/rooms/commands";
import { created, nothing } from "@/lib/out";

const update = route(
  { summary: "修改房间", permission: "centres:edit", input: UpdateRoom, output: created },
  updateRoom,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一条房间", permission: "centres:read", input: RowId, output: RoomOut }, roomDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档房间", permission: "centres:edit", input: RowVersion, output: nothing },
    async (ctx, input) => {
      await archiveRoom(ctx, input);
      return null;
    },
  ),
});
