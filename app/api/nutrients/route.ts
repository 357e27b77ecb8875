import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { listNutrients } from "@/domain/dishes/masters/queries";
import { NoInput, NutrientOut } from "@/domain/dishes/masters/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "营养素", permission: "ingredients:read", input: NoInput, output: z.array(NutrientOut) },
    (ctx) => listNutrients(ctx),
  ),
});
