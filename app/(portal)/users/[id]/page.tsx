import { page } from "@/app/_server/page";
import { Card, Cell, Columns, Facts } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { Timeline } from "@/components/timeline";
import { may } from "@/domain/core/ctx";
import { timelineOf } from "@/domain/identity/audit/queries";
import { readUser, roleChoices, userSessions } from "@/domain/identity/users/queries";
import { OneUser } from "@/domain/identity/users/schema";
import { stamp } from "@/lib/time";
import { roleText } from "../_components/role-text";
import classes from "../_components/users.module.css";
import { UserStatusBadge } from "../_components/users-table";
import { AccountActs } from "./_components/account-acts";
import { UserForm } from "./_components/user-form";
import { UserSessions } from "./_components/user-sessions";

export const metadata = { title: "用户" };

export default page({ permission: "users:read", input: OneUser }, async (ctx, input) => {
  const canEdit = may(ctx, "users:edit");
  const [user, sessions, choices, history, logins] = await Promise.all([
    readUser(ctx, input),
    canEdit ? userSessions(ctx, input) : [],
    canEdit ? roleChoices(ctx) : null,
    may(ctx, "audit:read") ? timelineOf(ctx, "user", input.id, 50) : [],
    may(ctx, "audit:read") ? timelineOf(ctx, "session", input.id, 30) : [],
  ]);
  const isLocked = user.lockedUntilAt !== null && user.lockedUntilAt > ctx.now;
  const isSelf = user.id === ctx.actor.userId;
  return (
    <>
      <PageHeader
        title={user.name}
        crumbs={[{ label: user.name }]}
        meta={<UserStatusBadge user={{ status: user.status, isLocked }} tinted />}
      />
      <Columns>
        <Cell span={7}>
          {choices ? (
            <UserForm user={formOf(user)} choices={choices} isSelf={isSelf} />
          ) : (
            <Card title="账号">
              <Facts
                layout="list"
                items={[
                  { label: "用户名", value: user.username },
                  { label: "角色", value: roleText(user.assignments) || "还没有角色" },
                  { label: "手机", value: user.phone ?? "没填" },
                  { label: "邮箱", value: user.email ?? "没填" },
                  { label: "部门", value: user.department ?? "没填" },
                  { label: "职位", value: user.position ?? "没填" },
                ]}
              />
            </Card>
          )}
        </Cell>
        <Cell span={5}>
          <div className={classes.side}>
            <Card title="登录" flush>
              <AccountActs
                user={{
                  id: user.id,
                  name: user.name,
                  username: user.username,
                  isActive: user.isActive,
                  mfaEnabled: user.mfaEnabled,
                  lockedUntil: isLocked && user.lockedUntilAt ? stamp(user.lockedUntilAt) : null,
                  lastLogin: user.lastLoginAt ? stamp(user.lastLoginAt) : null,
                }}
                canEdit={canEdit && !isSelf}
                isSelf={isSelf}
              />
            </Card>
            {canEdit && (
              <Card title="正在登录的设备" sub={sessions.length === 0 ? "没有" : `${sessions.length} 处`} flush>
                <UserSessions
                  userId={user.id}
                  sessions={sessions.map((session) => ({
                    ...session,
                    openedAt: session.openedAt.toISOString(),
                    lastUsedAt: session.lastUsedAt.toISOString(),
                    expiresAt: session.expiresAt.toISOString(),
                  }))}
                />
              </Card>
            )}
            {may(ctx, "audit:read") && (
              <Card title="发生过什么">
                <Timeline
                  items={[...history, ...logins]
                    .sort((a, b) => b.at.getTime() - a.at.getTime())
                    .map((item, i) => ({
                      id: i,
                      at: item.at.toISOString(),
                      actor: item.actorName,
                      text: item.text,
                      icon: item.action.startsWith("session.") ? ("system" as const) : ("person" as const),
                      group: item.action.startsWith("session.") ? "login" : "account",
                    }))}
                  filters={[
                    { value: "account", label: "账号" },
                    { value: "login", label: "登录" },
                  ]}
                />
              </Card>
            )}
          </div>
        </Cell>
      </Columns>
    </>
  );
});

type User = Awaited<ReturnType<typeof readUser>>;
const formOf = (user: User) => ({
  id: user.id,
  version: user.version,
  username: user.username,
  fullName: user.fullName ?? "",
  phone: user.phone ?? "",
  email: user.email ?? "",
  department: user.department ?? "",
  position: user.position ?? "",
  roles: user.assignments.map((role) => ({
    roleId: String(role.roleId),
    centreId: role.centreId === null ? "all" : String(role.centreId),
  })),
});
