import Link from "next/link";
import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { isPermission } from "@/domain/core/permissions";
import { holdersOf, readRole } from "@/domain/identity/roles/queries";
import { listPermissions } from "@/domain/identity/roles/resources";
import { OneRole } from "@/domain/identity/roles/schema";
import { DeleteRole } from "./_components/delete-role";
import classes from "./_components/matrix.module.css";
import { RoleForm } from "./_components/role-form";

export const metadata = { title: "角色与权限" };

export default page({ permission: "roles:read", input: OneRole }, async (ctx, input) => {
  const [role, holders] = await Promise.all([
    readRole(ctx, input),
    may(ctx, "users:read") ? holdersOf(ctx, input) : null,
  ]);
  const isFixed = role.isBuiltin && role.name === "admin";
  const canEdit = may(ctx, "roles:edit") && ctx.actor.can.get("roles:edit")?.centres === "all";
  const permissions = listPermissions().map((permission) => ({
    ...permission,
    isMine: isPermission(permission.code) && may(ctx, permission.code),
  }));
  return (
    <>
      <PageHeader
        title={role.label}
        crumbs={[{ label: role.label }]}
        meta={
          <StatusBadge
            tone={role.isBuiltin ? "done" : "new"}
            hue="plain"
            label={`${role.isBuiltin ? "系统自带" : "自建"}，${role.users} 位在用`}
          />
        }
        actions={canEdit && !role.isBuiltin && <DeleteRole id={role.id} label={role.label} users={role.users} />}
      />
      <div className={classes.page}>
        <RoleForm
          role={{
            id: role.id,
            version: role.version,
            label: role.label,
            description: role.description ?? "",
            grants: role.grants,
            users: role.users,
          }}
          permissions={permissions}
          canEdit={canEdit}
          isFixed={isFixed}
        />
        {holders && holders.length > 0 && (
          <Card title="谁有这个角色" sub={`${role.users} 位`}>
            <p className={classes.holders}>
              {holders.map((user) => (
                <Link key={user.id} href={`/users/${user.id}`}>
                  {user.name}
                </Link>
              ))}
              {role.users > holders.length && (
                <span className="ya-s">其余 {role.users - holders.length} 位不在您负责的中心或没列出</span>
              )}
            </p>
          </Card>
        )}
      </div>
    </>
  );
});
