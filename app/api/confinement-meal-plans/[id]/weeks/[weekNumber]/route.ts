import { endpoints, route } from "@/app/_server/route";
import { updateWeek } from "@/domain/planning/commands";
import { UpdateWeek } from "@/domain/planning/schema";
import { created } from "@/lib/out";

const update = route(
  {
    summary: "修改一周的重点、营养目标、推荐与少吃的食物、备注",
    permission: "plans:edit",
    input: UpdateWeek,
    output: created,
  },
  updateWeek,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({ PUT: update, PATCH: update });
