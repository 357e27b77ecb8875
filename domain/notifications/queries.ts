import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { notifications } from "@/db/schema/notifications";
import { reader } from "@/domain/core/access";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { offsetOf, type Page } from "@/lib/page";
import type { ListNotifications } from "./schema";

/** The caller's own messages, newest first. */
export async function listNotifications(
  ctx: Ctx,
  input: ListNotifications,
): Promise<Page<typeof notifications.$inferSelect>> {
  const { db } = reader(ctx, "profile:edit");
  const where = and(
    eq(notifications.userId, userIdOf(ctx) ?? 0),
    input.status && eq(notifications.status, input.status),
  );
  const found = await db
    .select({ row: notifications, total: sql<number>`count(*) over ()`.mapWith(Number) })
    .from(notifications)
    .where(where)
    .orderBy(desc(notifications.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  const rows = found.map(({ row }) => row);
  const isBeyond = rows.length === 0 && input.page > 1;
  const total = isBeyond ? await db.$count(notifications, where) : (found[0]?.total ?? 0);
  return { rows, total, page: input.page, pageSize: input.pageSize };
}
