import { endpoints, route } from "@/app/_server/route";
import { archiveRoomType, updateRoomType } from "@/domain/centres/commands";
import { roomTypeDetail } from "@/domain/centres/masters/queries";
import { RoomTypeOut, RowId, RowVersion, UpdateRoomType } from "@/domain/centres/schema";
import { created, nothing } from "@/lib/out";

const update = route(
  { summary: "修改房型", permission: "centres:edit", input: UpdateRoomType, output: created },
  updateRoomType,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一条房型", permission: "centres:read", input: RowId, output: RoomTypeOut }, roomTypeDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档房型", permission: "centres:edit", input: RowVersion, output: nothing },
    async (ctx, input) => {
      await archiveRoomType(ctx, input);
      return null;
    },
  ),
});
