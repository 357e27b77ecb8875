import { endpoints, route } from "@/app/_server/route";
import { listNotifications } from "@/domain/notifications/queries";
import { ListNotifications, NotificationOut } from "@/domain/notifications/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "我的消息",
      permission: "profile:edit",
      input: ListNotifications,
      output: listOut(NotificationOut),
    },
    listNotifications,
  ),
});
