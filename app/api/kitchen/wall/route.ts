import { endpoints, route } from "@/app/_server/route";
import { wall } from "@/domain/kitchen/wall/queries";
import { WallInput, WallOut } from "@/domain/kitchen/wall/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "厨房看板：下一餐的批次、没确认的差异单、过敏、留样与测温进度",
      permission: "kitchen:read",
      input: WallInput,
      output: WallOut,
    },
    wall,
  ),
});
