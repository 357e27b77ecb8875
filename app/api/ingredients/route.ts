import { endpoints, route } from "@/app/_server/route";
import { createIngredient } from "@/domain/dishes/ingredients/commands";
import { listIngredients } from "@/domain/dishes/ingredients/queries";
import {
  CreateIngredient,
  IngredientDetailOut,
  IngredientOut,
  ListIngredients,
} from "@/domain/dishes/ingredients/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "食材列表", permission: "ingredients:read", input: ListIngredients, output: listOut(IngredientOut) },
    listIngredients,
  ),
  POST: route(
    {
      summary: "新建食材，连同库存物料；没有申报的过敏原算未知",
      permission: "ingredients:edit",
      input: CreateIngredient,
      output: IngredientDetailOut,
      status: 201,
    },
    createIngredient,
  ),
});
