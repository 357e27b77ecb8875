import "server-only";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";

/** What was taken away as a file: by which filter and how many rows. */
type Taken = { filter: Record<string, unknown>; rows: number };

export const recordUsersExport = (ctx: Ctx, taken: Taken): Promise<void> =>
  record(ctx, "users:export", "user.exported", taken);
export const recordRolesExport = (ctx: Ctx, taken: Taken): Promise<void> =>
  record(ctx, "users:export", "role.exported", taken);
export const recordAuditExport = (ctx: Ctx, taken: Taken): Promise<void> =>
  record(ctx, "audit:export", "audit_log.exported", taken);

function record(
  ctx: Ctx,
  permission: "users:export" | "audit:export",
  action: "user.exported" | "role.exported" | "audit_log.exported",
  { filter, rows }: Taken,
): Promise<void> {
  const { page: _page, pageSize: _size, sort: _sort, ...asked } = filter;
  return command(ctx, permission, (tx) => audit(tx, action, null, { id: 0 }, { filter: asked, rows }));
}
