import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { listTargets } from "@/domain/dishes/guidance/queries";
import { ListTargets, TargetOut } from "@/domain/dishes/guidance/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "营养目标：按哺乳、阶段、身体状况，带版本与依据；history=true 看历来的版本",
      permission: "dishes:read",
      input: ListTargets,
      output: z.array(TargetOut),
    },
    listTargets,
  ),
});
