import { endpoints, route } from "@/app/_server/route";
import { autoMenus } from "@/domain/planning/proposals/day";
import { AutoMenus, AutoMenusOut } from "@/domain/planning/proposals/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "给多位客户排一天的餐：每份计划一个待采纳的方案，当日菜单拟成草稿",
      permission: "menus:edit",
      input: AutoMenus,
      output: AutoMenusOut,
      status: 200,
      message: "排餐成功",
    },
    autoMenus,
  ),
});
