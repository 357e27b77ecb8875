import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { listStageGuides } from "@/domain/dishes/guidance/queries";
import { NoInput, StageGuideOut } from "@/domain/dishes/guidance/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "产后各周的膳食指引", permission: "dishes:read", input: NoInput, output: z.array(StageGuideOut) },
    (ctx) => listStageGuides(ctx),
  ),
});
