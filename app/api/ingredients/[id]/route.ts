import { endpoints, route } from "@/app/_server/route";
import { archiveIngredient, updateIngredient } from "@/domain/dishes/ingredients/commands";
import { ingredientDetail } from "@/domain/dishes/ingredients/queries";
import {
  ArchiveIngredient,
  IngredientDetailOut,
  IngredientId,
  UpdateIngredient,
} from "@/domain/dishes/ingredients/schema";
import { nothing } from "@/lib/out";

const update = route(
  {
    summary: "修改食材；用到它的菜品随之重算营养",
    permission: "ingredients:edit",
    input: UpdateIngredient,
    output: IngredientDetailOut,
  },
  updateIngredient,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一种食材：每 100 克营养、三态过敏原、单位换算、价格",
      permission: "ingredients:read",
      input: IngredientId,
      output: IngredientDetailOut,
    },
    ingredientDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    {
      summary: "归档食材",
      permission: "ingredients:edit",
      input: ArchiveIngredient,
      output: nothing,
      message: "归档成功",
    },
    archiveIngredient,
  ),
});
