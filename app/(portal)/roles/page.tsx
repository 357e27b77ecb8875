import { IconPlus } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { listRoles } from "@/domain/identity/roles/queries";
import { ListRoles } from "@/domain/identity/roles/schema";
import { RolesTable } from "./_components/roles-table";

export const metadata = { title: "角色与权限" };

export default page({ permission: "roles:read", input: ListRoles }, async (ctx, input) => {
  const found = await listRoles(ctx, input);
  const rows = found.rows.map(({ id, label, description, isBuiltin, users, permissions }) => ({
    id,
    label,
    description,
    isBuiltin,
    users,
    permissions: permissions.length,
  }));
  return (
    <>
      <PageHeader
        title="角色与权限"
        meta="各中心共用；谁有哪个角色在“用户”里定"
        actions={
          may(ctx, "roles:edit") && (
            <LinkButton href="/roles/new" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />}>
              新建角色
            </LinkButton>
          )
        }
      />
      <RolesTable page={{ ...found, rows }} sort={input.sort} canExport={may(ctx, "users:export")} />
    </>
  );
});
