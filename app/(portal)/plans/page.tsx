import { IconPlus, IconSparkles } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { planPage } from "@/domain/planning/list/page";
import { ListPlans } from "@/domain/planning/schema";
import { PlansTable } from "./_components/plans-table";

export const metadata = { title: "月子餐计划" };

export default page({ permission: "plans:read", input: ListPlans }, async (ctx, given) => {
  const input = { ...given, centreId: given.centreId ?? ctx.actor.centreId };
  const found = await planPage(ctx, input);
  return (
    <>
      <PageHeader
        title="月子餐计划"
        meta={`今天执行中 ${found.running} 份，待审 ${found.pending} 份`}
        actions={
          may(ctx, "plans:edit") && (
            <>
              {may(ctx, "menus:edit") && (
                <LinkButton href="/plans/day" leftSection={<IconSparkles size={16} stroke={1.75} />}>
                  排一天的餐
                </LinkButton>
              )}
              <LinkButton href="/plans/new" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />}>
                新建计划
              </LinkButton>
            </>
          )
        }
      />
      <PlansTable
        page={found.page}
        sort={given.sort}
        canExport={may(ctx, "plans:export")}
        canCreate={may(ctx, "plans:edit")}
      />
    </>
  );
});
