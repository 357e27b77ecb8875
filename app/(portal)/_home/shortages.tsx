import Link from "next/link";
import { Card } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { EmptyState } from "@/components/states";
import { DayText } from "@/components/time";
import type { Ctx } from "@/domain/core/ctx";
import { listStock } from "@/domain/inventory/stock/queries";
import { ListStock, type StockOut } from "@/domain/inventory/stock/schema";
import { amountText } from "../inventory/_components/words";
import classes from "./home.module.css";

const LISTED = 6;
const SOON = 7;

/** What the store will not have for long: nothing left, promised more than there is, below its mark. */
export async function Shortages({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const pages = await Promise.all(
    (["over_promised", "out", "low"] as const).map((status) =>
      listStock(ctx, ListStock.parse({ centreId, status, pageSize: LISTED })),
    ),
  );
  const rows = pages.flatMap((page) => page.rows);
  const total = pages.reduce((sum, page) => sum + page.total, 0);
  return (
    <Card title="快缺的" sub={`${total} 种`} actions={<Link href="/kitchen/requirements">采购缺口</Link>} flush>
      <StockList
        rows={rows.slice(0, LISTED)}
        empty="没有快缺的物料"
        said={(row) =>
          row.status === "low" ? coveredFor(row.coverDays) : row.status === "out" ? "用完了" : "答应出去的比有的多"
        }
      />
    </Card>
  );
}

/** What has to be used within the week. */
export async function Expiring({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const input = ListStock.parse({ centreId, expiring: SOON, sort: "expiresOn", pageSize: LISTED });
  const { rows, total } = await listStock(ctx, input);
  return (
    <Card
      title="快到期的"
      sub={`${total} 种，${SOON} 天内`}
      actions={<Link href={`/inventory?expiring=${SOON}`}>看库存</Link>}
      flush
    >
      <StockList rows={rows} empty="7 天内没有到期的" said={(row) => row.expiresOn ?? "有到期的"} isDay />
    </Card>
  );
}

const coveredFor = (days: number | null): string =>
  days === null ? "低于补货线" : days === 0 ? "不够 1 天" : `够 ${days} 天`;

function StockList(props: {
  rows: readonly StockOut[];
  empty: string;
  said: (row: StockOut) => string;
  isDay?: boolean;
}) {
  const { rows, empty, said, isDay } = props;
  if (rows.length === 0) return <EmptyState flush title={empty} hint="库存有变化会出现在这里" />;
  return (
    <ul className={classes.todo}>
      {rows.map((row) => (
        <li key={row.id}>
          <b className={classes.todoText}>{row.itemName}</b>
          <span className="ya-num ya-s">{amountText(row.usableQuantity, row.unit)}</span>
          {isDay ? (
            <span className="ya-amber">
              <DayText day={said(row)} /> 到期
            </span>
          ) : (
            <StatusBadge tone={row.status === "low" ? "off" : "critical"} label={said(row)} />
          )}
        </li>
      ))}
    </ul>
  );
}
