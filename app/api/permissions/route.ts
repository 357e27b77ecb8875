import { endpoints, route } from "@/app/_server/route";
import { listPermissions } from "@/domain/identity/roles/resources";
import { PermissionOut } from "@/domain/identity/roles/schema";
import { Nothing } from "@/domain/identity/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "全部权限码", permission: "roles:read", input: Nothing, output: listOut(PermissionOut) },
    async () => {
      const rows = listPermissions();
      return { rows, total: rows.length, page: 1, pageSize: rows.length };
    },
  ),
});
