import { endpoints, route } from "@/app/_server/route";
import { updateTarget } from "@/domain/dishes/guidance/commands";
import { targetDetail } from "@/domain/dishes/guidance/queries";
import { GuidanceId, TargetOut, UpdateTarget } from "@/domain/dishes/guidance/schema";

const update = route(
  {
    summary: "修改一项营养目标：生成新版本，以前的日子仍按当时的版本",
    permission: "guidance:edit",
    input: UpdateTarget,
    output: TargetOut,
  },
  async (ctx, input) => targetDetail(ctx, { id: (await updateTarget(ctx, input)).id }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一项营养目标", permission: "dishes:read", input: GuidanceId, output: TargetOut },
    targetDetail,
  ),
  PUT: update,
  PATCH: update,
});
