import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { listHealthConditions } from "@/domain/dishes/guidance/queries";
import { ConditionOut, NoInput } from "@/domain/dishes/guidance/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "身体状况与膳食建议", permission: "dishes:read", input: NoInput, output: z.array(ConditionOut) },
    (ctx) => listHealthConditions(ctx),
  ),
});
