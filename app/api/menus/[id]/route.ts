import { endpoints, route } from "@/app/_server/route";
import { archiveMenu, updateMenu } from "@/domain/dishes/menus/commands";
import { menuDetail } from "@/domain/dishes/menus/queries";
import { ArchiveMenu, MenuId, MenuOut, UpdateMenu } from "@/domain/dishes/menus/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改菜单模板", permission: "menus:edit", input: UpdateMenu, output: MenuOut },
  updateMenu,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一份菜单模板", permission: "menus:read", input: MenuId, output: MenuOut }, menuDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档菜单模板", permission: "menus:edit", input: ArchiveMenu, output: nothing, message: "归档成功" },
    archiveMenu,
  ),
});
