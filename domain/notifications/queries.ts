import "server-only";
import { and, desc, eq } from "drizzle-orm";
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
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(notifications)
      .where(where)
      .orderBy(desc(notifications.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    db.$count(notifications, where),
  ]);
  return { rows, total, page: input.page, pageSize: input.pageSize };
}
