import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { createCategory } from "@/domain/dishes/masters/commands";
import { listCategories } from "@/domain/dishes/masters/queries";
import { CategoryOut, CreateCategory, NoInput } from "@/domain/dishes/masters/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "菜品分类列表", permission: "dishes:read", input: NoInput, output: z.array(CategoryOut) },
    (ctx) => listCategories(ctx),
  ),
  POST: route(
    { summary: "新建菜品分类", permission: "dishes:edit", input: CreateCategory, output: CategoryOut, status: 201 },
    createCategory,
  ),
});
