import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { roomCalendar } from "@/domain/customers/stays/queries";
import { CalendarQuery } from "@/domain/customers/stays/schema";
import { dayOf } from "@/lib/time";
import { MoonLegend } from "../_home/moon-legend";
import { CalendarBar } from "./_components/calendar-bar";
import { RoomCalendar } from "./_components/room-calendar";

export const metadata = { title: "房态日历" };

export default page({ permission: "stays:read", input: CalendarQuery }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  const calendar = await roomCalendar(ctx, { ...input, centreId });
  const today = dayOf(ctx.now);
  const tonight = calendar.occupancy.find((night) => night.day === today);
  return (
    <>
      <PageHeader
        title="房态日历"
        meta={tonight ? `今晚 ${tonight.taken} / ${tonight.rooms} 间` : undefined}
        actions={<MoonLegend />}
      >
        <CalendarBar from={calendar.from} to={calendar.to} today={today} />
      </PageHeader>
      <RoomCalendar calendar={calendar} today={today} canEdit={may(ctx, "stays:edit")} />
    </>
  );
});
