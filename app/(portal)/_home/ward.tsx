import Link from "next/link";
import { Card } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { LiveRefresh } from "@/components/live-refresh";
import { PersonChip } from "@/components/marks/person-chip";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { SlotMark } from "@/components/marks/slot-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import { EmptyState } from "@/components/states";
import { listMedicalOrders } from "@/domain/care/queries";
import { ListMedicalOrders } from "@/domain/care/schema";
import { type Ctx, may } from "@/domain/core/ctx";
import { movesOf } from "@/domain/customers/stays/queries";
import { deliveryRound } from "@/domain/kitchen/delivery/queries";
import type { Round } from "@/domain/kitchen/delivery/schema";
import { deltasOfDay } from "@/domain/kitchen/tickets/queries";
import { dayOf } from "@/lib/time";
import { tagsOf } from "../kitchen/_components/restrictions";
import { OrderActs } from "../medical-orders/_components/order-acts";
import { OrderText } from "../medical-orders/_components/order-marks";
import { type OrderRow, orderRow } from "../medical-orders/_components/row";
import classes from "./home.module.css";
import { Moves } from "./moves";
import { OpenDeltas } from "./open-deltas";
import { readHome } from "./todo";

const LISTED = 10;

/** The ward: orders that nobody of it has confirmed, the meal to bring now by floor, what has just changed about it. */
export async function WardHome({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const today = dayOf(ctx.now);
  await readHome(ctx, centreId);
  const [waiting, round, deltas, moves] = await Promise.all([
    listMedicalOrders(ctx, ListMedicalOrders.parse({ centreId, acknowledged: false, pageSize: LISTED })),
    deliveryRound(ctx, { centreId }),
    deltasOfDay(ctx, { centreId, date: today, open: true, limit: LISTED }),
    may(ctx, "stays:read") ? movesOf(ctx, { centreId, days: 1 }) : null,
  ]);
  const day = moves?.days[0];
  const acts = { edit: false, acknowledge: may(ctx, "medical_orders:acknowledge") };
  return (
    <>
      <div className={classes.split}>
        <div className={classes.stack}>
          {waiting.rows.length > 0 && <Waiting rows={waiting.rows.map(orderRow)} total={waiting.total} may={acts} />}
          <Rounds round={round} />
        </div>
        <div className={classes.side} data-after>
          <OpenDeltas deltas={deltas.rows} total={deltas.open} mayWork={may(ctx, "kitchen:work")} />
          <Card
            title="今天到离店"
            sub={`到 ${day?.arrivals.length ?? 0} 位，离 ${day?.departures.length ?? 0} 位`}
            actions={<Link href="/arrivals">到离店</Link>}
            flush
          >
            <Moves arrivals={day?.arrivals ?? []} departures={day?.departures ?? []} />
          </Card>
        </div>
      </div>
      <LiveRefresh
        topics={[
          "medical_order.created",
          "medical_order.stopped",
          "medical_order.acknowledged",
          "slot.locked",
          "kitchen_ticket.issued",
          "kitchen_ticket.acknowledged",
          "kitchen_ticket.delivered",
          "kitchen_ticket.taken_back",
        ]}
      />
    </>
  );
}

function Waiting({
  rows,
  total,
  may: acts,
}: {
  rows: readonly OrderRow[];
  total: number;
  may: { edit: boolean; acknowledge: boolean };
}) {
  return (
    <section className={classes.alert} aria-label="等您确认的医嘱">
      <Card
        title={`等您确认的医嘱 ${total} 条`}
        actions={<Link href="/medical-orders?tab=waiting">全部医嘱</Link>}
        style={{ border: 0, background: "none" }}
        flush
      >
        <ul className={classes.orders}>
          {rows.map((row) => (
            <li key={row.id}>
              <Link href={`/medical-orders/${row.id}`} style={{ color: "inherit" }}>
                <PersonChip room={row.room} name={row.patientName} restrictions={tagsOf(row.restrictions)} />
              </Link>
              <OrderText order={row} />
              <span className="ya-row" style={{ justifyContent: "space-between" }}>
                <span className="ya-s ya-num">
                  {row.doctorName}，{row.from} 起
                </span>
                <OrderActs order={row} may={acts} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

function Rounds({ round }: { round: Round }) {
  return (
    <Card
      title={<SlotMark slot={round.slotCode} name={round.slot} time={round.servingTime} />}
      sub={round.isLocked ? "按楼层核对送餐" : "还没截单，份数还会变"}
      actions={
        <LinkButton href={`/kitchen/tickets?date=${round.date}&slot=${round.slotCode}`} size="xs" variant="text">
          全部餐签
        </LinkButton>
      }
      flush
    >
      {round.floors.length === 0 && (
        <EmptyState flush title={`${round.slot}还没有餐签`} hint="厨房截单后，每位妈妈会有一张" />
      )}
      {round.floors.map((floor) => {
        const allergic = floor.tickets.filter((one) => one.restrictions.some(({ kind }) => kind === "allergy"));
        const held = floor.tickets.filter((one) => one.isWaiting).length;
        const left = floor.total - floor.delivered - floor.refused;
        return (
          <div key={floor.floor} className={classes.round}>
            <b className="ya-nw">{/^\d+$/.test(floor.floor) ? `${floor.floor} 楼` : floor.floor}</b>
            <StatusBadge
              tone={left === 0 ? "done" : floor.delivered > 0 ? "partly" : "new"}
              label={left === 0 ? `${floor.total} 份都送到了` : `${floor.total} 份，送达 ${floor.delivered}`}
            />
            {held > 0 && <StatusBadge tone="off" label={`${held} 份等厨房确认，先别送`} />}
            {allergic.map((one) => (
              <span key={one.id} className="ya-row" style={{ gap: 4 }}>
                <RoomPlate number={one.room ?? "送"} />
                <RestrictionTags items={tagsOf(one.restrictions.filter(({ kind }) => kind === "allergy"))} />
              </span>
            ))}
            <LinkButton
              href={`/kitchen/tickets?date=${round.date}&slot=${round.slotCode}&floor=${encodeURIComponent(floor.floor)}`}
            >
              核对送餐
            </LinkButton>
          </div>
        );
      })}
    </Card>
  );
}
