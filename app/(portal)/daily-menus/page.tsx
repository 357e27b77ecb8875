import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { z } from "zod";
import { page } from "@/app/_server/page";
import { Notice } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { mondayOf, weekOfMenus } from "@/domain/dishes/daily/queries";
import { statusNow } from "@/domain/dishes/daily/rules";
import { WeekOfMenus } from "@/domain/dishes/daily/schema";
import { listMenus } from "@/domain/dishes/menus/queries";
import { ListMenus } from "@/domain/dishes/menus/schema";
import { id } from "@/lib/fields";
import { dayOf } from "@/lib/time";
import { WeekGrid } from "./_components/week-grid";

export const metadata = { title: "每日菜单" };

const Input = WeekOfMenus.extend({ menu: id.optional(), open: z.string().max(40).optional() });

export default page({ permission: "menus:read", input: Input }, async (ctx, input) => {
  const centres = (await centreOptions(ctx)).map(({ id, name }) => ({ id, name }));
  const wanted = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  if (wanted === undefined) return <Notice tone="warn">还没有中心。先到“中心设置”里添加，再排每日菜单</Notice>;
  const [week, templates] = await Promise.all([
    weekOfMenus(ctx, { from: input.from, centreId: wanted }),
    listMenus(ctx, ListMenus.parse({ isActive: true, pageSize: 100, sort: "name" })),
  ]);
  const today = dayOf(ctx.now);
  const slots = week.slots.map(({ id, code, name, servingTime, cutoffMinutes }) => ({
    id,
    code,
    name,
    servingTime,
    cutoffMinutes,
  }));
  const menus = week.menus.map((menu) => {
    const slot = week.slots.find((s) => s.id === menu.categoryId);
    return {
      id: menu.id,
      menuDate: menu.menuDate,
      categoryId: menu.categoryId,
      status: slot ? statusNow(menu, slot, ctx.now) : menu.status,
      version: menu.version,
      dishes: menu.dishes.map(({ id, name, quantity, portionLimit, orderedQuantity, ownPrice, isAvailable }) => ({
        id,
        name,
        quantity,
        portionLimit,
        orderedQuantity,
        ownPrice,
        isAvailable,
      })),
    };
  });
  const centre = centres.find((c) => c.id === week.centreId)?.name ?? "";
  return (
    <>
      <PageHeader
        title="每日菜单"
        meta={`${centre}，发布后家属和小程序能看到，截单后不再改`}
        actions={
          may(ctx, "menus:export") && (
            <Button
              component="a"
              download
              href={`/api/daily-menus/export?centre_id=${week.centreId}&from=${week.from}&to=${week.to}`}
              leftSection={<IconDownload size={16} stroke={1.75} />}
            >
              导出这一周
            </Button>
          )
        }
      />
      <WeekGrid
        key={week.from}
        centreId={week.centreId}
        centres={centres}
        from={week.from}
        today={today}
        thisWeek={mondayOf(today)}
        slots={slots}
        menus={menus}
        templates={templates.rows.map(({ id, name }) => ({ id, name }))}
        templateId={input.menu}
        canEdit={may(ctx, "menus:edit")}
      />
    </>
  );
});
