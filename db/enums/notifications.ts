export const notificationStatuses = ["unread", "read"] as const;
export type NotificationStatus = (typeof notificationStatuses)[number];
export const notificationStatusLabels: Record<NotificationStatus, string> = { unread: "未读", read: "已读" };
