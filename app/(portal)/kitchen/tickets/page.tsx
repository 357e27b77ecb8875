import { page } from "@/app/_server/page";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { listSlots } from "@/domain/dishes/masters/queries";
import { deliveryRound } from "@/domain/kitchen/delivery/queries";
import { tickets } from "@/domain/kitchen/queries";
import { TicketsInput } from "@/domain/kitchen/schema";
import { dayOf, dayTitle } from "@/lib/time";
import { DayPicker } from "../_components/day-picker";
import { Round } from "./_components/round";
import { TicketCards } from "./_components/ticket-cards";
import { TicketFilters } from "./_components/ticket-filters";

export const metadata = { title: "送餐与餐签" };

export default page({ permission: "kitchen:read", input: TicketsInput }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  const date = input.date ?? dayOf(ctx.now);
  const [round, slots] = await Promise.all([deliveryRound(ctx, { centreId, date, slot: input.slot }), listSlots(ctx)]);
  const trays = round.floors.flatMap((one) => one.tickets);
  const brought = trays.filter((ticket) => ticket.status === "delivered").length;
  const preview = round.isLocked
    ? null
    : await tickets(ctx, { centreId, date, slot: round.slotCode, floor: input.floor });
  const meta = preview
    ? `${dayTitle(date)}，${preview.tickets.length} 张，截单前还会变`
    : `${dayTitle(date)}，${round.servingTime} 送餐，送达 ${brought} / ${trays.length}`;
  return (
    <>
      <PageHeader title={`${round.slot}送餐`} meta={meta} actions={<DayPicker date={date} today={dayOf(ctx.now)} />} />
      <TicketFilters
        slots={slots.map(({ code, name }) => ({ code, name }))}
        slot={round.slotCode}
        floor={input.floor ?? null}
        print={may(ctx, "kitchen:export") ? { date, centreId: round.centreId } : null}
      />
      {preview === null ? (
        <Round
          round={round}
          floor={input.floor ?? null}
          mayDeliver={may(ctx, "kitchen:deliver")}
          mayCustomers={may(ctx, "customers:read")}
        />
      ) : preview.tickets.length === 0 ? (
        <EmptyState title="这一餐没有餐签" hint="已生效的月子餐计划排到这一餐后，每位妈妈会有一张" />
      ) : (
        <TicketCards tickets={preview.tickets} />
      )}
      <LiveRefresh
        topics={[
          "kitchen_ticket.issued",
          "kitchen_ticket.acknowledged",
          "kitchen_ticket.delivered",
          "kitchen_ticket.taken_back",
          "slot.locked",
        ]}
      />
    </>
  );
});
