import { endpoints, route } from "@/app/_server/route";
import { publishDailyMenu } from "@/domain/dishes/daily/commands";
import { DailyMenuOut, DailyMenuStep } from "@/domain/dishes/daily/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "每日菜单：发布", permission: "menus:edit", input: DailyMenuStep, output: DailyMenuOut },
    publishDailyMenu,
  ),
});
