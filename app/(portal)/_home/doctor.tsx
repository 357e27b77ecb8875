import { Card } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { LiveRefresh } from "@/components/live-refresh";
import { PersonChip } from "@/components/marks/person-chip";
import { EmptyState } from "@/components/states";
import { medicalOrderLists } from "@/domain/care/queries";
import { ListMedicalOrders } from "@/domain/care/schema";
import { type Ctx, may } from "@/domain/core/ctx";
import { tagsOf } from "../kitchen/_components/restrictions";
import { OrderActs, type OrderMay } from "../medical-orders/_components/order-acts";
import { OrderKnown, OrderText } from "../medical-orders/_components/order-marks";
import { type OrderRow, orderRow } from "../medical-orders/_components/row";
import classes from "./home.module.css";

const LISTED = 10;

/** The doctor: orders in force, drafts to put into force, and those that the ward has not confirmed yet. */
export async function DoctorHome({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const [active, waiting, drafts] = await medicalOrderLists(
    ctx,
    [{ status: "active" }, { acknowledged: false }, { status: "draft" }].map((which) =>
      ListMedicalOrders.parse({ ...which, centreId, pageSize: LISTED }),
    ),
  );
  if (!active || !waiting || !drafts) throw new Error("a list that was asked for is missing");
  const acts = { edit: may(ctx, "medical_orders:edit"), acknowledge: may(ctx, "medical_orders:acknowledge") };
  return (
    <>
      <div className={classes.split}>
        <div className={classes.stack}>
          <Card
            title="执行中的医嘱"
            sub={`${active.total} 条`}
            actions={
              <LinkButton href="/medical-orders" size="xs" variant="text">
                全部医嘱
              </LinkButton>
            }
            flush
          >
            <Orders
              rows={active.rows.map(orderRow)}
              may={acts}
              empty={{ title: "没有执行中的医嘱", hint: "开立后会在这里，膳食医嘱同时改她能吃什么" }}
            />
          </Card>
        </div>
        <div className={classes.side}>
          {drafts.total > 0 && (
            <Card title="草稿，还没开立" sub={`${drafts.total} 条`} flush>
              <Orders rows={drafts.rows.map(orderRow)} may={acts} empty={{ title: "没有草稿", hint: "" }} />
            </Card>
          )}
          <Card title="护士还没确认" sub={`${waiting.total} 条`} flush>
            <Orders
              rows={waiting.rows.map(orderRow)}
              may={{ ...acts, edit: false }}
              empty={{ title: "都确认过了", hint: "新开和停止的医嘱，护士确认前会在这里" }}
            />
          </Card>
        </div>
      </div>
      <LiveRefresh topics={["medical_order.created", "medical_order.stopped", "medical_order.acknowledged"]} />
    </>
  );
}

function Orders(props: { rows: readonly OrderRow[]; may: OrderMay; empty: { title: string; hint: string } }) {
  const { rows, empty } = props;
  if (rows.length === 0) return <EmptyState flush {...empty} />;
  return (
    <ul className={classes.orders}>
      {rows.map((row) => (
        <li key={row.id}>
          <PersonChip room={row.room} name={row.patientName} restrictions={tagsOf(row.restrictions)} />
          <OrderText order={row} />
          <span className="ya-row" style={{ flexWrap: "wrap", justifyContent: "space-between" }}>
            <span className="ya-s ya-num">
              {row.doctorName}，{row.from} {row.to ? `至 ${row.to}` : "起"}
            </span>
            <OrderKnown order={row} />
            <OrderActs order={row} may={props.may} />
          </span>
        </li>
      ))}
    </ul>
  );
}
