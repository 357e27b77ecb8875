import { endpoints, route } from "@/app/_server/route";
import { createRole } from "@/domain/identity/roles/commands";
import { listRoles } from "@/domain/identity/roles/queries";
import { CreateRole, ListRoles, RoleOut } from "@/domain/identity/roles/schema";
import { created, listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "角色", permission: "roles:read", input: ListRoles, output: listOut(RoleOut) }, listRoles),
  POST: route(
    { summary: "新建角色", permission: "roles:edit", input: CreateRole, output: created, status: 201 },
    createRole,
  ),
});
