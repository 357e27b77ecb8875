import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { listSlots } from "@/domain/dishes/masters/queries";
import { listDeltas } from "@/domain/kitchen/tickets/queries";
import { ListDeltas } from "@/domain/kitchen/tickets/schema";
import { dayOf, dayTitle } from "@/lib/time";
import { DayPicker } from "../_components/day-picker";
import { DeltasTable } from "./_components/deltas-table";

export const metadata = { title: "差异单" };

export default page({ permission: "kitchen:read", input: ListDeltas }, async (ctx, input) => {
  const today = dayOf(ctx.now);
  const date = input.date ?? today;
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  const [{ open, ...found }, slots] = await Promise.all([
    listDeltas(ctx, { ...input, date, centreId }),
    listSlots(ctx),
  ]);
  return (
    <>
      <PageHeader
        title="差异单"
        meta={`${dayTitle(date)}，${open > 0 ? `${open} 张没确认` : "都确认过了"}`}
        actions={
          <>
            <DayPicker date={date} today={today} />
            <LinkButton href="/kitchen/wall">厨房看板</LinkButton>
          </>
        }
      />
      <DeltasTable
        page={found}
        sort={input.sort}
        open={open}
        slots={slots}
        mayWork={may(ctx, "kitchen:work")}
        mayPlan={may(ctx, "plans:read")}
      />
      <LiveRefresh topics={["kitchen_ticket.issued", "kitchen_ticket.acknowledged", "slot.locked"]} />
    </>
  );
});
