import { endpoints, route } from "@/app/_server/route";
import { deleteRole, updateRole } from "@/domain/identity/roles/commands";
import { readRole } from "@/domain/identity/roles/queries";
import { OneRole, RoleOut, UpdateRole } from "@/domain/identity/roles/schema";
import { created, nothing } from "@/lib/out";

const update = route(
  {
    summary: "修改角色与权限；对已有这个角色的人立即生效",
    permission: "roles:edit",
    input: UpdateRole,
    output: created,
  },
  updateRole,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一个角色", permission: "roles:read", input: OneRole, output: RoleOut }, readRole),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "删除没人使用的自建角色", permission: "roles:edit", input: OneRole, output: nothing },
    deleteRole,
  ),
});
