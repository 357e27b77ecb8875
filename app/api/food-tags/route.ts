import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { createTag } from "@/domain/dishes/masters/commands";
import { listTags } from "@/domain/dishes/masters/queries";
import { CreateTag, NoInput, TagOut } from "@/domain/dishes/masters/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "食物标签列表", permission: "ingredients:read", input: NoInput, output: z.array(TagOut) },
    (ctx) => listTags(ctx),
  ),
  POST: route(
    { summary: "新建食物标签", permission: "ingredients:edit", input: CreateTag, output: TagOut, status: 201 },
    createTag,
  ),
});
