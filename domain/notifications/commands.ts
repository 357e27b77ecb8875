import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { notifications } from "@/db/schema/notifications";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import type { MarkRead } from "./schema";

type Message = { kind: string; title: string; content: string; link?: string; dedupeKey?: string };

/** Building block: one message to each of these users, in the causing transaction; with a dedupe key it is said only once. */
export async function notify(tx: Tx, userIds: readonly number[], message: Message): Promise<void> {
  const to = [...new Set(userIds)];
  if (to.length === 0) return;
  await tx.db
    .insert(notifications)
    .values(
      to.map((userId) => ({
        userId,
        kind: message.kind,
        title: message.title.slice(0, 200),
        content: message.content,
        link: message.link ?? null,
        dedupeKey: message.dedupeKey ?? null,
        createdAt: tx.now,
      })),
    )
    .onDuplicateKeyUpdate({ set: { userId: sql`${notifications.userId}` } });
}

/** Marks one of the caller's own messages, or all of them, as read. */
export function markRead(ctx: Ctx, input: MarkRead) {
  return command(ctx, "profile:edit", async (tx) => {
    const mine = and(
      eq(notifications.userId, userIdOf(ctx) ?? 0),
      input.id ? eq(notifications.id, input.id) : eq(notifications.status, "unread"),
    );
    const rows = await tx.db.select().from(notifications).where(mine).for("update");
    if (input.id && rows.length === 0) throw notFound("这条消息");
    const unread = rows.filter((row) => row.status === "unread");
    if (unread.length === 0) return unchanged(tx);
    await tx.db.update(notifications).set({ status: "read", readAt: tx.now }).where(mine);
    const first = unread[0];
    if (first) await audit(tx, "notification.read", null, { id: first.id }, { count: unread.length });
  });
}
