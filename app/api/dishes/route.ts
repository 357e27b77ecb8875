import { endpoints, route } from "@/app/_server/route";
import { createDish } from "@/domain/dishes/recipes/commands";
import { listDishes } from "@/domain/dishes/recipes/queries";
import { CreateDish, DishDetailOut, DishOut, ListDishes } from "@/domain/dishes/recipes/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "菜品列表", permission: "dishes:read", input: ListDishes, output: listOut(DishOut) },
    listDishes,
  ),
  POST: route(
    {
      summary: "新建菜品；营养、过敏原和成本由配料算出",
      permission: "dishes:edit",
      input: CreateDish,
      output: DishDetailOut,
      status: 201,
    },
    createDish,
  ),
});
