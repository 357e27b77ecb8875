import { endpoints, route } from "@/app/_server/route";
import { updateFamily } from "@/domain/customers/families/commands";
import { familyDetail } from "@/domain/customers/families/queries";
import { FamilyDetailOut, RowId, UpdateFamily } from "@/domain/customers/families/schema";
import { created } from "@/lib/out";

const update = route(
  { summary: "修改家庭", permission: "families:edit", input: UpdateFamily, output: created },
  updateFamily,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一个家庭和它的成员", permission: "families:read", input: RowId, output: FamilyDetailOut },
    familyDetail,
  ),
  PUT: update,
  PATCH: update,
});
