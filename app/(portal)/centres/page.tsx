import Link from "next/link";
import { z } from "zod";
import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { PageHeader } from "@/components/shell/page-header";
import { centreStatusLabels } from "@/db/enums/centres";
import { listCentres, listRooms } from "@/domain/centres/masters/queries";
import { ListCentres, ListRooms } from "@/domain/centres/schema";
import { may } from "@/domain/core/ctx";
import { occupancy } from "@/domain/customers/occupancy/queries";
import { arrivalsAndDepartures } from "@/domain/customers/stays/queries";
import { addDays, dayOf } from "@/lib/time";
import { NewCentreButton } from "./_components/centre-form";
import classes from "./_components/centres.module.css";

export const metadata = { title: "各馆对比" };

const WINDOW = 30;

export default page({ permission: "centres:read", input: z.object({}) }, async (ctx) => {
  const today = dayOf(ctx.now);
  const { rows: centres } = await listCentres(ctx, ListCentres.parse({ pageSize: 100 }));
  const seesStays = may(ctx, "stays:read");
  const seen = ctx.actor.can.get("stays:read")?.centres;
  const figures = await Promise.all(
    centres.map(async (centre) => {
      const rooms = await listRooms(ctx, ListRooms.parse({ centreId: centre.id, pageSize: 100 }));
      const isVisible = seesStays && (seen === "all" || seen?.includes(centre.id));
      if (!isVisible) return { centre, rooms: rooms.total, stays: null };
      const [nights, board] = await Promise.all([
        occupancy(ctx, { centreId: centre.id, from: today, to: addDays(today, WINDOW - 1) }),
        arrivalsAndDepartures(ctx, { centreId: centre.id, days: 7 }),
      ]);
      const first = board.days[0];
      return {
        centre,
        rooms: rooms.total,
        stays: {
          tonight: nights[0]?.count ?? 0,
          average: nights.reduce((sum, night) => sum + night.count, 0) / Math.max(1, nights.length),
          arrivalsToday: first?.arrivals.filter((move) => move.status === "booked").length ?? 0,
          departuresToday: first?.departures.filter((move) => move.status === "checked_in").length ?? 0,
          arrivalsWeek: board.days.reduce((n, d) => n + d.arrivals.filter((m) => m.status === "booked").length, 0),
          departuresWeek: board.days.reduce(
            (n, d) => n + d.departures.filter((m) => m.status === "checked_in").length,
            0,
          ),
        },
      };
    }),
  );
  const mayAdd = ctx.actor.can.get("centres:edit")?.centres === "all";
  return (
    <>
      <PageHeader
        title="各馆对比"
        meta={`${centres.length} 个中心，数字到今天`}
        actions={mayAdd && <NewCentreButton />}
      />
      <Card flush title="入住" sub={`入住率 = 今晚住的妈妈 ÷ 在用房间；${WINDOW} 天平均含已订的`}>
        <div className={classes.scroll}>
          <table className={classes.compare} data-cards>
            <thead>
              <tr>
                <th>中心</th>
                <th>房间</th>
                <th>今晚住</th>
                <th>入住率</th>
                <th>{WINDOW} 天平均</th>
                <th>今天到 / 离</th>
                <th>7 天到 / 离</th>
                <th>状态</th>
              </tr>
            </thead>
            <tbody>
              {figures.map(({ centre, rooms, stays }) => (
                <tr key={centre.id}>
                  <th>
                    <Link href={`/centres/${centre.id}`}>{centre.name}</Link>
                  </th>
                  <td className="ya-num" data-label="房间">
                    {rooms} 间
                  </td>
                  <td className="ya-num" data-label="今晚住">
                    {stays ? `${stays.tonight} 位` : "—"}
                  </td>
                  <td className="ya-num" data-label="入住率">
                    {stays ? <Rate part={stays.tonight} whole={rooms} /> : "—"}
                  </td>
                  <td className="ya-num" data-label={`${WINDOW} 天平均`}>
                    {stays ? `${stays.average.toFixed(1)} 位` : "—"}
                  </td>
                  <td className="ya-num" data-label="今天到 / 离">
                    {stays ? `${stays.arrivalsToday} / ${stays.departuresToday}` : "—"}
                  </td>
                  <td className="ya-num" data-label="7 天到 / 离">
                    {stays ? `${stays.arrivalsWeek} / ${stays.departuresWeek}` : "—"}
                  </td>
                  <td data-label="状态">
                    <StatusBadge
                      tone={centre.status === "active" ? "done" : "cancelled"}
                      label={centreStatusLabels[centre.status]}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </>
  );
});

function Rate({ part, whole }: { part: number; whole: number }) {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  return (
    <>
      <span className={classes.bar} aria-hidden>
        <i style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
      {percent.toFixed(1)}%
    </>
  );
}
