import { z } from "zod";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states";
import { centreOptions } from "@/domain/centres/queries";
import { type Ctx, may } from "@/domain/core/ctx";
import { dayOf, dayTitle } from "@/lib/time";
import { HouseHome } from "./_home/house";
import { KitchenHome } from "./_home/kitchen";
import { HomeSwitch } from "./_home/view-switch";

export const metadata = { title: "今日" };

const Input = z.object({ view: z.enum(["house", "kitchen"]).optional(), slot: z.string().max(50).optional() });

/** The homes that these permissions make sense of, the caller's main work first. */
function viewsOf(ctx: Ctx, centreId: number) {
  const runs = (permission: "stays:read" | "kitchen:read") => {
    const centres = ctx.actor.can.get(permission)?.centres ?? [];
    return centres === "all" || centres.includes(centreId);
  };
  const house = runs("stays:read") && may(ctx, "centres:read") ? [{ value: "house" as const, label: "运营" }] : [];
  const kitchen = runs("kitchen:read") ? [{ value: "kitchen" as const, label: "膳食" }] : [];
  return may(ctx, "stays:edit") || may(ctx, "families:edit") ? [...house, ...kitchen] : [...kitchen, ...house];
}

export default page({ permission: "signed-in", input: Input }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centre = centres.find((one) => one.id === ctx.actor.centreId) ?? centres[0];
  const views = centre ? viewsOf(ctx, centre.id) : [];
  const view = views.find((one) => one.value === input.view) ?? views[0];
  const title = dayTitle(dayOf(ctx.now));
  if (!centre || !view)
    return (
      <>
        <PageHeader title={title} />
        <Welcome ctx={ctx} />
      </>
    );
  return (
    <>
      <PageHeader
        title={view.value === "kitchen" ? "膳食今日" : title}
        meta={view.value === "kitchen" ? `${centre.name}，${title}` : centre.name}
        actions={
          <>
            {views.length > 1 && <HomeSwitch views={views} view={view.value} />}
            {may(ctx, "kitchen:read") && (
              <LinkButton href="/kitchen/production" variant="filled">
                今天的生产单
              </LinkButton>
            )}
          </>
        }
      />
      {view.value === "house" ? (
        <HouseHome ctx={ctx} centreId={centre.id} />
      ) : (
        <KitchenHome ctx={ctx} centreId={centre.id} slot={input.slot} />
      )}
    </>
  );
});

/** For accounts without a house to run: mothers use the mini program, some staff only their own lists. */
function Welcome({ ctx }: { ctx: Ctx }) {
  if (may(ctx, "customers:read") && !ctx.actor.can.get("customers:read")?.own)
    return (
      <EmptyState
        title="从您的客户开始"
        hint="分派给您的家庭和客户都在客户档案里"
        action={<LinkButton href="/customers">打开客户档案</LinkButton>}
      />
    );
  return <EmptyState title="这里给月安的员工使用" hint="妈妈和家人请打开微信小程序“月安”，餐单和预约都在那里" />;
}
