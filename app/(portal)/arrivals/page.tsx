import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { arrivalsAndDepartures } from "@/domain/customers/stays/queries";
import { ArrivalsQuery } from "@/domain/customers/stays/schema";
import { dayTitle } from "@/lib/time";
import { MoveList } from "./_components/move-list";

export const metadata = { title: "到离店" };

export default page({ permission: "stays:read", input: ArrivalsQuery }, async (ctx, input) => {
  const centres = await centreOptions(ctx);
  const centreId = input.centreId ?? ctx.actor.centreId ?? centres[0]?.id;
  const found = await arrivalsAndDepartures(ctx, { ...input, centreId });
  const canEdit = may(ctx, "stays:edit");
  const days = found.days.filter(
    (day) => day.day === found.today || day.arrivals.length > 0 || day.departures.length > 0,
  );
  const [today] = found.days;
  return (
    <>
      <PageHeader
        title="到离店"
        meta={`今天到 ${today?.arrivals.length ?? 0} 位，离 ${today?.departures.length ?? 0} 位；往后 ${input.days - 1} 天`}
      />
      <div style={{ display: "grid", gap: 12 }}>
        {days.map((day) => (
          <Card
            key={day.day}
            title={day.day === found.today ? `今天，${dayTitle(day.day)}` : dayTitle(day.day)}
            sub={`到 ${day.arrivals.length} 位，离 ${day.departures.length} 位`}
            flush
          >
            <MoveList
              arrivals={day.arrivals}
              departures={day.departures}
              isToday={day.day === found.today}
              canEdit={canEdit}
            />
          </Card>
        ))}
      </div>
    </>
  );
});
