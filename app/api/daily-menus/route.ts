import { endpoints, route } from "@/app/_server/route";
import { createDailyMenu } from "@/domain/dishes/daily/commands";
import { listDailyMenus } from "@/domain/dishes/daily/queries";
import { CreateDailyMenu, DailyMenuOut, ListDailyMenus } from "@/domain/dishes/daily/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "每日菜单列表", permission: "menus:read", input: ListDailyMenus, output: listOut(DailyMenuOut) },
    listDailyMenus,
  ),
  POST: route(
    {
      summary: "新建某天某餐次的菜单",
      permission: "menus:edit",
      input: CreateDailyMenu,
      output: DailyMenuOut,
      status: 201,
    },
    createDailyMenu,
  ),
});
