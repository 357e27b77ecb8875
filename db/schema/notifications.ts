import { foreignKey, index, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { createdAt, exact, id, instant, ref, snapshot } from "@/db/columns";
import { notificationStatuses } from "@/db/enums/notifications";
import { users } from "./identity";

export const notifications = mysqlTable(
  "notification",
  {
    id: id(),
    userId: ref("user_id").notNull(),
    kind: varchar("kind", { length: 64 }).notNull(),
    title: varchar("title", { length: 200 }).notNull(),
    content: text("content").notNull(),
    data: snapshot("data"),
    link: varchar("link", { length: 200 }),
    status: mysqlEnum("status", notificationStatuses).notNull().default("unread"),
    readAt: instant("read_at"),
    dedupeKey: exact("dedupe_key", 128),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("notification_user_id_dedupe_key").on(t.userId, t.dedupeKey),
    index("notification_user_id_status_id").on(t.userId, t.status, t.id),
    index("notification_created_at").on(t.createdAt),
    foreignKey({ name: "fk_notification_user_id", columns: [t.userId], foreignColumns: [users.id] }),
  ],
);
