import { z } from "zod";
import { notificationStatuses } from "@/db/enums/notifications";
import { id } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

export const ListNotifications = pageOf(["id"]).extend({ status: z.enum(notificationStatuses).optional() });
export type ListNotifications = z.infer<typeof ListNotifications>;

/** Without an id: all of them. */
export const MarkRead = z.strictObject({ id: id.optional() });
export type MarkRead = z.infer<typeof MarkRead>;

export const NotificationOut = z.object({
  id: idOut,
  kind: z.string(),
  title: z.string(),
  content: z.string(),
  link: z.string().nullable(),
  status: z.enum(notificationStatuses),
  createdAt: instantOut,
  readAt: instantOut.nullable(),
});
