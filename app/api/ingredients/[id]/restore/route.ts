import { endpoints, route } from "@/app/_server/route";
import { restoreIngredient } from "@/domain/dishes/ingredients/commands";
import { ArchiveIngredient, IngredientDetailOut } from "@/domain/dishes/ingredients/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "恢复归档的食材",
      permission: "ingredients:edit",
      input: ArchiveIngredient,
      output: IngredientDetailOut,
    },
    restoreIngredient,
  ),
});
