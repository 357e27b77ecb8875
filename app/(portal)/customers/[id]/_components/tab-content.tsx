import Link from "next/link";
import { Card, Cell, Columns, Facts } from "@/components/card";
import { LinkButton } from "@/components/link-button";
import { SlotMark } from "@/components/marks/slot-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import { EmptyState } from "@/components/states";
import { stayAbsenceKindLabels } from "@/db/enums/customers";
import { confinementMealPlanStatusLabels } from "@/db/enums/planning";
import { listMedicalOrders } from "@/domain/care/queries";
import { ListMedicalOrders } from "@/domain/care/schema";
import type { Ctx } from "@/domain/core/ctx";
import { may } from "@/domain/core/ctx";
import { familyDetail } from "@/domain/customers/families/queries";
import { customerFiles } from "@/domain/customers/files/queries";
import { listConditions } from "@/domain/customers/restrictions/queries";
import { type MealState, mealStatesOf } from "@/domain/kitchen/delivery/of-person";
import { listPackages } from "@/domain/packages/queries";
import { currentWeekOf } from "@/domain/planning/menu/queries";
import { clockOf, stamp } from "@/lib/time";
import { FamilyMembers } from "../../../families/_components/members";
import { OrderList } from "../../../medical-orders/_components/order-list";
import { orderRow } from "../../../medical-orders/_components/row";
import { Conditions } from "./conditions";
import { Contracts } from "./contracts";
import classes from "./detail.module.css";
import { Eaten } from "./eaten";
import { Files } from "./files";
import type { Known } from "./read";
import { RestrictionsTable } from "./restrictions-table";
import type { Tab } from "./tabs";
import { CustomerTimeline } from "./timeline";

type Props = { ctx: Ctx; known: Known };

export function TabContent({ ctx, tab, known }: Props & { tab: Tab }) {
  if (known.hiddenTabs.includes(tab)) return <Overview ctx={ctx} known={known} />;
  switch (tab) {
    case "overview":
      return <Overview ctx={ctx} known={known} />;
    case "meals":
      return <Meals ctx={ctx} known={known} />;
    case "contracts":
      return <ContractsTab ctx={ctx} known={known} />;
    case "family":
      return <Family ctx={ctx} known={known} />;
    case "restrictions":
      return <Restrictions ctx={ctx} known={known} />;
    case "orders":
      return <Orders ctx={ctx} known={known} />;
    case "timeline":
      return (
        <Card title="时间线">
          <CustomerTimeline ctx={ctx} known={known} />
        </Card>
      );
    case "files":
      return <FilesTab ctx={ctx} known={known} />;
  }
}

function Overview({ ctx, known }: Props) {
  const { customer, can } = known;
  const inForce = known.restrictions.filter((item) => item.isInForce);
  return (
    <Columns>
      <Cell span={4}>
        <TodaysMeals ctx={ctx} known={known} />
        {customer.notes && (
          <Card title="备注" style={{ marginTop: 12 }}>
            <p className="ya-m" style={{ whiteSpace: "pre-wrap" }}>
              {customer.notes}
            </p>
          </Card>
        )}
      </Cell>
      <Cell span={4}>
        <Card
          title="禁忌与依据"
          flush
          actions={<Link href={`/customers/${customer.id}?tab=restrictions`}>全部与历史</Link>}
        >
          <RestrictionsTable items={inForce} mayEdit={can.restrictions} compact />
        </Card>
        <StayCard known={known} />
      </Cell>
      <Cell span={4}>
        <Card title="时间线" actions={<Link href={`/customers/${customer.id}?tab=timeline`}>全部</Link>}>
          <CustomerTimeline ctx={ctx} known={known} limit={12} />
        </Card>
      </Cell>
    </Columns>
  );
}

async function TodaysMeals({ ctx, known }: Props) {
  const { plan, plans, customer, can } = known;
  if (!plans) return null;
  if (!plan)
    return (
      <Card title="今天的餐">
        <EmptyState
          flush
          title="今天没有在执行的餐单"
          hint="月子餐计划审核通过后，每天的餐会在这里"
          action={can.plans && <LinkButton href={`/plans/new?customer_id=${customer.id}`}>做月子餐计划</LinkButton>}
        />
      </Card>
    );
  const { patientId, centreId } = customer;
  const [menu, states] = await Promise.all([
    currentWeekOf(ctx, { customerId: customer.id, planId: plan.id, births: known.births }),
    patientId && may(ctx, "kitchen:read") ? mealStatesOf(ctx, { centreId, patientId, date: known.today }) : [],
  ]);
  const today = menu.days.find((day) => day.date === known.today);
  return (
    <Card title="今天的餐" sub={today?.dayText} flush actions={<Link href={`/plans/${plan.id}`}>打开计划</Link>}>
      <ul className={classes.rows}>
        {menu.slots.map((slot, i) => (
          <li key={slot.name}>
            <span className={classes.slot}>
              <SlotMark slot={slotCodes[slot.name] ?? slot.name} name={slot.name} time={slot.time} />
            </span>
            <span className={classes.grow}>
              {today?.meals[i]?.length ? today.meals[i]?.join("、") : <span className="ya-amber">还没排</span>}
            </span>
            {today?.meals[i]?.length ? <Standing state={states.find((one) => one.slot === slot.name)} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** 07:58 送达, 制作中, 可改到 13:00. */
function Standing({ state }: { state: MealState | undefined }) {
  switch (state?.is) {
    case "delivered":
      return <StatusBadge tone="done" label={state.at ? `${clockOf(state.at)} 送达` : "已送达"} />;
    case "made":
      return <StatusBadge tone="running" label="已截单" />;
    case "open":
      return <StatusBadge tone="new" hue="plain" label={`可改到 ${clockOf(state.until)}`} />;
    case "refused":
      return <StatusBadge tone="returned" label="没收" />;
    case "cancelled":
      return <StatusBadge tone="cancelled" label="不做" />;
    default:
      return null;
  }
}

const slotCodes: Record<string, string> = {
  早餐: "breakfast",
  早点: "morning_snack",
  午餐: "lunch",
  午点: "afternoon_snack",
  晚餐: "dinner",
  晚点: "bedtime_snack",
};

function StayCard({ known }: { known: Known }) {
  const { stay, absences } = known;
  if (!stay) return null;
  return (
    <Card title="入住" style={{ marginTop: 12 }}>
      <Facts
        layout="list"
        items={[
          { label: "日期", value: `${stay.from} 至 ${stay.checkOutDate ?? "未定"}` },
          {
            label: "房间",
            value:
              stay.nights.length === 0
                ? "还没分房"
                : stay.nights
                    .map((n) => `${n.room}（${n.fromDay.slice(5)} 至 ${n.untilDay?.slice(5) ?? "未定"}）`)
                    .join("，"),
          },
          { label: "陪护", value: `${stay.companions} 人` },
          ...(stay.note ? [{ label: "备注", value: stay.note }] : []),
          ...absences.slice(0, 3).map((one, i) => ({
            label: i === 0 ? "外出" : " ",
            value: `${stayAbsenceKindLabels[one.kind]} ${stamp(one.startsAt).slice(5)} 到 ${one.endsAt ? stamp(one.endsAt).slice(5) : "还没回来"}${one.note ? `，${one.note}` : ""}`,
          })),
        ]}
      />
    </Card>
  );
}

async function Meals({ ctx, known }: Props) {
  const { plan, plans, customer, can } = known;
  const menu = plan
    ? await currentWeekOf(ctx, { customerId: customer.id, planId: plan.id, births: known.births })
    : null;
  return (
    <>
      <Card
        title="月子餐计划"
        flush
        actions={
          can.plans && (
            <LinkButton size="xs" href={`/plans/new?customer_id=${customer.id}`}>
              新建计划
            </LinkButton>
          )
        }
      >
        {plans?.length ? (
          <ul className={classes.rows}>
            {plans.map((one) => (
              <li key={one.id}>
                <Link href={`/plans/${one.id}`} className="ya-num">
                  {one.planNumber}
                </Link>
                <span className="ya-num">
                  {one.startDate} 至 {one.endDate}，{one.totalDays} 天
                </span>
                <span className="ya-note">
                  排了 {one.filledCells} / {one.totalCells} 餐
                </span>
                {one.filledCells > 0 && <Link href={`/plans/${one.id}/nutrition`}>营养报告</Link>}
                {one.warnings > 0 && <span className="ya-amber">{one.warnings} 道要留意</span>}
                <StatusBadge
                  tone={one.status === "active" ? "running" : one.status === "draft" ? "new" : "cancelled"}
                  hue={one.status === "draft" ? "plain" : undefined}
                  label={confinementMealPlanStatusLabels[one.status]}
                />
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState flush title="还没有月子餐计划" hint="做好并审核通过后，厨房按它出餐" />
        )}
      </Card>
      {menu && (
        <Card title={`第 ${menu.week} 周`} sub={menu.focus ?? undefined} flush style={{ marginTop: 12 }}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className={classes.week} aria-label="这一周的餐" tabIndex={0}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th>餐次</th>
                  {menu.days.map((day) => (
                    <th key={day.date} data-today={day.date === known.today || undefined}>
                      {day.weekday} {day.date.slice(5)}
                      <br />
                      {day.dayText}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {menu.slots.map((slot, i) => (
                  <tr key={slot.name}>
                    <td className="ya-nw">
                      <SlotMark slot={slotCodes[slot.name] ?? slot.name} name={slot.name} />
                    </td>
                    {menu.days.map((day) => (
                      <td key={day.date} data-today={day.date === known.today || undefined} style={cell}>
                        {day.meals[i]?.length ? day.meals[i]?.join("、") : <span className="ya-note">—</span>}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </Card>
      )}
      <Eaten ctx={ctx} customerId={customer.id} />
    </>
  );
}

const cell = { textAlign: "left", whiteSpace: "normal" } as const;

async function ContractsTab({ ctx, known }: Props) {
  const { customer, contracts, stay, today } = known;
  const maySign = may(ctx, "packages:edit") && customer.archivedAt === null;
  const packages = maySign
    ? (await listPackages(ctx, { page: 1, pageSize: 100, sort: "-id", centreId: customer.centreId, isActive: true }))
        .rows
    : [];
  return (
    <Card title="合同与权益" flush>
      <Contracts
        customerId={customer.id}
        stayId={stay && stay.status !== "checked_out" ? stay.id : null}
        from={stay?.checkInDate ?? today}
        rows={(contracts ?? []).map(({ createdAt, ...row }) => row)}
        packages={packages.map(({ id, name, price, durationDays }) => ({ id, name, price, durationDays }))}
        maySign={maySign}
      />
    </Card>
  );
}

async function Family({ ctx, known }: Props) {
  const { familyId } = known.customer;
  if (familyId === null) return <EmptyState title="还没有家庭资料" hint="补上妈妈的资料后会有" />;
  const family = await familyDetail(ctx, { id: familyId });
  return <FamilyMembers family={family} mayEdit={may(ctx, "families:edit")} showLink />;
}

async function Restrictions({ ctx, known }: Props) {
  const { customer, can, today } = known;
  const conditions = await listConditions(ctx, { id: customer.id });
  const past = known.restrictions.filter((item) => !item.isInForce);
  return (
    <Columns>
      <Cell span={8}>
        <Card title="现在有效" sub="同一餐里最严的一条说了算" flush>
          <RestrictionsTable items={known.restrictions.filter((item) => item.isInForce)} mayEdit={can.restrictions} />
        </Card>
        {past.length > 0 && (
          <Card title="已结束" flush style={{ marginTop: 12 }}>
            <RestrictionsTable items={past} mayEdit={false} />
          </Card>
        )}
      </Cell>
      <Cell span={4}>
        <Card title="身体状况" flush>
          <Conditions
            customerId={customer.id}
            items={conditions.items}
            choices={conditions.choices}
            today={today}
            mayEdit={can.restrictions}
          />
        </Card>
      </Cell>
    </Columns>
  );
}

async function Orders({ ctx, known }: Props) {
  const { customer, can } = known;
  const { rows } = await listMedicalOrders(ctx, ListMedicalOrders.parse({ customerId: customer.id, pageSize: 50 }));
  return (
    <Card
      title="医嘱"
      sub="生效的医嘱不改，停止后重开"
      flush
      actions={
        can.orders &&
        customer.archivedAt === null && (
          <LinkButton size="xs" href={`/medical-orders/new?customer_id=${customer.id}`}>
            开医嘱
          </LinkButton>
        )
      }
    >
      <OrderList rows={rows.map(orderRow)} may={{ edit: can.orders, acknowledge: can.acknowledge }} />
    </Card>
  );
}

async function FilesTab({ ctx, known }: Props) {
  const files = await customerFiles(ctx, { id: known.customer.id });
  return (
    <Card title="文件">
      <Files customerId={known.customer.id} files={files} mayEdit={known.can.edit && may(ctx, "files:upload")} />
    </Card>
  );
}
