import "server-only";
import { navigationFor } from "@/components/shell/navigation";
import type { ShellProps } from "@/components/shell/shell";
import { centreOptions } from "@/domain/centres/queries";
import { type Ctx, may } from "@/domain/core/ctx";
import { me } from "@/domain/identity/queries";
import { listNotifications } from "@/domain/notifications/queries";
import { dayOf } from "@/lib/time";

const commands = [
  { id: "new-customer", label: "新建客户", href: "/customers/new", permission: "customers:edit" },
  { id: "new-plan", label: "新建月子餐计划", href: "/plans/new", permission: "plans:edit" },
  { id: "new-dish", label: "新建菜品", href: "/dishes/new", permission: "dishes:edit" },
  { id: "import", label: "导入表格", href: "/import", permission: "imports:run" },
  { id: "account", label: "我的账号", href: "/me", permission: "profile:edit" },
] as const;

/** What the frame shows of this caller: a handful of small queries, at once. */
export async function shellOf(ctx: Ctx): Promise<Omit<ShellProps, "actions" | "children">> {
  const [user, options, messages] = await Promise.all([
    me(ctx),
    centreOptions(ctx),
    listNotifications(ctx, { page: 1, pageSize: 10, sort: "-id", status: "unread" }),
  ]);
  const everywhere = ctx.actor.can.get("centres:read")?.centres === "all";
  return {
    nav: navigationFor(ctx.actor.can.keys()),
    user: {
      name: user.fullName ?? user.username,
      title: user.roleLabel,
      avatar: user.avatar,
      colorTheme: user.colorTheme,
    },
    centre: {
      current: ctx.actor.centreId ?? (options.length === 1 ? (options[0]?.id ?? null) : null),
      options,
      all: everywhere || options.length > 1,
    },
    businessDay: dayOf(ctx.now),
    now: ctx.now.toISOString(),
    counts: messages.total > 0 ? { "/inbox": messages.total } : {},
    notifications: messages.rows.map((row) => ({
      id: row.id,
      title: row.title,
      text: row.content,
      at: row.createdAt.toISOString(),
      href: row.link,
      read: row.status === "read",
    })),
    commands: commands.filter((command) => may(ctx, command.permission)),
  };
}
