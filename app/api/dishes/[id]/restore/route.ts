import { endpoints, route } from "@/app/_server/route";
import { restoreDish } from "@/domain/dishes/recipes/commands";
import { ArchiveDish, DishDetailOut } from "@/domain/dishes/recipes/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "恢复归档的菜品", permission: "dishes:edit", input: ArchiveDish, output: DishDetailOut },
    restoreDish,
  ),
});
