import { IconPlus } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { listMenus } from "@/domain/dishes/menus/queries";
import { ListMenus } from "@/domain/dishes/menus/schema";
import { exportHref } from "../dishes/_components/export-href";
import { MenusTable } from "./_components/menus-table";

export const metadata = { title: "菜单模板" };

export default page({ permission: "menus:read", input: ListMenus }, async (ctx, input) => {
  const found = await listMenus(ctx, input);
  const rows = found.rows.map(({ dishes, updatedAt, archivedAt, ...menu }) => {
    const names = [...new Set(dishes.map((d) => d.name))];
    return {
      id: menu.id,
      name: menu.name,
      menuType: menu.menuType,
      cycleDays: menu.cycleDays,
      isActive: menu.isActive,
      dishes: names.length,
      first: names.length > 5 ? `${names.slice(0, 5).join("、")} 等` : names.join("、"),
      off: new Set(dishes.filter((d) => !d.isAvailable).map((d) => d.id)).size,
      isArchived: archivedAt !== null,
      updatedAt: updatedAt.toISOString(),
    };
  });
  return (
    <>
      <PageHeader
        title="菜单模板"
        meta="排一轮菜，用它生成每日菜单"
        actions={
          may(ctx, "menus:edit") && (
            <LinkButton href="/menus/new" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />}>
              新建菜单
            </LinkButton>
          )
        }
      />
      <MenusTable
        page={{ ...found, rows }}
        sort={input.sort}
        canEdit={may(ctx, "menus:edit")}
        exportHref={may(ctx, "menus:export") ? exportHref("menus", input) : undefined}
      />
    </>
  );
});
