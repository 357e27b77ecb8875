import { endpoints, route } from "@/app/_server/route";
import { deleteTag, updateTag } from "@/domain/dishes/masters/commands";
import { tagDetail } from "@/domain/dishes/masters/queries";
import { MasterId, TagOut, UpdateTag } from "@/domain/dishes/masters/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改食物标签", permission: "ingredients:edit", input: UpdateTag, output: TagOut },
  updateTag,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一个食物标签", permission: "ingredients:read", input: MasterId, output: TagOut }, tagDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "删除食物标签", permission: "ingredients:edit", input: MasterId, output: nothing },
    deleteTag,
  ),
});
