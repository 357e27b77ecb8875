import { endpoints, route } from "@/app/_server/route";
import { updateStageGuide } from "@/domain/dishes/guidance/commands";
import { stageGuideDetail } from "@/domain/dishes/guidance/queries";
import { GuidanceId, StageGuideOut, UpdateStageGuide } from "@/domain/dishes/guidance/schema";

const update = route(
  {
    summary: "修改一周的指引，以后新做的计划按它",
    permission: "guidance:edit",
    input: UpdateStageGuide,
    output: StageGuideOut,
  },
  updateStageGuide,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一周的指引", permission: "dishes:read", input: GuidanceId, output: StageGuideOut },
    stageGuideDetail,
  ),
  PUT: update,
  PATCH: update,
});
