import { endpoints, route } from "@/app/_server/route";
import { roomCalendar } from "@/domain/customers/stays/queries";
import { CalendarOut, CalendarQuery } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "房态日历：房间 × 日期", permission: "stays:read", input: CalendarQuery, output: CalendarOut },
    roomCalendar,
  ),
});
