import { endpoints, route } from "@/app/_server/route";
import { archiveDish, updateDish } from "@/domain/dishes/recipes/commands";
import { dishDetail } from "@/domain/dishes/recipes/queries";
import { ArchiveDish, DishDetailOut, DishId, UpdateDish } from "@/domain/dishes/recipes/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改菜品", permission: "dishes:edit", input: UpdateDish, output: DishDetailOut },
  updateDish,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一道菜：配料、算出的营养、过敏原和来处、成本",
      permission: "dishes:read",
      input: DishId,
      output: DishDetailOut,
    },
    dishDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档菜品", permission: "dishes:edit", input: ArchiveDish, output: nothing, message: "归档成功" },
    archiveDish,
  ),
});
