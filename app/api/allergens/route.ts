import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { createAllergen } from "@/domain/dishes/masters/commands";
import { listAllergens } from "@/domain/dishes/masters/queries";
import { AllergenOut, CreateAllergen, NoInput } from "@/domain/dishes/masters/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "过敏原列表", permission: "ingredients:read", input: NoInput, output: z.array(AllergenOut) },
    (ctx) => listAllergens(ctx),
  ),
  POST: route(
    { summary: "新建过敏原", permission: "ingredients:edit", input: CreateAllergen, output: AllergenOut, status: 201 },
    createAllergen,
  ),
});
