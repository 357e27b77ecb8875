import { z } from "zod";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states";
import { centreOptions } from "@/domain/centres/queries";
import { type Ctx, may } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { dayOf, dayTitle } from "@/lib/time";
import { CollectHome } from "./_home/collect";
import { DoctorHome } from "./_home/doctor";
import { HouseHome } from "./_home/house";
import { KitchenHome } from "./_home/kitchen";
import { MineHome } from "./_home/mine";
import { StoreHome } from "./_home/store";
import { StoveHome } from "./_home/stove";
import { HomeSwitch } from "./_home/view-switch";
import { WardHome } from "./_home/ward";

export const metadata = { title: "今日" };

const views = {
  house: { label: "运营", title: null },
  kitchen: { label: "膳食", title: "膳食今日" },
  stove: { label: "厨房", title: "厨房今日" },
  ward: { label: "护理", title: "护理今日" },
  doctor: { label: "医嘱", title: "医嘱今日" },
  store: { label: "库存", title: "库存今日" },
  collect: { label: "收款", title: "收款今日" },
  mine: { label: "我的家庭", title: "我的家庭今日" },
} as const;
type View = keyof typeof views;

const Input = z.object({
  view: z.enum(Object.keys(views) as [View, ...View[]]).optional(),
  slot: z.string().max(50).optional(),
});

/** The homes that these permissions make sense of, the caller's main work first. Who runs the house sees it as a whole. */
function viewsOf(ctx: Ctx, centreId: number): View[] {
  const runs = (permission: Permission) => {
    const centres = ctx.actor.can.get(permission)?.centres ?? [];
    return centres === "all" || centres.includes(centreId);
  };
  const house: View[] = runs("stays:read") && may(ctx, "centres:read") ? ["house"] : [];
  const kitchen: View[] = runs("kitchen:read") ? ["kitchen"] : [];
  const store: View[] = runs("inventory:edit") ? ["store"] : [];
  const collect: View[] = runs("customers:reveal") && runs("packages:read") ? ["collect"] : [];
  if (may(ctx, "stays:edit")) return [...house, ...kitchen, ...store, ...collect];
  return [
    ...(ctx.actor.can.get("customers:read")?.assigned ? (["mine"] as const) : []),
    ...(runs("kitchen:work") ? (["stove"] as const) : []),
    ...(runs("medical_orders:acknowledge") && runs("kitchen:deliver") ? (["ward"] as const) : []),
    ...(runs("medical_orders:edit") ? (["doctor"] as const) : []),
    ...store,
    ...collect,
    ...(may(ctx, "families:edit") ? [...house, ...kitchen] : [...kitchen, ...house]),
  ];
}

export default page({ permission: "signed-in", input: Input }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centre = centres.find((one) => one.id === ctx.actor.centreId) ?? centres[0];
  const own = centre ? viewsOf(ctx, centre.id) : [];
  const view = own.find((one) => one === input.view) ?? own[0];
  const today = dayTitle(dayOf(ctx.now));
  if (!centre || !view)
    return (
      <>
        <PageHeader title={today} />
        <Welcome ctx={ctx} />
      </>
    );
  const { title } = views[view];
  return (
    <>
      <PageHeader
        title={title ?? today}
        meta={title ? `${centre.name}，${today}` : centre.name}
        actions={
          <>
            {own.length > 1 && (
              <HomeSwitch views={own.map((value) => ({ value, label: views[value].label }))} view={view} />
            )}
            <MainAct ctx={ctx} view={view} />
          </>
        }
      />
      <Home ctx={ctx} view={view} centreId={centre.id} slot={input.slot} />
    </>
  );
});

/** The one thing that somebody with this home does most. */
function MainAct({ ctx, view }: { ctx: Ctx; view: View }) {
  const [href, label] =
    view === "stove"
      ? ["/kitchen/wall", "打开厨房看板"]
      : view === "ward"
        ? ["/kitchen/tickets", "去送餐"]
        : view === "doctor"
          ? ["/medical-orders/new", "开医嘱"]
          : view === "store"
            ? ["/stock-movements", "出入库"]
            : view === "collect"
              ? ["/packages", "套餐与权益"]
              : view === "mine"
                ? ["/customers", "我的客户"]
                : ["/kitchen/production", "今天的生产单"];
  if (href === "/kitchen/production" && !may(ctx, "kitchen:read")) return null;
  return (
    <LinkButton href={href} variant="filled">
      {label}
    </LinkButton>
  );
}

function Home({ view, ...props }: { ctx: Ctx; view: View; centreId: number; slot?: string }) {
  switch (view) {
    case "house":
      return <HouseHome {...props} />;
    case "kitchen":
      return <KitchenHome {...props} />;
    case "stove":
      return <StoveHome {...props} />;
    case "ward":
      return <WardHome {...props} />;
    case "doctor":
      return <DoctorHome {...props} />;
    case "store":
      return <StoreHome {...props} />;
    case "collect":
      return <CollectHome {...props} />;
    case "mine":
      return <MineHome {...props} />;
  }
}

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
