import { IconPlus } from "@tabler/icons-react";
import { z } from "zod";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { listUsers, userFilters } from "@/domain/identity/users/queries";
import { ListUsers } from "@/domain/identity/users/schema";
import { UsersTable } from "./_components/users-table";

export const metadata = { title: "用户" };

/** The portal opens with colleagues; the accounts of customers are a tab of their own. */
const Shown = ListUsers.extend({ people: z.enum(["staff", "customers", "all"]).default("staff") });

export default page({ permission: "users:read", input: Shown }, async (ctx, input) => {
  const [found, choices] = await Promise.all([listUsers(ctx, input), userFilters(ctx)]);
  const rows = found.rows.map((user) => ({
    ...user,
    isLocked: user.lockedUntilAt !== null && user.lockedUntilAt > ctx.now,
    lockedUntilAt: user.lockedUntilAt?.toISOString() ?? null,
    lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  }));
  const canEdit = may(ctx, "users:edit");
  return (
    <>
      <PageHeader
        title="用户"
        meta={`${found.total} 个账号`}
        actions={
          canEdit && (
            <LinkButton href="/users/new" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />}>
              新建用户
            </LinkButton>
          )
        }
      />
      <UsersTable
        page={{ ...found, rows }}
        sort={input.sort}
        roles={choices.roles}
        centres={choices.centres}
        canExport={may(ctx, "users:export")}
      />
    </>
  );
});
