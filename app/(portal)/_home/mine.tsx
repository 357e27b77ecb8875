import Link from "next/link";
import { Card } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { LiveRefresh } from "@/components/live-refresh";
import { PersonChip } from "@/components/marks/person-chip";
import { EmptyState } from "@/components/states";
import { DayText } from "@/components/time";
import { childbirthDeliveryModeLabels, childbirthFeedingLabels } from "@/db/enums/customers";
import { listMedicalOrders } from "@/domain/care/queries";
import { ListMedicalOrders } from "@/domain/care/schema";
import type { Ctx } from "@/domain/core/ctx";
import { listCustomers } from "@/domain/customers/list/queries";
import { type CustomerOut, ListCustomers } from "@/domain/customers/schema";
import { dayOf } from "@/lib/time";
import { StayProgress } from "../customers/_components/stay-progress";
import { StayBadge } from "../customers/_components/stay-status";
import { tagsOf } from "../kitchen/_components/restrictions";
import { OrderText } from "../medical-orders/_components/order-marks";
import { type OrderRow, orderRow } from "../medical-orders/_components/row";
import classes from "./home.module.css";

const LISTED = 50;
const ORDERS = 20;

/** Whoever looks after families of her own: these mothers in the order of their rooms, and the orders that hold for them. */
export async function MineHome({ ctx }: { ctx: Ctx }) {
  const [here, coming, orders] = await Promise.all([
    listCustomers(ctx, ListCustomers.parse({ tab: "in_house", sort: "room", pageSize: LISTED })),
    listCustomers(ctx, ListCustomers.parse({ tab: "booked", sort: "checkIn", pageSize: LISTED })),
    listMedicalOrders(ctx, ListMedicalOrders.parse({ status: "active", pageSize: ORDERS })),
  ]);
  const rows = [...here.rows, ...coming.rows];
  return (
    <>
      <div className={classes.split}>
        <div className={classes.stack}>
          <Card
            title="我照看的妈妈"
            sub={`在住 ${here.total} 位${coming.total > 0 ? `，待入住 ${coming.total} 位` : ""}，按房间`}
            actions={<Link href="/families">全部家庭</Link>}
            flush
          >
            {rows.length === 0 ? (
              <EmptyState flush title="还没有分派给您的家庭" hint="店长在“家庭与照护对象”里分派后，会出现在这里" />
            ) : (
              <ul className={classes.todo}>
                {rows.map((row) => (
                  <Mother key={row.id} row={row} ctx={ctx} />
                ))}
              </ul>
            )}
          </Card>
        </div>
        <div className={classes.side}>
          <Card
            title="正在执行的医嘱"
            sub={`${orders.total} 条`}
            actions={<Link href="/medical-orders">全部医嘱</Link>}
            flush
          >
            {orders.total === 0 ? (
              <EmptyState flush title="现在没有医嘱" hint="医生开立后会在这里，照看时请留意" />
            ) : (
              <Orders rows={orders.rows.map(orderRow)} />
            )}
          </Card>
        </div>
      </div>
      <LiveRefresh topics={["medical_order.created", "medical_order.stopped", "meal.changed"]} />
    </>
  );
}

function Mother({ row, ctx }: { row: CustomerOut; ctx: Ctx }) {
  return (
    <li>
      <span className={classes.todoText} style={{ gap: 4 }}>
        <Link href={`/customers/${row.id}`} style={{ color: "inherit" }}>
          <PersonChip
            room={row.room}
            notIn={row.stayStatus === "booked"}
            name={row.name}
            stage={row.stage}
            day={row.postpartumDay}
            restrictions={row.restrictions}
          />
        </Link>
        <span className="ya-m ya-row" style={{ gap: "2px 14px", flexWrap: "wrap" }}>
          <StayBadge status={row.stayStatus} isAway={row.isAway} />
          {row.deliveredOn && (
            <span>
              <DayText day={row.deliveredOn} /> {row.deliveryMode && childbirthDeliveryModeLabels[row.deliveryMode]}
            </span>
          )}
          {babiesOf(row) && <span>{babiesOf(row)}</span>}
          {row.feeding && <span>{childbirthFeedingLabels[row.feeding]}</span>}
          <StayProgress from={row.checkInDate} to={row.checkOutDate} today={dayOf(ctx.now)} />
        </span>
      </span>
      <LinkButton href={`/customers/${row.id}?tab=meals`} size="xs" aria-label={`${row.name}今天的餐`}>
        今天的餐
      </LinkButton>
    </li>
  );
}

const babiesOf = ({ babies }: CustomerOut): string => {
  const sexes = babies.map(({ gender }) => (gender === "male" ? "男宝" : gender === "female" ? "女宝" : "宝宝"));
  return sexes.length > 1 ? `${sexes.join("、")}，${sexes.length} 个宝宝` : (sexes[0] ?? "");
};

const Orders = ({ rows }: { rows: readonly OrderRow[] }) => (
  <ul className={classes.orders}>
    {rows.map((row) => (
      <li key={row.id}>
        <Link href={`/medical-orders/${row.id}`} style={{ color: "inherit" }}>
          <PersonChip room={row.room} name={row.patientName} restrictions={tagsOf(row.restrictions)} />
        </Link>
        <OrderText order={row} />
        <span className="ya-s ya-num">
          {row.doctorName}，{row.from} {row.to ? `至 ${row.to}` : "起"}
        </span>
      </li>
    ))}
  </ul>
);
