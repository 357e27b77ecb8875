import { endpoints, route } from "@/app/_server/route";
import { planNutrition } from "@/domain/planning/nutrition/queries";
import { NutritionOut } from "@/domain/planning/nutrition/schema";
import { PlanNutrition } from "@/domain/planning/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "每天的营养与目标", permission: "plans:read", input: PlanNutrition, output: NutritionOut },
    planNutrition,
  ),
});
