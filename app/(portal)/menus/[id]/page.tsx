import { page } from "@/app/_server/page";
import { Card, Notice } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { Timeline } from "@/components/timeline";
import { may } from "@/domain/core/ctx";
import { menuDetail } from "@/domain/dishes/menus/queries";
import { MenuId, menuForm, menuTypeLabels } from "@/domain/dishes/menus/schema";
import { menuMasters } from "@/domain/dishes/queries";
import { timelineOf } from "@/domain/identity/audit/queries";
import { MenuActions } from "../_components/menu-actions";
import { MenuForm } from "../_components/menu-form";
import { MenuView } from "../_components/menu-view";
import classes from "../_components/menus.module.css";

export const metadata = { title: "菜单模板" };

export default page({ permission: "menus:read", input: MenuId }, async (ctx, { id }) => {
  const [menu, masters, happened] = await Promise.all([
    menuDetail(ctx, { id }),
    menuMasters(ctx),
    timelineOf(ctx, "menu", id, 30),
  ]);
  const isArchived = menu.archivedAt !== null;
  const used = new Set(menu.dishes.map((d) => d.categoryId));
  const slots = masters.slots
    .filter((s) => s.isActive || used.has(s.id))
    .map(({ id, code, name }) => ({ id, code, name }));
  const off = [...new Set(menu.dishes.filter((d) => !d.isAvailable).map((d) => d.name))];
  return (
    <>
      <PageHeader
        title={menu.name}
        crumbs={[{ label: menu.name }]}
        meta={`${menuTypeLabels[menu.menuType]}，${menu.cycleDays === null ? "每天一样" : `${menu.cycleDays} 天一轮`}${menu.isActive ? "" : "，停用"}${isArchived ? "，已归档" : ""}`}
        actions={
          may(ctx, "menus:edit") && (
            <>
              <MenuActions id={id} name={menu.name} version={menu.version} isArchived={isArchived} />
              {!isArchived && menu.isActive && <LinkButton href={`/daily-menus?menu=${id}`}>生成每日菜单</LinkButton>}
            </>
          )
        }
      />
      <div className={classes.stack}>
        {off.length > 0 && (
          <Notice tone="warn" title={`${off.length} 道菜已停用`}>
            {off.join("、")}。生成每日菜单时会跳过它们，请换成别的菜
          </Notice>
        )}
        {may(ctx, "menus:edit") && !isArchived ? (
          <MenuForm
            id={id}
            row={menuForm(menu)}
            known={menu.dishes.map(({ id, name, isAvailable }) => ({ id, name, isAvailable }))}
            slots={slots}
          />
        ) : (
          <MenuView menu={menu} slots={slots} />
        )}
        <Card title="经过">
          <Timeline
            items={happened.map((entry, i) => ({
              id: i,
              at: entry.at.toISOString(),
              actor: entry.actorName,
              text: entry.text,
            }))}
          />
        </Card>
      </div>
    </>
  );
});
