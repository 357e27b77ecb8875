import { endpoints, route } from "@/app/_server/route";
import { deleteDailyMenu, updateDailyMenu } from "@/domain/dishes/daily/commands";
import { dailyMenuDetail } from "@/domain/dishes/daily/queries";
import { DailyMenuId, DailyMenuOut, DailyMenuStep, UpdateDailyMenu } from "@/domain/dishes/daily/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改每日菜单的菜", permission: "menus:edit", input: UpdateDailyMenu, output: DailyMenuOut },
  updateDailyMenu,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一份每日菜单", permission: "menus:read", input: DailyMenuId, output: DailyMenuOut },
    dailyMenuDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "删除草稿状态的每日菜单", permission: "menus:edit", input: DailyMenuStep, output: nothing },
    deleteDailyMenu,
  ),
});
