import { endpoints, route } from "@/app/_server/route";
import { restoreMenu } from "@/domain/dishes/menus/commands";
import { ArchiveMenu, MenuOut } from "@/domain/dishes/menus/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "恢复归档的菜单模板", permission: "menus:edit", input: ArchiveMenu, output: MenuOut },
    restoreMenu,
  ),
});
