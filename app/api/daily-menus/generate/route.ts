import { endpoints, route } from "@/app/_server/route";
import { generateDailyMenus } from "@/domain/dishes/daily/commands";
import { BulkOut, GenerateDailyMenus } from "@/domain/dishes/daily/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "用菜单模板生成每日菜单（一天或一段日期）",
      permission: "menus:edit",
      input: GenerateDailyMenus,
      output: BulkOut,
    },
    generateDailyMenus,
  ),
});
