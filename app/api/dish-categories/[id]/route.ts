import { endpoints, route } from "@/app/_server/route";
import { archiveCategory, updateCategory } from "@/domain/dishes/masters/commands";
import { categoryDetail } from "@/domain/dishes/masters/queries";
import { CategoryOut, MasterId, UpdateCategory } from "@/domain/dishes/masters/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改菜品分类", permission: "dishes:edit", input: UpdateCategory, output: CategoryOut },
  updateCategory,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一个菜品分类", permission: "dishes:read", input: MasterId, output: CategoryOut },
    categoryDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档菜品分类", permission: "dishes:edit", input: MasterId, output: nothing },
    archiveCategory,
  ),
});
