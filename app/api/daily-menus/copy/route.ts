import { endpoints, route } from "@/app/_server/route";
import { copyDailyMenus } from "@/domain/dishes/daily/commands";
import { BulkOut, CopyDailyMenus } from "@/domain/dishes/daily/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "复制一天或一周的每日菜单", permission: "menus:edit", input: CopyDailyMenus, output: BulkOut },
    copyDailyMenus,
  ),
});
