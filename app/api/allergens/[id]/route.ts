import { endpoints, route } from "@/app/_server/route";
import { deleteAllergen, updateAllergen } from "@/domain/dishes/masters/commands";
import { allergenDetail } from "@/domain/dishes/masters/queries";
import { AllergenOut, MasterId, UpdateAllergen } from "@/domain/dishes/masters/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改过敏原", permission: "ingredients:edit", input: UpdateAllergen, output: AllergenOut },
  updateAllergen,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一个过敏原", permission: "ingredients:read", input: MasterId, output: AllergenOut },
    allergenDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "删除过敏原", permission: "ingredients:edit", input: MasterId, output: nothing },
    deleteAllergen,
  ),
});
