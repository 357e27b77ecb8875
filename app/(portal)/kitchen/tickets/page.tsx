import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/states";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { tickets } from "@/domain/kitchen/queries";
import { TicketsInput } from "@/domain/kitchen/schema";
import { dayOf, dayTitle } from "@/lib/time";
import { DayPicker } from "../_components/day-picker";
import { TicketCards } from "./_components/ticket-cards";
import { TicketFilters } from "./_components/ticket-filters";

export const metadata = { title: "餐签" };

export default page({ permission: "kitchen:read", input: TicketsInput }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  const all = await tickets(ctx, { ...input, slot: undefined, floor: undefined, centreId });
  const slots = [...new Map(all.tickets.map((ticket) => [ticket.slotCode, ticket.slot]))];
  const slot = input.slot ?? "lunch";
  const inSlot = all.tickets.filter((ticket) => [ticket.slotCode, ticket.slot].includes(slot));
  const floors = [...new Set(inSlot.flatMap((ticket) => ticket.floor ?? []))];
  const shown = inSlot.filter((ticket) => !input.floor || ticket.floor === input.floor);
  return (
    <>
      <PageHeader title="餐签" meta={`${dayTitle(all.date)}，${shown.length} 张`}>
        <DayPicker date={all.date} today={dayOf(ctx.now)} />
      </PageHeader>
      <TicketFilters
        slots={slots.map(([code, name]) => ({ code, name }))}
        floors={floors}
        slot={slot}
        floor={input.floor ?? null}
        print={may(ctx, "kitchen:export") ? { date: all.date, centreId: all.centreId } : null}
      />
      {shown.length === 0 ? (
        <EmptyState title="这一餐没有餐签" hint="已生效的月子餐计划排到这一餐后，每位妈妈会有一张" />
      ) : (
        <TicketCards tickets={shown} />
      )}
    </>
  );
});
