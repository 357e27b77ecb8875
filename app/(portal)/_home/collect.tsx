import Link from "next/link";
import { Card } from "@/components/card";
import { KpiStrip } from "@/components/kpi";
import { PersonChip } from "@/components/marks/person-chip";
import { Money } from "@/components/money";
import { EmptyState } from "@/components/states";
import { DayText } from "@/components/time";
import type { Ctx } from "@/domain/core/ctx";
import { listCustomers } from "@/domain/customers/list/queries";
import { type CustomerOut, ListCustomers } from "@/domain/customers/schema";
import { contractsOf, customersWith } from "@/domain/packages/queries";
import { type Fen, sum, yuanText } from "@/lib/money";
import { type Day, dayOf, daysBetween } from "@/lib/time";
import { StayBadge } from "../customers/_components/stay-status";
import classes from "./collect.module.css";

const LISTED = 100;
const SOON = 7;

type Contract = { due: Fen; price: Fen; paid: Fen; packages: string[] };
type Owing = { customer: CustomerOut; contract: Contract; daysLeft: number | null };

/** What is still to be collected on contracts, whoever leaves first on top: after she has left it is much harder to get. */
export async function CollectHome({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const today = dayOf(ctx.now);
  const ids = await customersWith(ctx, { isOwing: true });
  const { rows, total } = await listCustomers(ctx, ListCustomers.parse({ centreId, pageSize: LISTED }), { ids });
  const contracts = await contractsOf(
    ctx,
    rows.map((row) => row.id),
  );
  const owing = rows
    .flatMap((customer): Owing[] => {
      const contract = contracts.get(customer.id);
      return contract && contract.due > 0 ? [{ customer, contract, daysLeft: leavesIn(customer, today) }] : [];
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || b.contract.due - a.contract.due);
  const left = owing.filter(({ customer }) => customer.stayStatus === "checked_out");
  const soon = owing.filter((one) => !left.includes(one) && one.daysLeft !== null && one.daysLeft <= SOON);
  const dueOf = (some: readonly Owing[]): Fen => sum(some.map((one) => one.contract.due));
  const price = sum(owing.map((one) => one.contract.price));
  return (
    <>
      <KpiStrip
        items={[
          {
            label: "待收合计",
            value: `¥${yuanText(dueOf(owing))}`,
            note: total > rows.length ? `最新 ${rows.length} 位的` : `${owing.length} 位`,
            definition: "有效合同的成交价减去已收，加回已退。草稿和取消的合同不算。",
          },
          {
            label: `${SOON} 天内退住，没收齐`,
            value: `¥${yuanText(dueOf(soon))}`,
            note: `${soon.length} 位`,
            tone: soon.length > 0 ? "critical" : "normal",
          },
          {
            label: "已退住，没收齐",
            value: `¥${yuanText(dueOf(left))}`,
            note: left.length > 0 ? `${left.length} 位，请联系本人` : "没有",
            tone: left.length > 0 ? "critical" : "normal",
          },
          {
            label: "这些合同已收",
            value: price > 0 ? `${Math.round(((price - dueOf(owing)) / price) * 100)}%` : "没有",
            note: `合同额 ¥${yuanText(price)}`,
          },
        ]}
      />
      <Card
        title="待收款"
        sub={`${owing.length} 位，先退住的在前`}
        actions={<Link href="/customers?tab=all&owing=1">在客户档案里看</Link>}
        flush
      >
        {owing.length === 0 ? (
          <EmptyState flush title="都收齐了" hint="合同还有没收的款，会按退住日期排在这里" />
        ) : (
          <ul className={classes.list}>
            {owing.map((one) => (
              <Row key={one.customer.id} owing={one} />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function Row({ owing: { customer, contract, daysLeft } }: { owing: Owing }) {
  const percent = contract.price > 0 ? Math.round(((contract.price - contract.due) / contract.price) * 100) : 0;
  return (
    <li>
      <Link href={`/customers/${customer.id}?tab=contracts`} className={classes.who}>
        <PersonChip
          room={customer.room}
          notIn={customer.stayStatus === "booked"}
          name={customer.name}
          stage={customer.stage}
          day={customer.postpartumDay}
          restrictions={customer.restrictions}
        />
      </Link>
      <span className={classes.plan}>
        {contract.packages.join("、")}
        <span className="ya-note">
          <Money fen={contract.price} whole />
          ，已收 {percent}%
        </span>
        <span className={classes.track} aria-hidden="true">
          <i style={{ width: `${percent}%` }} />
        </span>
      </span>
      <span className={classes.leaves}>
        <StayBadge status={customer.stayStatus} isAway={customer.isAway} />
        <Leaves customer={customer} daysLeft={daysLeft} />
      </span>
      <span className={classes.due}>
        <span className="ya-s">待收</span> <Money fen={contract.due} bold />
      </span>
    </li>
  );
}

function Leaves({ customer, daysLeft }: { customer: CustomerOut; daysLeft: number | null }) {
  if (!customer.checkOutDate || daysLeft === null) return <span className="ya-s">退住未定</span>;
  const when = daysLeft < 0 ? `过了 ${-daysLeft} 天` : daysLeft === 0 ? "今天" : `还有 ${daysLeft} 天`;
  return (
    <span className={daysLeft <= SOON ? "ya-amber" : "ya-s"}>
      {daysLeft <= SOON && "▲ "}
      <DayText day={customer.checkOutDate} /> 退住，{when}
    </span>
  );
}

const leavesIn = (customer: CustomerOut, today: Day): number | null =>
  customer.checkOutDate ? daysBetween(today, customer.checkOutDate) : null;

const rankOf = ({ daysLeft }: Owing): number => daysLeft ?? Number.MAX_SAFE_INTEGER;
