import Link from "next/link";
import { z } from "zod";
import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { PageHeader } from "@/components/shell/page-header";
import { centreStatusLabels } from "@/db/enums/centres";
import { listCentres, roomCounts } from "@/domain/centres/masters/queries";
import { ListCentres } from "@/domain/centres/schema";
import { may } from "@/domain/core/ctx";
import { houseFigures } from "@/domain/customers/occupancy/queries";
import { NewCentreButton } from "./_components/centre-form";
import classes from "./_components/centres.module.css";

export const metadata = { title: "各馆对比" };

const WINDOW = 30;

export default page({ permission: "centres:read", input: z.object({}) }, async (ctx) => {
  const { rows: centres } = await listCentres(ctx, ListCentres.parse({ pageSize: 100 }));
  const seesStays = may(ctx, "stays:read");
  const seen = ctx.actor.can.get("stays:read")?.centres;
  const open = centres.map((centre) => centre.id).filter((id) => seen === "all" || seen?.includes(id));
  const [rooms, houses] = await Promise.all([
    roomCounts(ctx),
    seesStays ? houseFigures(ctx, { centreIds: open, nights: WINDOW, days: 7 }) : null,
  ]);
  const figures = centres.map((centre) => ({
    centre,
    rooms: rooms.get(centre.id) ?? 0,
    stays: houses?.get(centre.id) ?? null,
  }));
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
                    {stays ? `${stays.arrivalsSoon} / ${stays.departuresSoon}` : "—"}
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
