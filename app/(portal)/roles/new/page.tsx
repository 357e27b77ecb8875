import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { listRoles } from "@/domain/identity/roles/queries";
import { ListRoles } from "@/domain/identity/roles/schema";
import { Nothing } from "@/domain/identity/schema";
import { NewRoleForm } from "../_components/new-role-form";

export const metadata = { title: "新建角色" };

export default page({ permission: "roles:edit", input: Nothing }, async (ctx) => {
  const { rows } = await listRoles(ctx, ListRoles.parse({ pageSize: 100 }));
  return (
    <>
      <PageHeader title="新建角色" crumbs={[{ label: "新建角色" }]} />
      <div style={{ maxWidth: 860 }}>
        <NewRoleForm roles={rows.map((role) => ({ value: String(role.id), label: role.label }))} />
      </div>
    </>
  );
});
